"""manage.py demo"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from audit import clock
from kontaktlaege.demo.seed import is_seeded, seed


class Command(BaseCommand):
    """Write the demo's invented data once. Does nothing when they are there."""

    help = "Læg demoens opdigtede data ind, hvis de ikke er der."

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError outside the demo."""
        if not settings.DEMO:
            raise CommandError("Demoens data lægges kun ind med DEMO=1.")
        if is_seeded():
            self.stdout.write("Demoens data er der allerede.")
            return
        seed(today=clock.today())
        self.stdout.write("Demoens data er lagt ind.")
