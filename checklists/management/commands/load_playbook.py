"""manage.py load_playbook: prove and load the guide's editions."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit import clock
from checklists.playbook.faults import FaultyPlaybook
from checklists.services.load_edition import EditionTaken, load_edition

PLAYBOOKS = Path(settings.BASE_DIR) / "playbook"


class Command(BaseCommand):
    """Load every folder under playbook/, or the one that is named. Safe to run again and again."""

    help = "Læs guidens udgaver ind. Det samme indhold igen ændrer ikke noget."

    def add_arguments(self, parser: CommandParser) -> None:
        """An optional folder."""
        parser.add_argument("folder", nargs="?", type=Path, help="mappen med én udgave; ellers alle i playbook/")

    def handle(self, *args: Any, folder: Path | None = None, **options: Any) -> None:
        """One line for each edition. Raises CommandError after all faults are written."""
        folders = [folder] if folder else sorted(path for path in PLAYBOOKS.iterdir() if path.is_dir())
        if not folders:
            raise CommandError(f"Der er ingen udgaver i {PLAYBOOKS}.")
        refused = [path.name for path in folders if not self._load(path, quiet=options["verbosity"] == 0)]
        if refused:
            raise CommandError(f"Ikke lagt ind: {', '.join(refused)}.")

    def _load(self, folder: Path, *, quiet: bool) -> bool:
        try:
            loaded = load_edition(folder=folder, at=clock.now())
        except FaultyPlaybook as refusal:
            for fault in refusal.faults:
                self.stderr.write(f"{folder.name}/{fault}")
            return False
        except EditionTaken as refusal:
            self.stderr.write(f"{folder.name}: {refusal}")
            return False
        if not quiet:
            done = f"lagt ind med {loaded.edition.items.count()} punkter" if loaded.is_new else "er lagt ind i forvejen"
            self.stdout.write(f"{loaded.edition}: {done}.")
        return True
