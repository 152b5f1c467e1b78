"""One-click sign-in for the demo's own accounts."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts.models import User
from kontaktlaege.demo.cast import CAST


@require_POST
@login_not_required
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the cast. Raises Http404 for anybody else, and outside the demo."""
    email = request.POST.get("email", "")
    if not settings.DEMO or email not in {player.email for player in CAST}:
        raise Http404("Not one of the demo's accounts")
    user = get_object_or_404(User, email=email)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    after = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(after, allowed_hosts={request.get_host()}):
        return redirect(after)
    return redirect(settings.LOGIN_REDIRECT_URL)
