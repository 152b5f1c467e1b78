"""The app's name for Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates, tags and fields only."""

    name = "ui"
    verbose_name = "Ansigt"
