"""App configuration."""

from django.apps import AppConfig


class ChecklistsConfig(AppConfig):
    """Tasks."""

    name = "checklists"
    verbose_name = "Opgaver"

    def ready(self) -> None:
        """Declare the event types, listen to others', and tell the project what this app has for it."""
        from checklists import events, letters, listeners, pages  # noqa: F401
        from checklists.mine import cards
        from checklists.mine.share_out_card import share_out_cards
        from checklists.one_task import worked_on
        from checklists.one_task.by_plan import plan_line
        from checklists.one_task.files import task_places
        from checklists.people.belongings import open_tasks
        from checklists.project.cards import project_cards
        from checklists.rules.task_files import PART
        from checklists.start.offer import offers
        from files import parts
        from projects import belongings

        for maker in (project_cards, share_out_cards, offers):
            cards.register(maker)
        belongings.register(open_tasks)
        worked_on.register(plan_line)
        parts.register(parts.Part(PART, "Opgaver", task_places))
