"""App configuration."""

from django.apps import AppConfig


class ChecklistsConfig(AppConfig):
    """Tasks."""

    name = "checklists"
    verbose_name = "Opgaver"

    def ready(self) -> None:
        """Declare the event types, listen to others', and tell the project what this app has for it."""
        from checklists import belongings, events, letters, listeners, pages, project_cards, share_out_card  # noqa: F401
        from checklists.start import offer  # noqa: F401
