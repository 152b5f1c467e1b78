"""Changing one's e-mail."""

from allauth.account import app_settings
from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import person_of
from accounts.forms import NewAddressForm
from accounts.models import User
from accounts.services.own_address import (
    AddressTaken,
    NotAsked,
    SameAddress,
    ask_for_address,
    confirm_address,
    give_up_address,
)
from audit import clock

DAY_SECONDS = 24 * 3600


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def change_address(request: HttpRequest) -> HttpResponse:
    """Ask to change to another address. What is said is the same whether or not somebody has it."""
    user = person_of(request)
    if request.method == "POST" and not ratelimit.consume(request, action="manage_email", user=user):
        # The password is not even looked at.
        form = NewAddressForm(initial={"email": request.POST.get("email", "")}, user=user)
        return render(request, "accounts/change_address.html", {"form": form, "too_many": True}, status=429)
    form = NewAddressForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            asked = ask_for_address(user=user, email=form.cleaned_data["email"], at=clock.now())
        except SameAddress:
            form.add_error("email", "Det er den adresse, du har nu. Skriv en anden.")
        else:
            messages.success(request, f"Vi har sendt en mail til {asked.email}. Åbn den, og tryk på linket.")
            return redirect("own_page")
    return render(request, "accounts/change_address.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def keep_address(request: HttpRequest) -> HttpResponse:
    """Stay with the address one has."""
    user = person_of(request)
    give_up_address(user=user)
    messages.success(request, f"Du bliver ved med at logge ind med {user.email}.")
    return redirect("own_page")


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_new_address(request: HttpRequest, key: str) -> HttpResponse:
    """What the mail's link leads to: looking changes nothing, so a scanner of mails may look; pressing does."""
    user = person_of(request)
    address = _address_behind(key, user)
    if request.method == "POST" and address:
        try:
            changed = confirm_address(user=user, address_id=address.pk, at=clock.now())
        except AddressTaken:
            messages.error(request, "En anden bruger allerede adressen. Vælg en anden.")
            return redirect("change_address")
        except NotAsked:
            address = None
        else:
            messages.success(request, f"Din e-mail er skiftet. Fra nu af logger du ind med {changed.email}.")
            return redirect("own_page")
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/confirm_address.html", {"address": address}, status=status)


def _address_behind(key: str, user: User) -> EmailAddress | None:
    """The person's own address that allauth's key stands for, confirmed or not; None for any other key."""
    age = app_settings.EMAIL_CONFIRMATION_EXPIRE_DAYS * DAY_SECONDS
    try:
        pk = signing.loads(key, max_age=age, salt=app_settings.SALT)
    except signing.BadSignature:
        return None
    return EmailAddress.objects.filter(pk=pk, user=user).first()
