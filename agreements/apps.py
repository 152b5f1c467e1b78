"""App configuration."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """Agreements."""

    name = "agreements"
    verbose_name = "Aftaler"

    def ready(self) -> None:
        """Declare the event types, and tell Mine opgaver and the tasks what is worked on here."""
        from agreements import events, pages  # noqa: F401
        from agreements.mine import agreement_pieces
        from agreements.rules.by_hand import PART
        from agreements.shown.file_places import agreement_places
        from agreements.task_line import agreement_line
        from checklists.mine import pieces
        from checklists.one_task import worked_on
        from files import parts

        pieces.register(agreement_pieces)
        worked_on.register(agreement_line)
        parts.register(parts.Part(PART, "Aftaler", agreement_places))
