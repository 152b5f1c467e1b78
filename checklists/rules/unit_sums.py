"""What the answers of the units come to: how many are done, and the evidence that sums them up. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms

from checklists.evidence_fields import KINDS, VALID_UNTIL
from checklists.models import Item, TaskUnit
from checklists.moves import State
from checklists.rules.in_unit import mixed_choice
from ui.danish import long_date

# Beside the kinds of answer, evidence that units gave says how many they were.
UNITS, UNITS_LABEL = "units", "Enheder"
# Where nothing is written in the units themselves, how many they were is the answer.
COUNTED = frozenset({"figures", "participants", "read_by", "audience"})
OF = re.compile(r"(\d{1,6}) af (\d{1,6})(\D*)")


@dataclass(frozen=True)
class UnitCount:
    """How many of the units are settled; those where it is not relevant are among them."""

    settled: int
    all: int

    def __str__(self) -> str:
        """E.g. "7 af 12 enheder"."""
        return f"{self.settled} af {in_units(self.all)}"

    @property
    def behind(self) -> str:
        """How many are not, e.g. "2 enheder"; "" for none."""
        return in_units(self.all - self.settled) if self.all > self.settled else ""


def in_units(count: int) -> str:
    """A number of units: "1 enhed", "2 enheder"."""
    return f"{count} {'enhed' if count == 1 else 'enheder'}"


def count_of(rows: Iterable[TaskUnit]) -> UnitCount:
    """How many of these rows are settled."""
    settled = [row.is_settled for row in rows]
    return UnitCount(sum(settled), len(settled))


def is_complete(item: Item, rows: Sequence[TaskUnit]) -> bool:
    """Is the task done by its units? Each has settled it, at least one has done it, and their answers make one."""
    done = _done(rows)
    return bool(done) and all(row.is_settled for row in rows) and (not item.choices or bool(choice_of(item, rows)))


def choice_of(item: Item, rows: Iterable[TaskUnit]) -> str:
    """The municipality's answer: that of all its units, or the one for units that differ; "" when there is none."""
    given = {str(row.answers.get("choice", "")) for row in _done(rows)}
    return given.pop() if len(given) == 1 else mixed_choice(item)


def sum_up(item: Item, rows: Sequence[TaskUnit]) -> dict[str, Any]:
    """The evidence of a complete task, by kind; what only the municipality as a whole can answer is left out."""
    summed: dict[str, Any] = {UNITS: in_a_sentence(item, rows)}
    if item.decays_days:
        # As long as the oldest of them is worth something.
        summed[VALID_UNTIL] = min(row.on_date for row in _done(rows) if row.on_date) + timedelta(item.decays_days)
    for kind in item.evidence_fields:
        if value := _answer(kind, item, rows):
            summed[kind] = value
    return summed


def in_a_sentence(item: Item, rows: Sequence[TaskUnit]) -> str:
    """E.g. "11 af 12 enheder er færdige, 1 er ikke relevant. Senest fredag den 4. december 2026"."""
    done, left_out = _done(rows), sum(row.state == State.NOT_RELEVANT for row in rows)
    units = UnitCount(len(done), len(rows))
    said = f"{units} er {'færdig' if units.all == 1 else 'færdige'}"
    if left_out:
        said += f", {left_out} er ikke {'relevant' if left_out == 1 else 'relevante'}"
    when = "Tidligst" if item.date_may_lie_ahead else "Senest"
    return f"{said}. {when} {long_date(_day(item, done))}"


def _done(rows: Iterable[TaskUnit]) -> list[TaskUnit]:
    return [row for row in rows if row.state == State.DONE]


def _answer(kind: str, item: Item, rows: Sequence[TaskUnit]) -> Any:
    done = _done(rows)
    if kind == "date":
        return _day(item, done)
    if kind == "choice" and item.choices:
        return choice_of(item, rows)
    if kind == "note":
        return _joined(kind, [(row.unit.name, row.note) for row in rows if row.note], of=len(rows))
    texts = [(row.unit.name, str(row.answers[kind])) for row in done if row.answers.get(kind)]
    if kind == "link":
        links = {link for _, link in texts}
        return links.pop() if len(links) == 1 else ""
    if kind == "figures" and len(texts) == len(done) and (total := _total([text for _, text in texts])):
        return total
    return _joined(kind, texts, of=len(done)) or (str(UnitCount(len(done), len(rows))) if kind in COUNTED else "")


def _day(item: Item, done: Sequence[TaskUnit]) -> Any:
    days = [row.on_date for row in done if row.on_date]
    return min(days) if item.date_may_lie_ahead else max(days)


def _total(texts: Sequence[str]) -> str:
    """The sum of figures like "18 af 20 brugere"; "" when one of them is something else."""
    found = [OF.fullmatch(text.strip()) for text in texts]
    figures = [match.groups() for match in found if match]
    if len(figures) < len(texts):
        return ""
    after = {words.strip() for _, _, words in figures}
    total = f"{sum(int(part) for part, _, _ in figures)} af {sum(int(whole) for _, whole, _ in figures)}"
    return f"{total} {after.pop()}".strip() if len(after) == 1 else total


def _joined(kind: str, texts: Sequence[tuple[str, str]], *, of: int) -> str:
    """Every unit's text, as much as the closing form takes; once when all of them say the same."""
    if len(texts) == of and len({text for _, text in texts}) == 1:
        return texts[0][1]
    field = KINDS[kind].make()
    longest = field.max_length if isinstance(field, forms.CharField) else None
    separator = "\n" if kind == "note" else "; "
    joined = separator.join(f"{unit}: {text}" for unit, text in texts)
    return joined if longest is None or len(joined) <= longest else f"{joined[: longest - 1]}…"
