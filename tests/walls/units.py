"""The pages about units in the matrix."""

from typing import Any

from accounts.roles import Act
from projects.models import Unit
from projects.services.units import add_unit, take_out_unit
from projects.unit_import.lines import lines_of
from projects.unit_import.plan import Plan
from projects.unit_import.table import read_table
from tests.cast import Cast

ROWS = "Enhed\tSlags\nNord\tBosted"


def a_unit(cast: Cast) -> int:
    """A unit of Slagelse's, made the first time."""
    return add_unit(project=cast.slagelse, name="Bosted Fyrtårnet", by=cast.leader, at=cast.at).pk


def one_taken_out(cast: Cast) -> int:
    """A unit that can be brought back."""
    unit = Unit.objects.get(pk=a_unit(cast))
    return take_out_unit(unit=unit, by=cast.leader, at=cast.at).pk


def new_unit(cast: Cast) -> dict[str, str]:
    """A unit that is not there."""
    return {"name": "Bosted Ny", "kind": "supported_housing"}


def changed_unit(cast: Cast) -> dict[str, str]:
    """The unit with an address."""
    unit = Unit.objects.get(pk=a_unit(cast))
    return {"name": unit.name, "kind": unit.kind, "address": "Ny vej 1", "seen": unit.fingerprint}


def pasted(cast: Cast) -> dict[str, str]:
    """Rows as they were shown."""
    plan = Plan(lines_of(read_table(ROWS)), cast.slagelse.units.taking_part())
    return {"rows": ROWS, "seen": plan.fingerprint}


def unit_rows(row: Any) -> list[Any]:
    """Looking is for everybody in the project, changing for those who manage units."""
    manage = {"takes": Act.MANAGE_UNITS, "in_project": True}
    one = {"own": {"unit": a_unit}, **manage}
    return [
        row("unit_list", Act.SEE_WORK, in_project=True),
        row("unit_add", **manage),
        row("unit_add", data=new_unit, **manage),
        row("unit_edit", **one),
        row("unit_edit", data=changed_unit, **one),
        row("unit_take_out", **one),
        row("unit_take_out", data=lambda cast: {}, **one),
        row("unit_bring_back", data=lambda cast: {}, own={"unit": one_taken_out}, **manage),
        row("unit_import", **manage),
        # Looking at the rows writes nothing.
        row("unit_import", data=pasted, answers={"*": 200}, **manage),
        row("unit_import_take", data=pasted, **manage),
    ]
