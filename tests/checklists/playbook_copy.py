"""A copy of the playbook to break on purpose."""

import shutil
from pathlib import Path

from django.conf import settings

from checklists.playbook.faults import Fault, FaultyPlaybook
from checklists.playbook.reader import read_playbook
from checklists.playbook.validate import validate

EDITION = Path(settings.BASE_DIR) / "playbook" / "kontaktlaege-1"
ORGANISATION, TECHNICAL, TEST = "items-1-organisation.yaml", "items-2-technical.yaml", "items-3-test.yaml"
ROLLOUT, START = "items-5-rollout.yaml", "start_where_you_are.yaml"


def copy_to(folder: Path) -> Path:
    """A whole copy of the edition in `folder`."""
    return Path(shutil.copytree(EDITION, folder / "kontaktlaege-1"))


def edit(folder: Path, file: str, old: str, new: str, *, at: str = "") -> None:
    """Put `new` for the first `old` after the line that holds `at`. Fails when there is nothing to replace."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    start = text.index(at)
    assert old in text[start:], f"{old!r} does not stand in {file} after {at!r}"
    path.write_text(text[:start] + text[start:].replace(old, new, 1), encoding="utf-8")


def faults_of(folder: Path) -> list[Fault]:
    """Everything wrong with the playbook in `folder`."""
    try:
        return validate(read_playbook(folder))
    except FaultyPlaybook as refusal:
        return refusal.faults
