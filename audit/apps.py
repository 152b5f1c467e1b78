"""App configuration."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The record of events. Knows no other part."""

    name = "audit"
    verbose_name = "Historik"
