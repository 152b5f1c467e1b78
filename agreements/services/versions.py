"""A version of the agreement has come from the counterpart (G45, G46)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.models import User
from agreements import events
from agreements.kinds import Kind
from agreements.models import AgreementVersion, FileUse
from agreements.moves import MoveKind
from agreements.services.files import all_received, lay
from agreements.services.locking import lock_agreement
from agreements.services.moving import make_move, require_possible, tell, tell_not_cpr
from projects.models import Project


class LabelTaken(Exception):
    """The agreement has a version of that label; `version` is it."""

    def __init__(self, version: AgreementVersion) -> None:
        super().__init__(f"{version.label} is there")
        self.version = version


def receive_version(
    *,
    project: Project,
    kind: Kind,
    number: int,
    facts: Mapping[str, Any],
    uploads: Sequence[UploadedFile],
    by: User,
    version: int,
    at: datetime,
    not_cpr: Collection[str] = (),
) -> AgreementVersion:
    """Note a version with its `label`, `received_on`, `place` and files, annexes included; it is to be read from anew.

    `counterpart`, `asked_whom`, `asked_on` and `expected_on` may be said with it. Raises PermissionDenied,
    StaleAgreement, NoSuchAgreement, MoveNotAllowed, WrongDates, LabelTaken, Refused.
    """
    with all_received(uploads) as contents, transaction.atomic():
        locked = lock_agreement(project=project, kind=kind, number=number, by=by, version=version, at=at)
        agreement = locked.agreement
        label = facts["label"]
        if taken := agreement.versions.filter(label__iexact=label).first():
            raise LabelTaken(taken)
        own = {"label", "received_on", "place"}
        known = {"expected_on": None} | {name: value for name, value in facts.items() if name not in own}
        require_possible(agreement, {**known, "received_on": facts.get("received_on")}, at=at)
        tell_not_cpr(locked, not_cpr, at=at)
        last = agreement.versions.first()
        made = AgreementVersion.objects.create(
            agreement=agreement,
            number=last.number + 1 if last else 1,
            label=label,
            received_on=facts.get("received_on"),
            place=facts.get("place", ""),
            entered_at=at,
            entered_by=by,
        )
        for content in contents:
            lay(locked, content, use=FileUse.VERSION, by=by, at=at, of_version=made)
        make_move(locked, MoveKind.RECEIVE, facts=known, by=by, at=at, on_date=facts.get("received_on"))
        tell(events.RECEIVED, locked, at=at, version=label)
    return made
