"""App configuration."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """Agreements."""

    name = "agreements"
    verbose_name = "Aftaler"

    def ready(self) -> None:
        """Declare the event types."""
        from agreements import events  # noqa: F401
