"""One-click sign-in for the demo's own accounts."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts.access import has_access
from accounts.models import User
from audit import clock
from kontaktlaege.demo.cast import CAST

NO_LONGER = "Der kan ikke længere logges ind som {email}. {why} Vælg en anden, eller nulstil demoen."
NO_ACCESS = "Personens adgang er afsluttet i demoen."
ANOTHER_ADDRESS = "Personen har skiftet e-mail i demoen og logger ind med den nye."


@require_POST
@login_not_required
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the cast; one who has left or has another address now is told so.

    Raises Http404 for anybody else, and outside the demo.
    """
    email = request.POST.get("email", "")
    if not settings.DEMO or email not in {player.email for player in CAST}:
        raise Http404("Not one of the demo's accounts")
    user = User.objects.filter(email__iexact=email).first()
    if user is None or not has_access(user, on=clock.today()):
        messages.warning(request, NO_LONGER.format(email=email, why=NO_ACCESS if user else ANOTHER_ADDRESS))
        return redirect("account_login")
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    after = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(after, allowed_hosts={request.get_host()}):
        return redirect(after)
    return redirect(settings.LOGIN_REDIRECT_URL)
