"""The files of a task in the matrix, and many of them for the pages."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.roles import Act, Role
from checklists.models import TaskFile
from checklists.services.task_files import add_file
from files.models import File
from tests.cast import Cast
from tests.files.samples import pdf


def a_file(cast: Cast) -> int:
    """The key of the file that lies on G31, laid there when there is none."""
    laid = TaskFile.objects.filter(task=cast.task("G31")).first()
    return laid.file_id if laid else lay(cast, pdf()).pk


def lay(cast: Cast, data: bytes, file: File | None = None) -> File:
    """Bytes laid on G31."""
    upload = SimpleUploadedFile("bevis.pdf", data)
    return add_file(task=cast.task("G31"), upload=upload, by=cast.it, at=cast.at, file=file).version.file


def fill_files(cast: Cast, times: int) -> None:
    """Many files on G31, and many versions of the first."""
    first = File.objects.get(pk=a_file(cast))
    for n in range(times):
        data = pdf(Title=f"{times}-{n}")
        lay(cast, data + b"\n%" + str(n).encode())
        lay(cast, data + b"\n%v" + str(n).encode(), file=first)


def an_upload(cast: Cast) -> dict[str, Any]:
    """What a browser sends."""
    return {"filer": SimpleUploadedFile("nyt.pdf", pdf(pages=3))}


def a_reason(cast: Cast) -> dict[str, str]:
    """Why a file is taken back."""
    return {"reason": "Forkert fil."}


def task_file_rows(row: Any) -> list[Any]:
    """Who may see the work may open the files; who may work on the task lays them there and takes them back."""
    about: dict[str, Any] = {"number": "G31", "in_project": True}
    work: dict[str, Any] = {**about, "task_role": Role.IT_STAFF}
    one: dict[str, Any] = {"file": a_file}
    version: dict[str, Any] = {**one, "version": 1}
    return [
        row("task_files", Act.WORK_OWN_TASKS, **work, data=an_upload),
        row("task_file", Act.SEE_WORK, **about, own=one),
        row("task_file", Act.WORK_OWN_TASKS, **work, own=one, data=an_upload),
        row("task_file_content", Act.SEE_WORK, **about, own=version),
        row("task_file_shown", Act.SEE_WORK, **about, own=version),
        row("task_file_withdraw", Act.WORK_OWN_TASKS, **work, own=version),
        row(
            "task_file_withdraw", Act.WORK_OWN_TASKS, **work, own=version, data=lambda cast: {"reason": "Forkert fil."}
        ),
    ]
