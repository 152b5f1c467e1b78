"""Laying files on a locked agreement, and taking them back."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.models import User
from agreements import events
from agreements.kinds import Kind
from agreements.models import Agreement, AgreementFile, AgreementVersion, FileUse
from agreements.rules.by_hand import PART
from agreements.services.locking import Locked, lock_agreement
from agreements.services.moving import tell
from files.models import File, FileVersion
from files.services.receiving import Received, received
from files.services.versions import Kept, keep, withdraw
from projects.models import Project


@contextmanager
def all_received(uploads: Iterable[UploadedFile]) -> Iterator[list[Received]]:
    """Each upload looked into and in the storage, or none: away again when the block fails. Raises Refused."""
    with ExitStack() as stack:
        yield [stack.enter_context(received(upload)) for upload in uploads]


def lay(
    locked: Locked,
    content: Received,
    *,
    use: FileUse,
    by: User,
    at: datetime,
    of_version: AgreementVersion | None = None,
    file: File | None = None,
) -> Kept:
    """One upload as a file of its own on the agreement, or the next version of `file`; the same bytes are kept once.

    What came with a received version belongs to it, also an annex that the one before had too.
    """
    agreement = locked.agreement
    among = File.objects.filter(agreement_files__of_version=of_version) if of_version else None
    subject = str(agreement.pk)
    kept = keep(content, project=locked.project, part=PART, subject=subject, by=by, at=at, file=file, among=among)
    if not kept.again and file is None:
        AgreementFile.objects.create(agreement=agreement, file=kept.version.file, use=use, of_version=of_version)
    return kept


def add_files(
    *, project: Project, kind: Kind, number: int, uploads: Sequence[UploadedFile], by: User, at: datetime
) -> list[Kept]:
    """Lay other files on the agreement: minutes, a mail, a risk assessment.

    Raises PermissionDenied, NoSuchAgreement, Refused.
    """
    with all_received(uploads) as contents, transaction.atomic():
        locked = lock_agreement(project=project, kind=kind, number=number, by=by, version=None, at=at)
        laid = [lay(locked, content, use=FileUse.OTHER, by=by, at=at) for content in contents]
        for kept in laid:
            if not kept.again:
                tell(events.FILE_ADDED, locked, at=at)
    return laid


@transaction.atomic
def withdraw_file(
    *, agreement: Agreement, kind: Kind, version: FileVersion, reason: str, by: User, at: datetime
) -> None:
    """Take back a file that is not the signed one; twice is once. Raises PermissionDenied."""
    project = agreement.project
    locked = lock_agreement(project=project, kind=kind, number=agreement.number, by=by, version=None, at=at)
    was = FileVersion.objects.get(pk=version.pk).is_withdrawn
    withdraw(version, reason=reason, by=by, at=at)
    if not was:
        tell(events.FILE_WITHDRAWN, locked, at=at)
