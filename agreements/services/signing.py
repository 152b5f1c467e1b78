"""The signed agreement: its file, and its place in force (G40, G49, G50)."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.models import User
from agreements import events
from agreements.kinds import Kind
from agreements.models import Agreement, FileUse
from agreements.moves import MoveKind
from agreements.services.files import all_received, lay
from agreements.services.locking import Locked, StaleAgreement, lock_agreement
from agreements.services.moving import make_move, tell, tell_not_cpr
from agreements.services.signed_check import check_signed
from audit.clock import day_of
from files.models import File
from projects.models import Project

REPLACED = "Afløst af en nyere aftale."


def sign(
    *,
    project: Project,
    kind: Kind,
    number: int,
    facts: Mapping[str, Any],
    upload: UploadedFile | None,
    by: User,
    version: int,
    at: datetime,
    practice: str = "",
    not_cpr: Collection[str] = (),
) -> Agreement:
    """Note that the agreement is signed, with its file or where it lies; it is in force, and one before it has ended.

    Signed already, a new copy (with the counterpart's signature too) is the next version of the file. The same form
    sent twice is once. Raises PermissionDenied, StaleAgreement, NoSuchAgreement, MoveNotAllowed, WrongDates, Refused.
    """
    with all_received([upload] if upload else []) as contents, transaction.atomic():
        locked = lock_agreement(
            project=project, kind=kind, number=number, by=by, version=None, at=at, practice=practice
        )
        agreement = locked.agreement
        again = agreement.is_signed
        known = dict(facts)
        if contents:
            same = agreement.signed_file and agreement.signed_file.sha256 == contents[0].sha256
            if again and same and all(getattr(agreement, name) == value for name, value in facts.items()):
                return agreement
        if agreement.version != version:
            raise StaleAgreement(agreement)
        tell_not_cpr(locked, not_cpr, at=at)
        if contents:
            kept = lay(locked, contents[0], use=FileUse.SIGNED, by=by, at=at, file=_series_of(agreement))
            known["signed_file_id"] = kept.version.pk
            check_signed(agreement, kept.version, at=at)
        if not again:
            _end_before(locked, on=facts.get("signed_on") or day_of(at), by=by, at=at)
            known["is_in_force"] = True
        make_move(locked, MoveKind.SIGN, facts=known, by=by, at=at, on_date=facts.get("signed_on"))
        tell(events.SIGNED_AGAIN if again else events.SIGNED, locked, at=at)
    return agreement


def _series_of(agreement: Agreement) -> File | None:
    """The file whose next version a new copy is; None where the signed one is a received file, not one of its own."""
    if agreement.signed_file is None:
        return None
    own = File.objects.filter(agreement_files__agreement=agreement, agreement_files__use=FileUse.SIGNED)
    return own.filter(pk=agreement.signed_file.file_id).first()


def _end_before(locked: Locked, *, on: date, by: User, at: datetime) -> None:
    """The one in force until now has ended: this one takes its place."""
    agreement = locked.agreement
    others = Agreement.objects.of_kind(locked.project, locked.kind.key).in_force().exclude(pk=agreement.pk)
    for other in others.filter(practice_key=agreement.practice_key):
        other.is_in_force, other.ended_on, other.end_reason = False, max(on, other.signed_on or on), REPLACED
        other.replaced_by = agreement
        other.version += 1
        other.save()
        tell(events.REPLACED, Locked(locked.project, locked.kind, other, locked.actor), at=at)
