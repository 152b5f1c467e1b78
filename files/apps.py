"""App configuration."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Files."""

    name = "files"
    verbose_name = "Filer"

    def ready(self) -> None:
        """Put the page of all files into a project's menu."""
        from files import menu  # noqa: F401
