"""App configuration."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Every mail of the portal. Knows no other part."""

    name = "outbox"
    verbose_name = "Udbakke"
