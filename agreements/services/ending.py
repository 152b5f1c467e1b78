"""The end of an agreement, and beginning on the next."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from agreements import events
from agreements.kinds import Kind
from agreements.models import Agreement
from agreements.moves import MoveKind
from agreements.rules.by_hand import closed_by_hand
from agreements.rules.rights import actor_of, may_work
from agreements.services.locking import Locked, adopt, lock_agreement
from agreements.services.moving import make_move, tell
from audit.clock import day_of
from projects.access import lock_project, standing_of
from projects.models import Project
from ui.danish import sort_key


@transaction.atomic
def end(
    *, project: Project, kind: Kind, number: int, on: date, reason: str, by: User, version: int, at: datetime
) -> Agreement:
    """The agreement in force ended that day; the item its signature closed opens again.

    Raises PermissionDenied, StaleAgreement, NoSuchAgreement, MoveNotAllowed, WrongDates.
    """
    locked = lock_agreement(project=project, kind=kind, number=number, by=by, version=version, at=at)
    facts = {"ended_on": on, "end_reason": reason, "is_in_force": False, "expected_on": None, "control_on": None}
    make_move(locked, MoveKind.END, facts=facts, by=by, at=at, on_date=on, reason=reason)
    tell(events.ENDED, locked, at=at)
    return locked.agreement


@transaction.atomic
def begin_another(*, project: Project, kind: Kind, by: User, at: datetime, practice: str = "") -> Agreement:
    """Begin on the next of a kind: another GP practice (G40), or the one that is to follow the one in force.

    The same twice gives the one that is under way. Raises PermissionDenied.
    """
    project = lock_project(project.pk)
    standing = standing_of(by, project, on=day_of(at))
    practice = practice if kind.several else ""
    found = list(Agreement.objects.of_kind(project, kind.key))
    if not may_work(standing, kind, Agreement()):
        raise PermissionDenied("This person may not begin on an agreement")
    if not found and (by_hand := closed_by_hand(project, kind)).steps:
        # What was closed by hand is about the first, which is kept here from now on.
        found = [Agreement(project=project, kind=kind.key, number=1)]
        adopt(found[0], by_hand, kind=kind, by=by, at=at)
    number = found[-1].number + 1 if found else 1
    agreement = Agreement(project=project, kind=kind.key, number=number, practice=practice)
    key = sort_key(" ".join(practice.split()))
    for other in found:
        if other.practice_key == key and not other.is_in_force and not other.ended_on:
            return other
    agreement.save()
    tell(events.BEGUN_ANEW, Locked(project, kind, agreement, actor_of(standing, kind)), at=at)
    return agreement
