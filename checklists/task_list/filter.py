"""Which of a project's tasks an address asks for, and in which order. Pure: works on rows that are read already."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import ClassVar

from checklists.moves import OPEN, State
from checklists.rules.readiness import SOON, TaskRow
from ui.danish import sort_key
from ui.filters import Choices, Filter, fold
from ui.states import STATES

# How each part is written in an address, and called on the page.
PARAMETERS = {
    "q": "q",
    "phase": "fase",
    "role": "rolle",
    "person": "person",
    "unit": "enhed",
    "state": "tilstand",
    "late": "forsinket",
    "gate": "port",
    "force": "krav",
    "track": "spor",
    "sort": "sorter",
}
LABELS = {
    "q": "Søgning",
    "phase": "Fase",
    "role": "Rolle",
    "person": "Ansvarlig",
    "unit": "Mangler i",
    "state": "Tilstand",
    "late": "Kun forsinkede",
    "gate": "Kræves til",
    "force": "Guiden siger",
    "track": "Spor",
    "sort": "Sortér efter",
}
YES, ME, NOBODY = "ja", "mig", "ingen"
SORTS = {
    "frist": "Frist",
    "tilstand": "Tilstand",
    "rolle": "Rolle",
    "titel": "Titel",
    "aendret": "Sidst ændret",
}
# What a pill asks for; it keeps the rest of the filter.
QUICK = ("state", "late", "person", "gate")


@dataclass(frozen=True)
class TaskFilter(Filter):
    """What the reader asked for; empty means all tasks, in the guide's order."""

    PARAMETERS: ClassVar[Mapping[str, str]] = PARAMETERS

    q: str = ""
    phase: str = ""
    role: str = ""
    person: str = ""
    unit: str = ""
    state: str = ""
    late: str = ""
    gate: str = ""
    force: str = ""
    track: str = ""
    sort: str = ""

    @property
    def needs_more(self) -> bool:
        """Is a part in use that is folded away on a phone?"""
        return bool(self.sort or set(self.narrows) - {"q", "phase"})

    def quick(self, **asked: str) -> "TaskFilter":
        """The filter a pill leads to."""
        return replace(self.without(*QUICK), **asked)


def read_filter(
    query: Mapping[str, str], choices: Choices, *, also: Collection[str] = ()
) -> tuple[TaskFilter, list[str]]:
    """As `Filter.read`; lateness, which goes together with every state, may be asked for as one."""
    if query.get(PARAMETERS["state"]) == "late":
        query = {**query, PARAMETERS["state"]: "", PARAMETERS["late"]: YES}
    return TaskFilter.read(query, choices, also=also)


@dataclass(frozen=True)
class Facts:
    """What must be known beside the rows.

    Keys of the tasks each person has, and of those open in each unit; by number what each gate needs, and when tasks
    changed.
    """

    owned: Mapping[str, Collection[int]] = field(default_factory=dict)
    units: Mapping[str, Collection[int]] = field(default_factory=dict)
    gates: Mapping[str, Collection[str]] = field(default_factory=dict)
    changed: Mapping[str, datetime] = field(default_factory=dict)


# The words of a state and which rows it holds. A row can be in several: late and blocked, waiting and begun.
IN_STATE: Mapping[str, Callable[[TaskRow], bool]] = {
    "open": lambda row: row.task.state in OPEN,
    "ready": lambda row: row.task.state == State.NOT_STARTED and not row.blocked_by and row.wait is None,
    "in_progress": lambda row: row.task.state == State.IN_PROGRESS,
    "waiting": lambda row: row.wait is not None,
    "blocked": lambda row: row.task.state == State.NOT_STARTED and bool(row.blocked_by),
    "done": lambda row: row.task.state == State.DONE,
    "not_relevant": lambda row: row.task.state == State.NOT_RELEVANT,
    "expiring": lambda row: row.proof_days_left is not None and row.proof_days_left <= SOON,
    "too_early": lambda row: bool(row.too_early),
    "stuck": lambda row: row.late or row.wait is not None,
    "proof_missing": lambda row: row.task.proof_missing,
}
OTHER_WORDS = {"open": "Ikke løst endnu", "stuck": "Forsinket eller venter", "proof_missing": "Bevis mangler"}
STATE_CHOICES = {key: OTHER_WORDS[key] if key in OTHER_WORDS else STATES[key].word for key in IN_STATE}

TESTS: Mapping[str, Callable[[str, TaskRow, Facts], bool]] = {
    "phase": lambda value, row, facts: row.task.item.phase == value,
    "role": lambda value, row, facts: row.task.role == value,
    "person": lambda value, row, facts: row.task.pk in facts.owned[value],
    "unit": lambda value, row, facts: row.task.pk in facts.units[value],
    "state": lambda value, row, facts: IN_STATE[value](row),
    "late": lambda value, row, facts: row.late,
    "gate": lambda value, row, facts: row.task.number in facts.gates[value],
    "force": lambda value, row, facts: row.task.item.force == value,
    "track": lambda value, row, facts: row.task.item.track == value,
}


def finds(asked: TaskFilter, rows: Iterable[TaskRow], facts: Facts) -> list[TaskRow]:
    """Those of the rows that the filter asks for: every part met, each word in number or title."""
    tests = [(test, value) for name, test in TESTS.items() if (value := getattr(asked, name))]
    words = fold(asked.q).split()
    found = [row for row in rows if all(test(value, row, facts) for test, value in tests)]
    return [row for row in found if all(word in _text_of(row) for word in words)]


def _text_of(row: TaskRow) -> str:
    return fold(f"{row.task.number} {row.task.title}")


def in_order(asked: TaskFilter, rows: Iterable[TaskRow], facts: Facts) -> list[TaskRow]:
    """The rows as the filter orders them; they come, and rows that are alike stay, in the guide's order."""
    never = datetime.min.replace(tzinfo=UTC)
    if asked.sort == "aendret":
        return sorted(rows, key=lambda row: facts.changed.get(row.task.number, never), reverse=True)
    keys: Mapping[str, Callable[[TaskRow], tuple[object, ...]]] = {
        "frist": lambda row: (row.task.due_on or date.max,),
        "tilstand": lambda row: (_BY_STATE.index(row.state),),
        "rolle": lambda row: (sort_key(row.task.get_role_display()),),
        "titel": lambda row: (sort_key(row.task.title),),
    }
    return sorted(rows, key=keys[asked.sort]) if asked.sort in keys else list(rows)


# What needs somebody stands first, what is over last.
_BY_STATE = [
    *("late", "too_early", "expiring", "waiting", "in_progress", "ready", "blocked"),
    *("done", "not_relevant"),
]
