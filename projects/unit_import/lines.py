"""Cells -> the facts of a unit, or what is wrong with them. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Field

from projects.models import Unit
from projects.unit_fields import address_field, expected_users_field, name_field, staff_count_field
from projects.unit_import.table import ADDRESS, KIND, NAME, STAFF, USERS, Table
from ui import cpr
from ui.danish import listed
from ui.fields import cpr_words
from ui.forms import speak_plainly

Kind = Unit.Kind
KINDS = {
    Kind.CARE_HOME: "plejecenter plejecentre plejehjem ældrecenter",
    Kind.HOME_CARE: "hjemmepleje hjemmeplejen hjemmehjælp",
    Kind.SUPPORTED_HOUSING: "bosted bosteder botilbud bofællesskab",
    Kind.HOME_NURSING: "hjemmesygepleje hjemmesygeplejen sygepleje sygeplejen",
    Kind.OTHER: "andet anden andre øvrige",
}
_KIND_OF = {word: kind for kind, words in KINDS.items() for word in words.split()}
# What stands in a cell that a spreadsheet could not work out.
BROKEN = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"}
BROKEN |= {"#VÆRDI!", "#REFERENCE!", "#NAVN?", "#I/T"}
NOTHING = {"", "-", "–", "—"}
OTHER_SEPARATOR = "Linjen er delt med semikolon. Del den som de andre linjer."
CPR = "Det ligner {}. Portalen gemmer ikke CPR-numre. Fjern det, eller skjul tallene."
CPR_UNUSED = "I en kolonne, der ikke bruges, står det, der ligner {}. Fjern kolonnen, eller skjul tallene."
WORDS = {NAME: "Navn", KIND: "Slags", ADDRESS: "Adresse", STAFF: "Medarbejdere", USERS: "Brugere"}


@dataclass(frozen=True)
class Line:
    """One line: the facts it gives (those it does not give are left out), or what is wrong with it.

    `name` is as it may be shown.
    """

    number: int
    name: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    faults: Sequence[str] = ()


def lines_of(table: Table) -> list[Line]:
    """Every line of the table, judged by itself and against those before it."""
    first_of: dict[str, int] = {}
    lines = []
    for number, cells in table.lines:
        line = _line(number, cells, table.unused_cells.get(number, ()))
        key = cells.get(NAME, "").casefold()
        if key in first_of:
            fault = f"Enheden står allerede på linje {first_of[key]}."
            line = Line(number, line.name, faults=[*line.faults, fault])
        elif key:
            first_of[key] = number
        lines.append(line)
    return lines


def _line(number: int, cells: Mapping[str, str], unused: Iterable[str]) -> Line:
    facts: dict[str, Any] = {}
    faults = []
    for column, text in cells.items():
        if text in NOTHING and column != NAME:
            continue
        try:
            facts[column] = _value(column, text)
        except ValidationError as refusal:
            faults.append(f"{WORDS[column]}: {' '.join(refusal.messages)}")
    name = cells.get(NAME, "")
    # A whole line in the name's cell was divided otherwise than the rest; a name with a semicolon has cells beside it.
    if ";" in name and not any(text for column, text in cells.items() if column != NAME):
        faults.append(OTHER_SEPARATOR)
    # What is not used is not kept, but it has come all the way here.
    if found := [number for cell in unused for number in cpr.find(cell)]:
        faults.append(CPR_UNUSED.format(cpr_words(found)))
    return Line(number, cpr.mask(name), {} if faults else facts, faults)


def _value(column: str, text: str) -> Any:
    """The cell as a fact. Raises ValidationError."""
    if found := cpr.find(text):
        raise ValidationError(CPR.format(cpr_words(found)))
    if text.upper() in BROKEN:
        raise ValidationError(f"Regnearket viser en fejl i cellen ({text}).")
    if column == KIND:
        return _kind(text)
    return FIELDS[column].clean("" if text in NOTHING else text)


def _kind(text: str) -> str:
    """Raises ValidationError for a word that is no kind."""
    kind = _KIND_OF.get(text.casefold().rstrip("."))
    if kind is None:
        known = listed([str(kind.label) for kind in Kind], most=len(Kind))
        raise ValidationError(f"Vi kender ikke »{text[:60]}«. Brug {known.replace(' og ', ' eller ')}.")
    return kind


def _plain(made: Field) -> Field:
    speak_plainly(made)
    return made


FIELDS = {
    NAME: _plain(name_field()),
    ADDRESS: _plain(address_field()),
    STAFF: _plain(staff_count_field()),
    USERS: _plain(expected_users_field()),
}
