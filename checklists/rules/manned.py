"""Who has which task of one project on one day: read in a few queries, then asked for each task."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef

from accounts.models import Absence, Membership, User
from checklists.models import Assignment, Task
from checklists.rules.owners import Workers, in_place_of, workers_among
from projects.manning import holdings_on
from projects.models import Project, RoleHolding


@dataclass(frozen=True)
class Manned:
    """Says of tasks that are read already what `TaskQuerySet.belonging_to` and `without_owner` say in the database.

    `given`: to whom each task is given, by the task's key, those who may do nothing there left out. `deputies`: who
    stands in, by the key of somebody away; all of them work there.
    """

    holdings: Sequence[RoleHolding]
    given: Mapping[int, Sequence[User]] = field(default_factory=dict)
    deputies: Mapping[int, Sequence[User]] = field(default_factory=dict)
    is_open: bool = True

    @property
    def workers(self) -> Workers:
        """Those a task can be given to."""
        return workers_among(self.holdings)

    def of(self, person: User, tasks: Iterable[Task]) -> set[int]:
        """The keys of those the person is the one to do: given to the person or, given to nobody, of a role filled.

        A deputy has what is the absent one's. None in a project that is closed.
        """
        absent = {away for away, deputies in self.deputies.items() if person in deputies}
        filled = {person.pk} | absent if self.is_open else set()
        roles = {held.role for held in self.holdings if held.user_id in filled}
        return {task.pk for task in tasks if self._is_theirs(task, filled, roles)}

    def _is_theirs(self, task: Task, people: set[int], roles: set[str]) -> bool:
        given = self.given.get(task.pk)
        return any(person.pk in people for person in given) if given else task.role in roles

    def without_owner(self, tasks: Iterable[Task]) -> set[int]:
        """The keys of those that are open, given to nobody, and of a role that nobody holds."""
        held = {holding.role for holding in self.holdings}
        return {
            task.pk for task in tasks if not task.is_settled and task.pk not in self.given and task.role not in held
        }

    def names(self, task: Task) -> tuple[str, ...]:
        """The names of those it is given to; "Lone Dahl for Pia Nørgaard" for a deputy. For who may see names."""
        return tuple(self._name(person) for person in self.given.get(task.pk, ()))

    def _name(self, person: User) -> str:
        deputies = self.deputies.get(person.pk)
        return in_place_of(person, {person.pk: deputies[0].name} if deputies else {})


def manned(project: Project, *, on: date) -> Manned:
    """The project as it is manned that day: three queries."""
    holdings = holdings_on([project], on=on, units=False)
    workers = workers_among(holdings)
    given: dict[int, list[User]] = {}
    rows = Assignment.objects.filter(task__project=project, user__in=workers).select_related("user")
    for row in rows.order_by("user__name", "user_id"):
        given.setdefault(row.task_id, []).append(row.user)
    deputies = _deputies(project, {held.user_id for held in holdings}, on=on)
    return Manned(holdings, given, deputies, is_open=project.closed_at is None)


def _deputies(project: Project, people: set[int], *, on: date) -> dict[int, list[User]]:
    works_here = Membership.objects.on(on).filter(user=OuterRef("deputy"), municipality=project.municipality_id)
    away = Absence.objects.away_on(on).filter(Exists(works_here), user__in=people)
    deputies: dict[int, list[User]] = {}
    for absence in away.select_related("deputy").order_by("pk"):
        if absence.deputy:
            deputies.setdefault(absence.user_id, []).append(absence.deputy)
    return deputies
