"""Building a mail: text and HTML from two templates that stand on outbox/mail/base.txt and base.html."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string


def build_mail(template: str, *, subject: str, **context: Any) -> EmailMultiAlternatives:
    """The mail from `template`.txt and `template`.html, e.g. "accounts/mail/welcome". The outbox fills in to whom.

    Both know `site_url`; with `name` they begin with "Hej …". Addresses in them are absolute: `absolute(path)`.
    """
    words = {"site_url": settings.SITE_URL, **context}
    mail = EmailMultiAlternatives(subject=" ".join(subject.split()), body=render_to_string(f"{template}.txt", words))
    mail.attach_alternative(render_to_string(f"{template}.html", words), "text/html")
    return mail


def absolute(path: str) -> str:
    """The address that works from a mail: https://…/projekter/7/."""
    return f"{settings.SITE_URL}{path}"
