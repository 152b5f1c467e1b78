"""manage.py load_reference"""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.services.reference import load_municipalities


class Command(BaseCommand):
    """Load the 98 municipalities with code, CVR and region. Repeatable."""

    help = "Indlæs de 98 kommuner. Kan køres igen."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and say how many."""
        self.stdout.write(f"{load_municipalities()} kommuner er indlæst.")
