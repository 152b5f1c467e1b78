"""Loading an edition of a playbook: once, as it stands, or not at all."""

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.db import transaction

from checklists.models import Edition, Item
from checklists.playbook.faults import FaultyPlaybook
from checklists.playbook.item_data import ItemData
from checklists.playbook.reader import Playbook, read_playbook
from checklists.playbook.validate import validate

COLUMNS = frozenset({"id", "title", "phase", "track", "kind", "force", "role", "per_unit", "fills_role", "waits_on"})


class EditionTaken(Exception):
    """An edition with this number is loaded with other texts, and projects may stand on it."""

    def __init__(self, edition: Edition) -> None:
        super().__init__(
            f"{edition} er lagt ind før med et andet indhold, og projekter kan bygge på den. "
            f"Giv den nye udgave nummer {edition.number + 1} i introduction.yaml."
        )
        self.edition = edition


@dataclass(frozen=True)
class Loaded:
    """The edition, and whether this call was what loaded it."""

    edition: Edition
    is_new: bool


@transaction.atomic
def load_edition(*, folder: Path, at: datetime) -> Loaded:
    """Load the playbook in `folder`; the same content again changes nothing.

    Raises FaultyPlaybook with every fault, and EditionTaken when its number stands for other content.
    """
    playbook = read_playbook(folder)
    if faults := validate(playbook):
        raise FaultyPlaybook(faults)
    introduced = playbook.content["introduction"]["edition"]
    digest = digest_of(playbook)
    taken = Edition.objects.filter(key=introduced["key"], number=introduced["number"]).exclude(sha256=digest).first()
    if taken:
        raise EditionTaken(taken)
    # Two servers that start at once: the second waits for the first's row and finds it here.
    edition, is_new = Edition.objects.get_or_create(
        sha256=digest,
        defaults={
            "key": introduced["key"],
            "number": introduced["number"],
            "title": introduced["title"],
            "content": playbook.content,
            "loaded_at": at,
        },
    )
    if is_new:
        Item.objects.bulk_create(
            _item(edition, position, item) for position, item in enumerate(playbook.items, start=1)
        )
    return Loaded(edition, is_new)


def digest_of(playbook: Playbook) -> str:
    """A fingerprint of what the playbook says; comments and line breaks in the files do not matter."""
    said = {"content": playbook.content, "items": playbook.items}
    return sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _item(edition: Edition, position: int, item: ItemData) -> Item:
    suggestion = item["suggestion"]
    content = {name: value for name, value in item.items() if name not in COLUMNS | {"suggestion"}}
    return Item(
        edition=edition,
        number=item["id"],
        position=position,
        title=item["title"],
        phase=item["phase"],
        track=item["track"],
        kind=item["kind"],
        force=item["force"],
        role=item["role"],
        per_unit=item.get("per_unit", False),
        fills_role=item.get("fills_role", ""),
        waits_on=item.get("waits_on", ""),
        anchor=suggestion["anchor"],
        offset_workdays=suggestion["offset_workdays"],
        duration_workdays=suggestion["duration_workdays"],
        content={**content, "hours": suggestion["hours"]},
    )
