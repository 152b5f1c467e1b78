"""Signing in, and being told why not."""

import logging
from typing import Any

from allauth.account.views import LoginView
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.decorators import method_decorator
from redis.exceptions import ConnectionError as RedisRefuses
from redis.exceptions import TimeoutError as RedisHangs

from accounts.account_forms import NO_ACCESS
from accounts.models import User
from audit import clock
from ui.errors import came_from

logger = logging.getLogger(__name__)


class SignInView(LoginView):
    """allauth's sign-in; somebody whose access ended during the session reads why."""

    @method_decorator(login_not_required)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """503 with a plain sentence while attempts cannot be counted: uncounted, passwords could be guessed at."""
        try:
            answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        except (RedisRefuses, RedisHangs) as error:
            logger.error("Nobody can sign in: Redis, where attempts are counted, does not answer: %r", error)
            return render(request, "account/not_now.html", {"back": came_from(request)}, status=503)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`no_access`: the words for someone whose session stands, but whose access is over."""
        return {**super().get_context_data(**kwargs), "no_access": NO_ACCESS if _lost_access(self.request) else ""}


def _lost_access(request: HttpRequest) -> bool:
    """Whether this browser's session belongs to someone who no longer has access."""
    whose = request.session.get(SESSION_KEY)
    return bool(whose) and not User.objects.with_access(on=clock.today()).filter(pk=whose).exists()
