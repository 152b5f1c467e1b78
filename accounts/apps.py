"""App configuration."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People and municipalities."""

    name = "accounts"
    verbose_name = "Personer og kommuner"

    def ready(self) -> None:
        """Declare the event types."""
        from accounts import events  # noqa: F401
