"""Whose tasks are, and who may say so: reading only."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256

from accounts.models import User
from accounts.roles import Act, acts_of
from checklists.models import Assignment, Task
from projects.access import Standing
from projects.manning import holdings_on
from projects.models import Project, RoleHolding

# Who works in a project: the roles in which each does something, by the person's key.
Workers = Mapping[int, Sequence[RoleHolding]]


def workers_among(holdings: Iterable[RoleHolding]) -> dict[int, list[RoleHolding]]:
    """Of those who hold a role in a project, whom a task can be given to."""
    workers: dict[int, list[RoleHolding]] = {}
    for holding in holdings:
        if Act.WORK_OWN_TASKS in acts_of([holding.role]):
            workers.setdefault(holding.user_id, []).append(holding)
    return workers


def workers_of(project: Project, *, on: date) -> dict[int, list[RoleHolding]]:
    """Those a task can be given to that day, with their units."""
    return workers_among(holdings_on([project], on=on))


def people_given(tasks: Sequence[Task]) -> dict[int, set[User]]:
    """Whom each task is given to, by the task's key; also whoever no longer works there."""
    given: dict[int, set[User]] = {task.pk: set() for task in tasks}
    for row in Assignment.objects.filter(task__in=given).select_related("user"):
        given[row.task_id].add(row.user)
    return given


def fingerprint(given: Mapping[int, Collection[User]]) -> str:
    """Another one as soon as one of the tasks is given to others: what a page was made from."""
    said = ";".join(f"{pk}:{sorted(person.pk for person in given[pk])}" for pk in sorted(given))
    return sha256(said.encode()).hexdigest()[:16]


def may_assign(standing: Standing, task: Task, before: set[User], after: set[User], *, workers: Workers) -> bool:
    """May this person let the task go from these people to those?

    Who may do every task may. A holder of the task's role takes it, or moves it within the role. Anybody may hand back
    what is given to him or her. Whoever no longer works in the project stands in nobody's way.
    """
    if standing.may(Act.WORK_ALL_TASKS):
        return True
    others = {person for person in before ^ after if person != standing.user and person.pk in workers}
    if not standing.may_work(task.role):
        return not others and standing.user not in after - before
    return all(any(held.role == task.role for held in workers[person.pk]) for person in others)


def in_place_of(person: User, deputies: Mapping[int, str]) -> str:
    """The person's name, behind that of the deputy if there is one: "Lone Dahl for Pia Nørgaard"."""
    return f"{deputies[person.pk]} for {person.name}" if person.pk in deputies else person.name
