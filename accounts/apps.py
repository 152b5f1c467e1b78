"""App configuration."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People and municipalities."""

    name = "accounts"
    verbose_name = "Personer og kommuner"

    def ready(self) -> None:
        """Declare the event types and the mails."""
        from accounts import events, letters  # noqa: F401
