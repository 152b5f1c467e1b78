"""What we decide for django-allauth."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.shortcuts import resolve_url

from accounts.letters import put_confirm_email, put_forgotten, put_notice
from accounts.models import User
from audit import clock

# What allauth calls a one-time link or code in the context of a mail.
SECRET_WORDS = {"code", "key", "activate_url"}


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves, and every mail goes through the outbox."""

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
        """To the address the person signs in with; the link is made when the mail is sent."""
        put_forgotten(user, at=clock.now())

    def send_confirmation_mail(self, request: HttpRequest, emailconfirmation: Any, signup: bool) -> None:
        """To the address that is to be confirmed; the link is made when the mail is sent."""
        put_confirm_email(emailconfirmation.email_address, at=clock.now())

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Every other mail of allauth's: told in our own words, without anything from its context.

        Raises ImproperlyConfigured for a mail that carries a secret: it needs a kind of its own, made when it is sent.
        """
        if secrets := SECRET_WORDS & context.keys():
            raise ImproperlyConfigured(f"{template_prefix} carries {sorted(secrets)}, which may not be stored")
        user = User.objects.filter(email__iexact=email).first()
        put_notice(template_prefix.rpartition("/")[2], to_email=email, user=user, at=clock.now())
