"""Det flytter sig: what moving go-live or hypercare would do, before it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256

from accounts.roles import Role
from checklists.models import Task
from checklists.moves import OPEN
from checklists.services.due_dates import Moved, anchors_of, moved_by
from projects.models import Project, RoleHolding
from projects.moving import Consequence, consequences_of
from projects.services.dates import Dates
from projects.workdays import Calendar, why_closed, workdays_between
from ui.danish import day_span


@dataclass(frozen=True)
class MovedTask:
    """A due date that would move, and whom it touches."""

    moved: Moved
    becomes_late: bool
    workdays: int | None
    who: Sequence[str]

    @property
    def task(self) -> Task:
        """The task."""
        return self.moved.task


@dataclass
class DatePreview:
    """What would happen with these dates on that day."""

    project: Project
    new: Dates
    on: date

    @cached_property
    def old(self) -> Dates:
        """The dates as they stand."""
        return Dates.of(self.project.waves.get(is_default=True))

    @cached_property
    def _tasks(self) -> list[Task]:
        tasks = Task.objects.filter(project=self.project).select_related("item").defer("item__content")
        return list(tasks.in_guide_order())

    @cached_property
    def _calendar(self) -> Calendar:
        return self.project.calendar

    @cached_property
    def _holders(self) -> dict[str, list[str]]:
        names: dict[str, list[str]] = {}
        held = RoleHolding.objects.on(self.on).filter(project=self.project).order_by("user__name")
        for role, name in held.values_list("role", "user__name"):
            names.setdefault(role, []).append(name)
        return names

    @cached_property
    def rows(self) -> list[MovedTask]:
        """Every due date that moves, in the guide's order."""
        return [self._row(moved) for moved in moved_by(self.project, self._tasks, anchors_of(self.project, self.new))]

    def _row(self, moved: Moved) -> MovedTask:
        late_before = moved.old is not None and moved.old < self.on
        late_after = moved.new is not None and moved.new < self.on
        return MovedTask(
            moved,
            becomes_late=late_after and not late_before,
            workdays=workdays_between(moved.old, moved.new, self._calendar) if moved.old and moved.new else None,
            who=self._holders.get(moved.task.role, []),
        )

    @property
    def becomes_late(self) -> list[MovedTask]:
        """Those that would be late from then on."""
        return [row for row in self.rows if row.becomes_late]

    @property
    def stays(self) -> int:
        """How many open tasks stay because their date was set by hand."""
        return sum(task.state in OPEN and task.due_by_hand for task in self._tasks)

    @property
    def touched(self) -> list[tuple[str, int]]:
        """(person, or a role that nobody holds; tasks) of everybody whose dates move, the most first."""
        counts: dict[str, int] = {}
        for row in self.rows:
            for who in row.who or [str(Role(row.task.role).label)]:
                counts[who] = counts.get(who, 0) + 1
        return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))

    @property
    def unmoved(self) -> list[Task]:
        """The open tasks with a suggested date that does not hang on the days that move, in the guide's order."""
        moved = {row.task.pk for row in self.rows}
        return [task for task in self._tasks if task.follows_suggestion and task.due_on and task.pk not in moved]

    @property
    def warnings(self) -> list[str]:
        """What is odd about the new days, in sentences."""
        days = [(self.new.go_live_on, "Go-live"), (self.new.hypercare_to_on, "Sidste dag i hypercare")]
        return [
            f"{name} falder på {why} ({day_span(day, day)})."
            for day, name in days
            if day and (why := why_closed(day, self._calendar))
        ]

    @cached_property
    def consequences(self) -> list[Consequence]:
        """What breaks in other parts."""
        return consequences_of(self.project, self.old, self.new)

    @property
    def fingerprint(self) -> str:
        """Another one as soon as the dates, or what they move, are others: what the page was made from."""
        said = [(row.task.pk, row.moved.old, row.moved.new) for row in self.rows]
        return sha256(repr((self.old, self.new, said)).encode()).hexdigest()[:16]
