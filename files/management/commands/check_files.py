"""manage.py check_files"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from files.services.disagreements import find_disagreements


class Command(BaseCommand):
    """Says where rows and storage disagree; nothing is changed. Ends with 1 when something is wrong."""

    help = "Says where the rows of files and the storage disagree."

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError that names what disagrees."""
        if found := find_disagreements(at=timezone.now()):
            raise CommandError(str(found))
        self.stdout.write("Rows and storage agree.")
