"""App configuration."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Files."""

    name = "files"
    verbose_name = "Filer"
