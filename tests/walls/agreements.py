"""Agreements in the matrix, and many of them for the pages."""

from typing import Any

from accounts.roles import Act
from agreements.moves import MoveKind
from tests.agreements.walk import DPA, at_legal, day, receive, step
from tests.cast import Cast

ABOUT: dict[str, Any] = {"in_project": True}
ONE: dict[str, Any] = {"slug": "databehandleraftale", "number": 1}


def fill_agreements(cast: Cast, times: int) -> None:
    """A databehandleraftale with many versions, files and moves."""
    if not step_made(cast):
        at_legal(cast)
    for n in range(times):
        receive(cast, f"{times}.{n}")
        step(cast, MoveKind.SEND, {"sent_on": day(cast, 1), "sent_to": "Jurist Hansen"})


def step_made(cast: Cast) -> bool:
    """Has anybody begun on it?"""
    return cast.slagelse.agreements.filter(kind=DPA).exists()


def agreement_rows(row: Any) -> list[Any]:
    """State and dates for everybody who sees the project."""
    return [
        row("agreements", Act.SEE_PROJECT, **ABOUT),
        row("agreement", Act.SEE_PROJECT, **ABOUT, own=ONE),
    ]
