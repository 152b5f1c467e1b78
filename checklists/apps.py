"""App configuration."""

from django.apps import AppConfig


class ChecklistsConfig(AppConfig):
    """Tasks."""

    name = "checklists"
    verbose_name = "Opgaver"

    def ready(self) -> None:
        """Declare the event types, listen to others', and tell the project what this app has for it."""
        from checklists import events, letters, listeners, pages  # noqa: F401
        from checklists.mine import share_out_card  # noqa: F401
        from checklists.people import belongings  # noqa: F401
        from checklists.project import cards  # noqa: F401
        from checklists.start import offer  # noqa: F401
