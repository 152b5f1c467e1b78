"""The agreement under the project's lock, as every change of it begins."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied

from accounts.models import User
from agreements.kinds import Kind
from agreements.models import Agreement, AgreementVersion
from agreements.rules.by_hand import ByHand, add_by_hand, closed_by_hand
from agreements.rules.rights import actor_of, may_work
from agreements.services.following import settle_agreements
from audit.clock import day_of
from projects.access import Actor, lock_project, standing_of
from projects.models import Project


class StaleAgreement(Exception):
    """The agreement was changed after the form was made; nothing was written. `agreement` is as it stands now."""

    def __init__(self, agreement: Agreement) -> None:
        super().__init__(f"{agreement} is at version {agreement.version}")
        self.agreement = agreement


class NoSuchAgreement(LookupError):
    """The project has no agreement of that number, and it is not the next."""


@dataclass(frozen=True)
class Locked:
    """An agreement in hand, and who changes it."""

    project: Project
    kind: Kind
    agreement: Agreement
    actor: Actor


def lock_agreement(
    *, project: Project, kind: Kind, number: int, by: User, version: int | None, at: datetime, practice: str = ""
) -> Locked:
    """The agreement locked, the right and the version checked; the first of its kind is made when it is not there yet.

    `version` None asks for none. Raises PermissionDenied, StaleAgreement, NoSuchAgreement.
    """
    project = lock_project(project.pk)
    standing = standing_of(by, project, on=day_of(at))
    agreement = Agreement.objects.of_kind(project, kind.key).filter(number=number).first()
    new = agreement is None
    if agreement is None:
        if number != 1:
            raise NoSuchAgreement(f"{kind.key} {number}")
        agreement = Agreement(project=project, kind=kind.key, number=number, practice=practice if kind.several else "")
    agreement.project = project
    if not may_work(standing, kind, agreement):
        raise PermissionDenied("This person may not move the agreement")
    if version is not None and agreement.version != version:
        raise StaleAgreement(agreement)
    adopt(agreement, closed_by_hand(project, kind), kind=kind, by=by, at=at)
    if new:
        agreement.save()
    return Locked(project, kind, agreement, actor_of(standing, kind))


def adopt(agreement: Agreement, by_hand: ByHand, *, kind: Kind, by: User, at: datetime) -> None:
    """Take over what the items say that were closed by hand, where the agreement says nothing; they follow it now."""
    if not add_by_hand(agreement, by_hand, kind):
        return
    agreement.save()
    if by_hand.version and not agreement.versions.exists():
        AgreementVersion.objects.create(
            agreement=agreement,
            number=1,
            label=by_hand.version[:60],
            received_on=by_hand.received_on,
            place=by_hand.place,
            entered_at=at,
            entered_by=by,
        )
    settle_agreements(project=agreement.project, kind=kind, at=at)
