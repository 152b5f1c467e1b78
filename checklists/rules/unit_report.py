"""What a unit may answer: the same for the form, the grid and one tap. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from checklists.models import Item, TaskUnit
from checklists.moves import OPEN, State
from checklists.rules.in_unit import kinds_in, labels_of


@dataclass(frozen=True)
class Report:
    """What somebody says of one unit, and the version of its row that the page was made from."""

    unit: int
    version: int
    state: str
    on_date: date | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    note: str = ""

    @property
    def facts(self) -> tuple[Any, ...]:
        """Comparable with a row's."""
        return (self.state, self.on_date, dict(self.answers), self.note)


class WrongReport(ValueError):
    """The report breaks a rule; `faults` are (field, sentence)."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        super().__init__(", ".join(name for name, _ in faults))
        self.faults = faults


def faults_of(item: Item, report: Report, *, today: date) -> Iterator[tuple[str, str]]:
    """(field, sentence) for everything that keeps a report from being right."""
    day, choice = report.on_date, report.answers.get("choice", "")
    if report.state == State.DONE and day is None:
        yield "on_date", "Skriv datoen som dag.måned.år, fx 27.11.2026."
    if report.state != State.DONE and day:
        yield "on_date", "En dato hører til tilstanden Færdig. Vælg Færdig, eller fjern datoen."
    if day and day > today and not item.date_may_lie_ahead:
        yield "on_date", "Datoen ligger i fremtiden. Skriv den dag, det blev gjort."
    if report.state == State.DONE and item.choices and "choice" in kinds_in(item) and not choice:
        yield "choice", "Vælg et svar."
    if choice and item.choices and choice not in labels_of(item):
        yield "choice", "Valget findes ikke længere. Vælg et af dem, der vises."
    for kind in report.answers.keys() - set(kinds_in(item)):
        yield kind, "Opgaven spørger ikke om det i enhederne."
    if report.state == State.NOT_RELEVANT and not report.note:
        yield "note", "Skriv kort, hvorfor det ikke er relevant her."


def as_meant(seen: TaskUnit | None, state: str, day: date | None) -> tuple[str, date | None]:
    """State and day as the person means them, who changed just one of the two.

    A day written where nothing was done yet is the day it was done; opening what was done takes its day away. `seen` is
    the row as the person saw it, None when it has changed since.
    """
    if state not in OPEN or day is None:
        return state, day
    if seen and seen.state == State.DONE and day == seen.on_date:
        return state, None
    if state == (seen.state if seen else State.NOT_STARTED):
        return State.DONE, day
    return state, day
