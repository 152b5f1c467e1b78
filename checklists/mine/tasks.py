"""A person's own tasks over all projects, in the order a busy day asks for them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from accounts.access import holds_national_role
from accounts.models import User
from accounts.roles import Act, NationalRoleKind, acts_of
from checklists.mine.day import MyDay
from checklists.models import Task
from checklists.moves import OPEN, State
from checklists.rules.readiness import TaskRow
from checklists.rules.task_rows import rows_by
from checklists.rules.waits import is_meant
from projects.models import Project
from ui.danish import listed

SHOWN, NAMES = 8, 3
# Where the next thing to do is looked for, the most pressing first.
PRESSING = ("asked", "late", "week", "doing", "ready")
DONE_LATELY = timedelta(days=14)


class Nothing(StrEnum):
    """Why there is nothing to do."""

    FINISHED = "finished"
    ROLE_WITHOUT_TASKS = "role_without_tasks"
    SECOND_LEVEL = "second_level"
    APPOINTED = "appointed"
    NO_ROLE = "no_role"


@dataclass
class Group:
    """A heading with its rows; those beyond the first few are counted, and shown when asked for the `whole`."""

    key: str
    title: str
    hint: str = ""
    rows: list[TaskRow] = field(default_factory=list)
    whole: bool = False

    @property
    def folded(self) -> bool:
        """Shown when asked for: there is nothing to do about them now."""
        return self.key == "blocked"

    @property
    def shown(self) -> list[TaskRow]:
        """The first rows, or all."""
        return self.rows if self.whole else self.rows[:SHOWN]

    @property
    def more(self) -> int:
        """How many are left out."""
        return len(self.rows) - len(self.shown)


def my_rows(day: MyDay) -> list[TaskRow]:
    """The rows of all tasks the person is the one to do, in open projects, the earliest date first.

    Among them, as `asked`, others' tasks that wait for the person.
    """
    own = {task.pk for project in day.projects for task in _mine_in(day, project)}
    asked = _waiting_for(day) - own
    tasks = [task for found in day.tasks.values() for task in found if task.pk in own | asked]
    tasks.sort(key=lambda task: (task.due_on or date.max, task.item.position))
    may = {task.pk for task in tasks if task.pk in own and _may_work(day, task)}
    rows = rows_by(day.plans, tasks, on=day.on, names=True, may_work=may, waiting=day.waiting)
    return [_asked(row) if row.task.pk in asked else _for_whom(row, day) for row in rows]


def _asked(row: TaskRow) -> TaskRow:
    return replace(row, asked=True, wait=replace(row.wait, who="du", ask_again=False) if row.wait else None)


def _for_whom(row: TaskRow, day: MyDay) -> TaskRow:
    names = day.manned[row.task.project_id].in_place_of(day.user, row.task)
    return replace(row, for_whom=listed(names, most=NAMES)) if names else row


def _waiting_for(day: MyDay) -> set[int]:
    """The keys of the tasks that wait for the person: named, or as the holder of the role behind the party."""
    return {
        task.pk
        for project, tasks in day.tasks.items()
        for task in tasks
        if (waiting := day.waiting.get(task.pk)) and is_meant(waiting, day.user, day.roles[project])
    }


def _mine_in(day: MyDay, project: Project) -> list[Task]:
    own = day.manned[project.pk].of(day.user, day.tasks[project.pk])
    return [task for task in day.tasks[project.pk] if task.pk in own]


def _may_work(day: MyDay, task: Task) -> bool:
    """May whoever has it move it? An observer's tasks, if the guide had any, could only be looked at."""
    return task.pk in day.manned[task.project_id].given or Act.WORK_OWN_TASKS in acts_of([task.role])


def grouped(rows: Iterable[TaskRow], *, on: date, whole: str = "") -> list[Group]:
    """Each open row, and what was done lately, in the first group it fits. The group whose key is `whole` shows all."""
    asked = Group("asked", "Andre venter på dig", "De kommer ikke videre uden dig")
    late = Group("late", "Forsinket")
    week = Group("week", "Frist i denne uge")
    doing = Group("doing", "I gang")
    ready = Group("ready", "Klar til start", "Alt, de kræver, er på plads")
    waiting = Group("waiting", "Afventer andre", "Du har opgaven, men det er deres tur")
    done = Group("done", "Senest færdig")
    blocked = Group("blocked", "Venter på andre opgaver", "De bliver klar, når det, de kræver, er på plads")
    sunday = on + timedelta(days=6 - on.weekday())
    for row in rows:
        due = row.task.due_on
        if row.asked:
            asked.rows.append(row)
        elif row.late:
            late.rows.append(row)
        elif row.state == "done":
            if row.task.done_on and row.task.done_on >= on - DONE_LATELY:
                done.rows.append(row)
        elif row.wait and not row.wait.is_ours:
            waiting.rows.append(row)
        elif row.state in {"in_progress", "waiting", "ready", "blocked"} and due and due <= sunday:
            week.rows.append(row)
        elif row.state in {"in_progress", "waiting"}:
            doing.rows.append(row)
        elif row.state == "ready":
            ready.rows.append(row)
        elif row.state == "blocked":
            blocked.rows.append(row)
    done.rows.sort(key=lambda row: row.task.done_on or on, reverse=True)
    waiting.rows.sort(key=_turn)
    groups = [asked, late, week, doing, ready, waiting, done, blocked]
    return [replace(group, whole=group.key == whole) for group in groups if group.rows]


def next_step(groups: Iterable[Group]) -> TaskRow | None:
    """The one thing to do next: what others wait for, what is late, due this week, begun or ready; the earliest due.

    Never what cannot be done now: a task that is blocked, or lies with others until the day to ask them again.
    """
    by_key = {group.key: group for group in groups}
    for key in PRESSING:
        group = by_key.get(key)
        if can := [row for row in group.rows if row.asked or _can_be_done(row)] if group else []:
            return min(can, key=lambda row: row.task.due_on or date.max)
    return None


def _can_be_done(row: TaskRow) -> bool:
    if row.wait and not row.wait.is_ours:
        return row.wait.ask_again
    return not (row.blocked_by and row.task.state == State.NOT_STARTED)


def _turn(row: TaskRow) -> tuple[bool, date]:
    """Whom to ask again today comes first, then who has waited longest."""
    return (not (row.wait and row.wait.ask_again), row.wait.since if row.wait else date.max)


def why_nothing(user: User, rows: Iterable[TaskRow], *, appointed: bool, on: date) -> Nothing | None:
    """Why the person has nothing to do; None when there is something. `appointed`: there is a project to start."""
    states = {row.task.state for row in rows}
    if states & OPEN:
        return None
    if states:
        return Nothing.FINISHED
    if Project.objects.visible_to(user, on=on).exists():
        return Nothing.ROLE_WITHOUT_TASKS
    if appointed:
        return Nothing.APPOINTED
    if holds_national_role(user, NationalRoleKind.SECOND_LEVEL, on=on):
        return Nothing.SECOND_LEVEL
    return Nothing.NO_ROLE
