"""Who has which task of a project on a day: read in a few queries, then asked for each task."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from accounts.models import Absence, Membership, User
from accounts.roles import Act, acts_of
from checklists.models import Assignment, Task
from checklists.rules.owners import Workers, in_place_of, workers_among
from projects.manning import holdings_on
from projects.models import Project, RoleHolding


@dataclass(frozen=True)
class Manned:
    """The one place that says whose a task is.

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

    def in_place_of(self, person: User, task: Task) -> list[str]:
        """The names of the absent people in whose place the person does a task; none for a task of one's own."""
        given = self.given.get(task.pk) or [held.user for held in self.holdings if held.role == task.role]
        if person in given:
            return []
        return sorted(absent.name for absent in given if person in self.deputies.get(absent.pk, ()))

    def names(self, task: Task) -> tuple[str, ...]:
        """The names of those it is given to; "Lone Dahl for Pia Nørgaard" for a deputy. For who may see names."""
        return tuple(self._name(person) for person in self.given.get(task.pk, ()))

    def _name(self, person: User) -> str:
        deputies = self.deputies.get(person.pk)
        return in_place_of(person, {person.pk: deputies[0].name} if deputies else {})


def manned_in(projects: Collection[Project], *, on: date) -> dict[int, Manned]:
    """Each project as it is manned that day, by its key: three queries, whatever their number."""
    held: dict[int, list[RoleHolding]] = {project.pk: [] for project in projects}
    for holding in holdings_on(projects, on=on, units=False) if projects else []:
        held[holding.project_id].append(holding)
    given, deputies = _given_in(held), _deputies_in(held, on=on)
    return {
        project.pk: Manned(held[project.pk], given[project.pk], deputies[project.pk], is_open=project.closed_at is None)
        for project in projects
    }


def manned(project: Project, *, on: date) -> Manned:
    """One project as it is manned that day."""
    return manned_in([project], on=on)[project.pk]


def manned_by(project: Project, holdings: Sequence[RoleHolding]) -> Manned:
    """Without deputies, from holdings that are read already: enough to say what nobody has. One query."""
    return Manned(holdings, _given_in({project.pk: holdings})[project.pk], is_open=project.closed_at is None)


# Holdings by project.
Held = Mapping[int, Sequence[RoleHolding]]


def _given_in(held: Held) -> dict[int, dict[int, list[User]]]:
    """By project: whom each task is given to, by name, as far as they may do it."""
    people = {project: {h.user_id: h.user for h in found if _works(h)} for project, found in held.items()}
    given: dict[int, dict[int, list[User]]] = defaultdict(dict)
    rows = Assignment.objects.filter(task__project__in=held).order_by("user__name", "user_id")
    for project, task, user in rows.values_list("task__project", "task", "user"):
        if user in people[project]:
            given[project].setdefault(task, []).append(people[project][user])
    return given


def _works(holding: RoleHolding) -> bool:
    return Act.WORK_OWN_TASKS in acts_of([holding.role])


def _deputies_in(held: Held, *, on: date) -> dict[int, dict[int, list[User]]]:
    """By project: who stands in for whom. Deputies who do not work in the municipality are left out."""
    people = {holding.user_id for found in held.values() for holding in found}
    away = list(Absence.objects.away_on(on).filter(user__in=people).select_related("deputy").order_by("pk"))
    working = Membership.objects.on(on).filter(user__in=[absence.deputy_id for absence in away])
    places = set(working.filter(municipality__projects__in=held).values_list("user", "municipality__projects"))
    deputies: dict[int, dict[int, list[User]]] = defaultdict(dict)
    for project, found in held.items():
        here = {holding.user_id for holding in found}
        for absence in away:
            if absence.user_id in here and absence.deputy and (absence.deputy_id, project) in places:
                deputies[project].setdefault(absence.user_id, []).append(absence.deputy)
    return deputies
