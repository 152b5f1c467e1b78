"""Agreements in the matrix, and many of them for the pages."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.roles import Act, Role
from agreements.kinds import kind_by_key
from agreements.models import FileUse
from agreements.moves import MoveKind
from agreements.services.files import add_files
from tests.agreements.walk import DPA, at_legal, day, of, receive, step, upload
from tests.cast import Cast
from tests.files.samples import pdf
from ui.danish import numeric_date

ABOUT: dict[str, Any] = {"in_project": True}
ONE: dict[str, Any] = {"slug": "databehandleraftale", "number": 1}


def fill_agreements(cast: Cast, times: int) -> None:
    """A databehandleraftale with many versions, files and moves."""
    if not step_made(cast):
        at_legal(cast)
    for n in range(times):
        receive(cast, f"{times}.{n}")
        step(cast, MoveKind.SEND, {"sent_on": day(cast, 1), "sent_to": "Jurist Hansen"})
        add_files(
            project=cast.slagelse,
            kind=kind_by_key(DPA),
            number=1,
            uploads=[upload(f"{times}-{n}.pdf")],
            by=cast.leader,
            at=cast.at,
        )


def step_made(cast: Cast) -> bool:
    """Has anybody begun on it?"""
    return cast.slagelse.agreements.filter(kind=DPA).exists()


def a_file(cast: Cast) -> int:
    """The key of the file of the first version, laid there when there is none."""
    if not step_made(cast):
        at_legal(cast)
    return of(cast).agreement_files.filter(use=FileUse.VERSION).order_by("pk")[0].file_id


def a_request(cast: Cast) -> dict[str, str]:
    """Trifork was asked today."""
    return {
        "bedt-om-seen": "0",
        "bedt-om-asked_on": numeric_date(day(cast)),
        "bedt-om-counterpart": "trifork",
    }


def an_upload(cast: Cast) -> dict[str, Any]:
    """What a browser sends."""
    return {"filer": SimpleUploadedFile("nyt.pdf", pdf(pages=3))}


def agreement_rows(row: Any) -> list[Any]:
    """State and dates for everybody who sees the project; whoever sees the work opens files; the jurist moves it."""
    work: dict[str, Any] = {**ABOUT, "task_role": Role.LEGAL_OFFICER}
    file: dict[str, Any] = {**ONE, "file": a_file}
    version: dict[str, Any] = {**file, "version": 1}
    take = (Act.WORK_OWN_TASKS,)
    return [
        row("agreements", Act.SEE_PROJECT, **ABOUT),
        row("agreement", Act.SEE_PROJECT, **ABOUT, own=ONE),
        row("agreement_begin", *take, **work, own={"slug": ONE["slug"]}),
        row("agreement_begin", *take, **work, own={"slug": ONE["slug"]}, data=lambda cast: {"x": ""}),
        row("agreement_move", *take, **work, own={**ONE, "deed": "bedt-om"}),
        row("agreement_move", *take, **work, own={**ONE, "deed": "bedt-om"}, data=a_request),
        row("agreement_files", *take, **work, own=ONE, data=an_upload),
        row("agreement_file", Act.SEE_WORK, **ABOUT, own=file),
        row("agreement_file_content", Act.SEE_WORK, **ABOUT, own=version),
        row("agreement_file_shown", Act.SEE_WORK, **ABOUT, own=version),
        row("agreement_file_withdraw", *take, **work, own=version),
        row("agreement_file_withdraw", *take, **work, own=version, data=lambda cast: {"reason": "Forkert fil."}),
    ]
