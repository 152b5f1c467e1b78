"""App configuration."""

from django.apps import AppConfig


class KontaktlaegeConfig(AppConfig):
    """The wiring: system checks and commands that reach over all parts."""

    name = "kontaktlaege"
    verbose_name = "KontaktLæge"

    def ready(self) -> None:
        """Register the system checks."""
        from kontaktlaege import checks  # noqa: F401
