"""Everything the page of a project shows: what is late, who is stuck, which gate comes next. Read once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from audit.clock import day_of
from checklists.models import Move
from checklists.moves import OPEN, MoveKind
from checklists.project.gate_view import GateView, gate_views, next_gate
from checklists.rules.manned import Manned, manned_by
from checklists.rules.phases import Phase, by_phase
from checklists.rules.project_tasks import ProjectTasks
from checklists.rules.readiness import TaskRow
from checklists.task_list.filter import IN_STATE
from checklists.waiting.summary import WaitingSummary, waiting_summary
from projects.role_health import GRAVE, LABELS, Manning, manning_of
from projects.workdays import workdays_between

WEEK = timedelta(days=7)
DATES_SHOWN, STUCK_SHOWN = 6, 8


@dataclass(frozen=True)
class Dated:
    """A day to come: what, and the task it is about, if any."""

    day: date
    text: str
    number: str = ""


@dataclass(frozen=True)
class News:
    """What changed since a week ago: how many, and the first of them."""

    state: str
    words: str
    count: int
    numbers: Sequence[str]

    @property
    def more(self) -> int:
        """How many are not named."""
        return self.count - len(self.numbers)


class Moved(NamedTuple):
    """One move of a task."""

    task_id: int
    kind: str
    to_state: str
    moved_at: datetime


@dataclass(frozen=True)
class Hole:
    """A kind of trouble in the organisation, and how many there are."""

    label: str
    count: int
    grave: bool


@dataclass
class ProjectOverview(ProjectTasks):
    """One project for one reader on one day: how it stands, what hangs, and what comes next."""

    @cached_property
    def phases(self) -> list[Phase]:
        """Where the project is, phase by phase."""
        return by_phase(self.rows, self.edition)

    @cached_property
    def late(self) -> list[TaskRow]:
        """The late ones, the longest late first."""
        return sorted((row for row in self.rows if row.late), key=lambda row: row.task.due_on or self.on)

    @cached_property
    def stuck(self) -> list[TaskRow]:
        """The late, and those that wait for somebody: the late first, then the longest waiting."""
        waiting = [row for row in self.rows if row.wait and not row.late]
        return self.late + sorted(waiting, key=lambda row: row.wait.since if row.wait else self.on)

    @property
    def stuck_shown(self) -> list[TaskRow]:
        """The first of them, with whom they were given to for a reader who may see names."""
        names = self._manned.names if self.see_work else (lambda task: ())
        return [replace(row, owners=names(row.task)) for row in self.stuck[:STUCK_SHOWN]]

    @property
    def stuck_more(self) -> int:
        """How many are left out."""
        return max(len(self.stuck) - STUCK_SHOWN, 0)

    @property
    def waiting(self) -> int:
        """How many wait for somebody."""
        return sum(row.wait is not None for row in self.rows)

    @property
    def ready(self) -> int:
        """How many can begin."""
        return sum(IN_STATE["ready"](row) for row in self.rows)

    @cached_property
    def gates(self) -> list[GateView]:
        """P1 to P5."""
        return gate_views(self.project, self.plan, on=self.on)

    @property
    def next_gate(self) -> GateView | None:
        """The first that is not met."""
        return next_gate(self.gates)

    @property
    def too_early(self) -> list[tuple[str, str, str]]:
        """(number of the task that was done, or "", the sentence, the number that mends it)."""
        done = [
            (number, item.missing, item.number) for number, missing in self.plan.too_early.items() for item in missing
        ]
        live = [
            ("", item.missing, item.number) for gate in self.gates if not gate.gate.blocks for item in gate.too_early
        ]
        return done + live

    @property
    def next_dates(self) -> list[Dated]:
        """What comes next: go-live, hypercare and the tasks that fall due."""
        project = self.project
        days = [
            (project.go_live_on, "Go-live"),
            (project.hypercare_from_on, "Hypercare begynder"),
            (project.hypercare_to_on, "Sidste dag i hypercare"),
        ]
        coming = [Dated(day, words) for day, words in days if day and day >= self.on]
        coming += [
            Dated(task.due_on, task.title, task.number)
            for task in self.tasks
            if task.state in OPEN and task.due_on and task.due_on >= self.on
        ]
        return sorted(coming, key=lambda dated: dated.day)[:DATES_SHOWN]

    @cached_property
    def manning(self) -> Manning:
        """Who is there, and what is wrong with it."""
        project = self.project
        return manning_of([project], on=self.on)[project.pk]

    @property
    def concerns(self) -> list[Hole]:
        """What is wrong in the organisation, the gravest first, without names."""
        kinds = Counter(worry.kind for worry in self.manning.worries)
        return [Hole(LABELS[kind], count, kind in GRAVE) for kind, count in kinds.items()]

    @property
    def go_live_workdays(self) -> int | None:
        """Working days to go-live; negative when it has passed."""
        day = self.project.go_live_on
        return workdays_between(self.on, day, self.plan.calendar) if day else None

    @property
    def without_owner(self) -> int:
        """How many open tasks nobody has: given to nobody, and of a role that nobody holds."""
        return len(self._manned.without_owner(self.tasks))

    @cached_property
    def _manned(self) -> Manned:
        return manned_by(self.project, self.manning.holdings)

    @cached_property
    def ventedage(self) -> WaitingSummary:
        """Who has had the tasks, and for how many days."""
        moves = [(move.task_id, move.to_state, move.moved_at) for move in self._moves]
        return waiting_summary(self.project, self.edition, self.tasks, moves, on=self.on)

    @cached_property
    def _moves(self) -> list[Moved]:
        """All moves of its tasks, in the order they were made."""
        moves = Move.objects.filter(task__project=self.project).order_by("pk")
        return [Moved(*move) for move in moves.values_list("task", "kind", "to_state", "moved_at")]

    @property
    def since(self) -> date:
        """The day from which news is counted."""
        return self.on - WEEK

    @cached_property
    def news(self) -> list[News]:
        """What changed in the last seven days: closed, begun, opened again, become late."""
        number = {task.pk: task.number for task in self.tasks}
        # Opened and closed again in one moment, because a date moved: nothing has changed.
        again = {(move.task_id, move.moved_at) for move in self._moves if move.kind == MoveKind.REOPEN}
        again &= {(move.task_id, move.moved_at) for move in self._moves if move.kind == MoveKind.CLOSE}
        found = [move for move in self._moves if (move.task_id, move.moved_at) not in again]
        lately = sorted((move for move in found if day_of(move.moved_at) >= self.since), key=_when)
        last = {number[move.task_id]: move.kind for move in lately}
        late = [row.task.number for row in self.late if row.task.due_on and row.task.due_on >= self.since]
        by_kind = {kind: [number for number, moved in last.items() if moved == kind] for kind in MoveKind}
        done, left_out = by_kind[MoveKind.CLOSE], by_kind[MoveKind.NOT_RELEVANT]
        news = [
            News("done", _plural(done, "færdig", "færdige"), *_counted(done)),
            News("late", "blev forsinket", *_counted(late)),
            News("in_progress", "gik i gang", *_counted(by_kind[MoveKind.START])),
            News("waiting", "åbnet igen", *_counted(by_kind[MoveKind.REOPEN])),
            News("not_relevant", _plural(left_out, "ikke relevant", "ikke relevante"), *_counted(left_out)),
        ]
        return [one for one in news if one.count]


def _when(move: Moved) -> datetime:
    return move.moved_at


def _counted(numbers: list[str]) -> tuple[int, list[str]]:
    return len(numbers), numbers[:3]


def _plural(numbers: list[str], one: str, more: str) -> str:
    return one if len(numbers) == 1 else more
