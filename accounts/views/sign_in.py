"""Signing in, and being told why not."""

from typing import Any

from allauth.account.views import LoginView
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest

from accounts.account_forms import NO_ACCESS
from accounts.models import User
from audit import clock


class SignInView(LoginView):
    """allauth's sign-in; somebody whose access ended during the session reads why."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`no_access`: the words for someone whose session stands, but whose access is over."""
        return {**super().get_context_data(**kwargs), "no_access": NO_ACCESS if _lost_access(self.request) else ""}


def _lost_access(request: HttpRequest) -> bool:
    """Whether this browser's session belongs to someone who no longer has access."""
    whose = request.session.get(SESSION_KEY)
    return bool(whose) and not User.objects.with_access(on=clock.today()).filter(pk=whose).exists()
