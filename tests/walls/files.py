"""The page of all files in the matrix, and many files for it."""

from typing import Any

from accounts.roles import Act
from agreements.moves import MoveKind
from tests.agreements.walk import day, receive, step
from tests.cast import Cast
from tests.files.samples import pdf
from tests.walls.documents import lay as lay_on_shelf
from tests.walls.task_files import lay as lay_on_task


def fill_all_files(cast: Cast, times: int) -> None:
    """Files of every part in turn, and a second version of some."""
    if not cast.slagelse.agreements.exists():
        step(cast, MoveKind.REQUEST, {"asked_on": day(cast, 9), "counterpart": "trifork"})
    for n in range(times):
        data = pdf(Title=f"{times}-{n}")
        lay_on_task(cast, data + b"\n%v2", file=lay_on_task(cast, data))
        lay_on_shelf(cast, data)
        receive(cast, f"{times}.{n}")


def file_rows(row: Any) -> list[Any]:
    """Everybody who may see the work."""
    return [row("file_list", Act.SEE_WORK, in_project=True)]
