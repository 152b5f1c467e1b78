"""The journalpakke in the matrix."""

from typing import Any

from accounts.roles import Act, Role
from agreements.kinds import kind_by_key
from agreements.models import JournalPackage
from agreements.moves import MoveKind
from agreements.rules.by_hand import PART
from agreements.services.packages import request_package
from files.kinds import PDF
from files.services.made import keep_made
from tests.agreements.walk import DPA, signed, step
from tests.cast import Cast
from tests.files.samples import pdf


def a_package(cast: Cast) -> int:
    """The key of a package that is ready, made when there is none."""
    ready = JournalPackage.objects.filter(state=JournalPackage.State.READY).first()
    return ready.pk if ready else make(cast).pk


def make(cast: Cast) -> JournalPackage:
    """The package of the databehandleraftale as it is now. Its cover sheet is any PDF, which is quicker made."""
    if not cast.slagelse.agreements.filter(kind=DPA).exists():
        signed(cast, by=cast.leader)
    package = request_package(project=cast.slagelse, kind=kind_by_key(DPA), number=1, by=cast.leader, at=cast.at)
    about: dict[str, Any] = {"project": cast.slagelse, "part": PART, "subject": str(package.agreement_id)}
    package.cover = keep_made(pdf(), name="Forside.pdf", kind=PDF, by=cast.leader, at=cast.at, **about)
    package.state = JournalPackage.State.READY
    package.save(update_fields=["cover", "state"])
    return package


def package_rows(row: Any) -> list[Any]:
    """Who sees the work may fetch it, who works on the agreement may ask for it."""
    about: dict[str, Any] = {"in_project": True, "own": {"slug": "databehandleraftale", "number": 1}}
    one: dict[str, Any] = {**about["own"], "package": a_package}
    work: dict[str, Any] = {**about, "task_role": Role.LEGAL_OFFICER, "prepare": a_package}
    return [
        row("agreement_package", Act.SEE_WORK, **about),
        row("agreement_package", Act.WORK_OWN_TASKS, **work, data=lambda cast: {}, changes_nothing=True),
        row("agreement_package_zip", Act.SEE_WORK, in_project=True, own=one),
    ]


def fill_packages(cast: Cast, times: int) -> None:
    """Many packages, one after each correction; all with the first one's cover sheet."""
    cover = JournalPackage.objects.get(pk=a_package(cast)).cover
    for n in range(times):
        step(cast, MoveKind.CORRECT, {"signed_by": f"Direktør nr. {times}-{n}"})
        request_package(project=cast.slagelse, kind=kind_by_key(DPA), number=1, by=cast.leader, at=cast.at)
    JournalPackage.objects.filter(cover=None).update(state=JournalPackage.State.READY, cover=cover)
