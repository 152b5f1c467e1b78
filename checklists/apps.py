"""App configuration."""

from django.apps import AppConfig


class ChecklistsConfig(AppConfig):
    """Tasks."""

    name = "checklists"
    verbose_name = "Opgaver"

    def ready(self) -> None:
        """Declare the event types, listen to others', and put the pages into the project's menu."""
        from checklists import events, listeners, pages  # noqa: F401
