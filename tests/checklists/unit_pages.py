"""The pages about units, as a browser asks for them."""

from typing import Any

from django.urls import reverse

from projects.models import Unit
from tests.cast import Cast
from tests.checklists.unit_reports import row_of
from ui.danish import numeric_date


def address(cast: Cast, name: str = "task_units", **words: Any) -> str:
    """Where."""
    return reverse(name, kwargs={"pk": cast.slagelse.pk, **words})


def grid_of(cast: Cast, number: str, units: list[Unit], **typed: Any) -> dict[str, str]:
    """The grid as a browser sends it; `typed` are fields by "unit's place in the list"_"field"."""
    data: dict[str, str] = {}
    for place, unit in enumerate(units):
        row = row_of(cast, number, unit)
        values = {
            "version": row.version,
            "state": row.state,
            "on_date": numeric_date(row.on_date) if row.on_date else "",
            "note": row.note,
            **row.answers,
        }
        values |= {name[3:]: value for name, value in typed.items() if name.startswith(f"r{place}_")}
        data |= {f"u{unit.pk}-{name}": str(value) for name, value in values.items()}
    return data
