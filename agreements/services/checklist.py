"""Marking the points of the checklist: what one looked at is written, what somebody else changed is never lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import User
from agreements import events
from agreements.kinds import Kind
from agreements.models import AgreementVersion, ChecklistMark, Mark
from agreements.rules.checklist import point_keys
from agreements.services.locking import lock_agreement
from agreements.services.moving import tell
from projects.models import Project
from ui.danish import counted


@dataclass(frozen=True)
class Found:
    """What a person found on a point. `seen` is the mark the person saw when beginning, None when there was none."""

    mark: Mark
    place: str = ""
    note: str = ""
    seen: int | None = None
    # Looked at anew, and still so: written although nothing else is changed.
    again: bool = False

    def says_as(self, other: ChecklistMark | None) -> bool:
        """The same words as a mark that is there."""
        return other is not None and (self.mark, self.place, self.note) == (other.mark, other.place, other.note)


class MarkedMeanwhile(Exception):
    """Somebody marked points the person changed too; nothing was written. `points` are their keys."""

    def __init__(self, points: list[str]) -> None:
        super().__init__(f"marked meanwhile: {points}")
        self.points = points


@transaction.atomic
def mark_points(
    *,
    project: Project,
    kind: Kind,
    number: int,
    found: Mapping[str, Found],
    of_version: AgreementVersion | None,
    by: User,
    at: datetime,
) -> list[ChecklistMark]:
    """Write what is new on each point, as seen in `of_version`; what the person left alone is left alone.

    Raises PermissionDenied, NoSuchAgreement, MarkedMeanwhile, LookupError for a point the kind does not have,
    ValueError for a mark that needs a note and has none.
    """
    locked = lock_agreement(project=project, kind=kind, number=number, by=by, version=None, at=at)
    agreement = locked.agreement
    if unknown := found.keys() - set(point_keys(kind)):
        raise LookupError(f"{kind.key} has no points {sorted(unknown)}")
    newest = {mark.point: mark for mark in ChecklistMark.objects.newest_of(agreement)}
    seen = {mark.pk: mark for mark in agreement.checklist_marks.filter(pk__in=[one.seen for one in found.values()])}
    changed = {
        point: one
        for point, one in found.items()
        if _is_change(one, seen=seen.get(one.seen or 0), now=newest.get(point), of_version=of_version)
    }
    taken = [point for point, one in changed.items() if point in newest and newest[point].pk != one.seen]
    if taken:
        raise MarkedMeanwhile(taken)
    if bare := [point for point, one in changed.items() if one.mark != Mark.MET and not one.note]:
        raise ValueError(f"{bare} need a note")
    written = [
        ChecklistMark.objects.create(
            agreement=agreement,
            point=point,
            mark=one.mark,
            place=one.place,
            note=one.note,
            of_version=of_version,
            marked_at=at,
            marked_by=by,
        )
        for point, one in changed.items()
    ]
    if written:
        tell(events.CHECKED, locked, at=at, points=counted(len(written), "punkt", "punkter"))
    return written


def _is_change(
    one: Found, *, seen: ChecklistMark | None, now: ChecklistMark | None, of_version: AgreementVersion | None
) -> bool:
    """Is there something to write? Not what stands there, nor what the person found there and left."""
    if one.again and one.says_as(now) and now is not None:
        return now.of_version_id != (of_version.pk if of_version else None)
    return not (one.says_as(now) or (one.says_as(seen) and not one.again))
