"""Gives the tasks that are done in each unit a row for every unit that has none yet."""

from typing import Any

from django.core.management.base import BaseCommand

from checklists.services.unit_rows import bring_rows_everywhere


class Command(BaseCommand):
    """Units that come get their rows at once; this is for those that were there before. Safe to run again and again."""

    help = "Giv opgaver, der løses i hver enhed, en række for hver enhed. Igen ændrer ikke noget."

    def handle(self, *args: Any, **options: Any) -> None:
        """One line with the number of rows that were missing."""
        made = bring_rows_everywhere()
        self.stdout.write(f"{made} rækker kom til." if made else "Alle rækker er der i forvejen.")
