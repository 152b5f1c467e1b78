"""Wherever a project's working days are counted, it is by its municipality's own calendar."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# How many arguments each has before the calendar.
COUNTING = {"is_workday": 1, "add_workdays": 2, "workdays_between": 2, "why_closed": 1}
MODULES = [
    path
    for app in ("accounts", "projects", "files", "checklists", "agreements", "documents")
    for path in sorted((ROOT / app).rglob("*.py"))
]


def without_calendar(source: str) -> list[int]:
    """The lines that count in public holidays only."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    named = [(call, call.func.id) for call in calls if isinstance(call.func, ast.Name)]
    return [call.lineno for call, name in named if name in COUNTING and len(call.args) <= COUNTING[name]]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_working_days_are_the_municipalitys_own(path: Path) -> None:
    assert without_calendar(path.read_text(encoding="utf-8")) == []


def test_a_forgotten_calendar_is_found() -> None:
    assert without_calendar("add_workdays(day, 3)\nadd_workdays(day, 3, calendar)") == [1]
