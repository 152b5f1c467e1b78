"""The journalpakke: asked for, its cover sheet made by a worker, done again if the worker is killed."""

import logging
from datetime import datetime

from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import User
from agreements import events
from agreements.cover import Cover
from agreements.kinds import Kind, kind_by_key
from agreements.models import Agreement, JournalPackage, JournalPackageQuerySet
from agreements.rules.answers import newest_version
from agreements.rules.by_hand import PART
from agreements.rules.journal import facts_of, fingerprint
from agreements.services.locking import lock_agreement
from agreements.services.moving import tell
from checklists.models import Task
from files.kinds import PDF
from files.models import FileVersion
from files.services.made import keep_made
from outbox.mail import absolute
from outbox.tries import WAITS, claim
from outbox.wake import wake
from projects.models import Project
from ui.pdf import make_pdf

logger = logging.getLogger(__name__)

TASK = "agreements.tasks.make_cover_of"
SWEEP_MOST = 20


class NothingSigned(Exception):
    """The agreement is not signed, or its signed file does not lie here."""


def signed_file_of(agreement: Agreement) -> FileVersion | None:
    """The signed file that may be packed: here, and not withdrawn."""
    signed = agreement.signed_file
    return signed if agreement.is_signed and signed and not signed.is_withdrawn else None


def package_facts(agreement: Agreement, kind: Kind, signed: FileVersion) -> dict[str, object]:
    """The metadata as it would be packed now."""
    words = {"pk": agreement.project_id, "slug": kind.slug, "number": agreement.number}
    tasks = Task.objects.filter(project=agreement.project_id, number__in=kind.items).select_related("item")
    return facts_of(
        agreement,
        kind,
        signed,
        version=newest_version(agreement),
        tasks=list(tasks.in_guide_order()),
        address=absolute(reverse("agreement", kwargs=words)),
    )


@transaction.atomic
def request_package(*, project: Project, kind: Kind, number: int, by: User, at: datetime) -> JournalPackage:
    """Ask for the package of what is known now; the same facts again are the same package, a failed one is tried anew.

    Raises PermissionDenied, NoSuchAgreement, NothingSigned.
    """
    locked = lock_agreement(project=project, kind=kind, number=number, by=by, version=None, at=at)
    agreement = locked.agreement
    agreement.project = Project.objects.select_related("municipality").get(pk=project.pk)
    signed = signed_file_of(agreement)
    if signed is None:
        raise NothingSigned(str(agreement))
    facts = package_facts(agreement, kind, signed)
    package, is_new = JournalPackage.objects.select_for_update().get_or_create(
        agreement=agreement,
        fingerprint=fingerprint(facts),
        defaults={
            "facts": facts,
            "signed_file": signed,
            "next_attempt_at": at,
            "requested_at": at,
            "requested_by": by,
        },
    )
    if package.state == JournalPackage.State.FAILED:
        package.state, package.attempts, package.next_attempt_at = JournalPackage.State.WAITING, 0, at
        package.save(update_fields=["state", "attempts", "next_attempt_at"])
    if is_new:
        tell(events.PACKAGE_REQUESTED, locked, at=at)
    if package.state == JournalPackage.State.WAITING:
        transaction.on_commit(lambda: wake(package.pk, task=TASK))
    return package


def make_cover(pk: int, *, at: datetime) -> JournalPackage | None:
    """Make one package's cover sheet if that is due; None when it is not, or when another worker has it."""
    attempt = claim(JournalPackage.objects.due(at), pk, at=at)
    if not attempt:
        return None
    package = JournalPackage.objects.select_related("agreement__project", "signed_file", "requested_by").get(pk=pk)
    try:
        _make(package, attempt, at)
    except Exception as fault:  # whatever went wrong, this one waits or is given up and the others go on
        logger.warning("Cover of package %s, attempt %s: %r", pk, attempt, fault)
        if attempt >= len(WAITS):
            _ours(package, attempt).update(state=JournalPackage.State.FAILED)
    package.refresh_from_db()
    return package


def make_due(*, at: datetime) -> int:
    """Make what is due, one after the other; how many were tried. What is left comes with the next sweep."""
    lost = JournalPackage.objects.due(at).order_by().filter(attempts__gte=len(WAITS))
    lost.update(state=JournalPackage.State.FAILED)
    due = list(JournalPackage.objects.due(at).values_list("pk", flat=True)[:SWEEP_MOST])
    return sum(make_cover(pk, at=at) is not None for pk in due)


def _make(package: JournalPackage, attempt: int, at: datetime) -> None:
    agreement = package.agreement
    kind = kind_by_key(agreement.kind)
    html = render_to_string("agreements/cover.html", {"cover": Cover(package.facts, package.requested_at)})
    pdf = make_pdf(html, made_at=package.requested_at)
    with transaction.atomic():
        # Another try may have been quicker; then this sheet is thrown away.
        if not _ours(package, attempt).select_for_update().exists():
            return
        package.cover = keep_made(
            pdf,
            name=f"Forside til {kind.name.lower()}.pdf",
            kind=PDF,
            project=agreement.project,
            part=PART,
            subject=str(agreement.pk),
            by=package.requested_by,
            at=at,
        )
        package.state = JournalPackage.State.READY
        package.save(update_fields=["cover", "state"])


def _ours(package: JournalPackage, attempt: int) -> JournalPackageQuerySet:
    return JournalPackage.objects.filter(pk=package.pk, state=JournalPackage.State.WAITING, attempts=attempt)
