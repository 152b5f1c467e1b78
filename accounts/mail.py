"""The letters of this app, as text and HTML."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from accounts.models import User
from accounts.services.people import password_link

SUBJECTS = {
    "forgotten": "Vælg en ny adgangskode til KontaktLæge-portalen",
    "welcome": "Du har fået adgang til KontaktLæge-portalen",
}


def write_password_link(*, user: User, occasion: str) -> EmailMultiAlternatives:
    """The letter with the link to choose a password. Raises KeyError for an unknown occasion."""
    context = {
        "name": user.name,
        "email": user.email,
        "link": password_link(user),
        "days": settings.PASSWORD_RESET_TIMEOUT // (24 * 3600),
        "site_url": settings.SITE_URL,
    }
    letter = EmailMultiAlternatives(
        subject=SUBJECTS[occasion],
        body=render_to_string(f"accounts/mail/{occasion}.txt", context),
        to=[user.email],
    )
    letter.attach_alternative(render_to_string(f"accounts/mail/{occasion}.html", context), "text/html")
    return letter
