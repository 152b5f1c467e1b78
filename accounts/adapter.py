"""What we decide for django-allauth."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import resolve_url

from accounts.models import User
from accounts.tasks import send_password_link


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves, and mail never keeps a web request waiting."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "E-mail eller adgangskode er forkert. Prøv igen, eller få en ny adgangskode.",
        "enter_current_password": "Adgangskoden er ikke den, du har nu.",
        "too_many_login_attempts": "Der er prøvet for mange gange. Vent fem minutter, og prøv igen.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Closed: access is given by a projektleder or by MedCom's programleder."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to work; the receipt stands there."""
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Hand the letter to a worker, by the person's id: the link is made when it is sent."""
        transaction.on_commit(lambda: send_password_link.delay(user.pk, "forgotten"))
