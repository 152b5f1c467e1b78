"""Reading what readiness is derived from: a few queries, whatever the number of tasks and projects."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Exists, OuterRef

from checklists.gates import TaskState, gates_of
from checklists.models import Edition, Need, Task, Waiting
from checklists.moves import OPEN
from checklists.rules.readiness import Plan, TaskRow, blockers
from checklists.rules.waits import Wait, waits_of
from projects.calendar import calendars_of
from projects.models import Project
from projects.workdays import Calendar, workdays_between


def plans_of(projects: Iterable[int], calendars: Mapping[int, Calendar] | None = None) -> dict[int, Plan]:
    """The plan of each project, by its key. `calendars`: those of the projects, when they are read already."""
    tasks = Task.objects.filter(project__in=projects).in_guide_order()
    found = list(tasks.values_list("project", "number", "state", "blocks_gate", "item__edition"))
    return _plans(found, calendars or calendars_of({project for project, *_ in found}))


def plan_of(project: int, calendar: Calendar | None = None) -> Plan:
    """The plan of one project. `calendar`: its own, when it is read already."""
    return plans_of([project], {project: calendar} if calendar else None)[project]


def plan_around(task: Task, calendar: Calendar) -> Plan:
    """The plan of a task's project, edition and working days being read already; it knows what waits."""
    tasks = Task.objects.filter(project=task.project_id).in_guide_order()
    waits = Exists(Task.objects.waiting().filter(pk=OuterRef("pk")))
    rows = list(tasks.annotate(waits=waits).values_list("number", "state", "blocks_gate", "waits"))
    states = {number: TaskState(state, blocks_gate) for number, state, blocks_gate, _ in rows}
    needs, gates = _needs_in([task.project_id])[task.project_id], gates_of(task.item.edition.gates)
    return Plan(states, needs, gates, calendar, frozenset(number for number, *_, is_waiting in rows if is_waiting))


def plans_from(
    projects: Iterable[Project], tasks: Iterable[Task], editions: Mapping[int, Edition] | None = None
) -> dict[int, Plan]:
    """The plans of projects all of whose tasks are read already, items too, in the guide's order.

    `editions`: those that the tasks stand on, by their keys, when they are read already.
    """
    rows = [(task.project_id, task.number, task.state, task.blocks_gate, task.item.edition_id) for task in tasks]
    return _plans(rows, {project.pk: project.calendar for project in projects}, editions)


def plan_from(project: Project, tasks: Sequence[Task], edition: Edition) -> Plan:
    """The plan of one such project, its edition read already too."""
    states = {task.number: TaskState(task.state, task.blocks_gate) for task in tasks}
    return Plan(states, _needs_in([project.pk])[project.pk], gates_of(edition.gates), project.calendar)


def _plans(
    rows: Iterable[tuple[int, str, str, bool, int]],
    calendars: Mapping[int, Calendar],
    known: Mapping[int, Edition] | None = None,
) -> dict[int, Plan]:
    """From project, number, state, whether it keeps gates shut, and edition of each task."""
    states: dict[int, dict[str, TaskState]] = defaultdict(dict)
    editions: dict[int, int] = {}
    for project, number, state, blocks_gate, edition in rows:
        states[project][number] = TaskState(state, blocks_gate)
        editions[project] = edition
    needs = _needs_in(states)
    read = Edition.objects.in_bulk(set(editions.values())) if known is None else known
    gates = {pk: gates_of(edition.gates) for pk, edition in read.items()}
    return {
        project: Plan(found, needs[project], gates[editions[project]], calendars[project])
        for project, found in states.items()
    }


def _needs_in(projects: Iterable[int]) -> dict[int, dict[str, list[str]]]:
    """The blocking needs by project and number."""
    needs: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    blocking = Need.objects.blocking().filter(task__project__in=projects).order_by("needs__item__position")
    for project, number, need in blocking.values_list("task__project", "task__number", "needs__number"):
        needs[project][number].append(need)
    return needs


def rows_of(tasks: Sequence[Task], *, on: date, names: bool = False, may_work: Collection[int] = ()) -> list[TaskRow]:
    """The rows of tasks, of one project or several, in their order.

    `names`: the reader may see the work, and so whom exactly a task waits for. `may_work`: the keys of
    those the reader may move.
    """
    return rows_by(plans_of({task.project_id for task in tasks}), tasks, on=on, names=names, may_work=may_work)


def rows_by(
    plans: Mapping[int, Plan],
    tasks: Sequence[Task],
    *,
    on: date,
    names: bool = False,
    may_work: Collection[int] = (),
    waiting: Mapping[int, Waiting] | None = None,
) -> list[TaskRow]:
    """The same for tasks of projects whose plans, and perhaps open waitings (by task), are read already."""
    calendars = {project: plan.calendar for project, plan in plans.items()}
    waits = waits_of(tasks, calendars, on=on, names=names, waiting=waiting)
    return [
        row_of(task, plans[task.project_id], on=on, wait=waits.get(task.pk), may_work=task.pk in may_work)
        for task in tasks
    ]


def row_of(task: Task, plan: Plan, *, on: date, wait: Wait | None = None, may_work: bool = False) -> TaskRow:
    """The row of one task in its project's plan."""
    is_open = task.state in OPEN
    return TaskRow(
        task,
        blockers(task.number, plan) if is_open else [],
        task.is_late(on=on),
        workdays_between(on, task.due_on, plan.calendar) if task.due_on and is_open else None,
        wait=wait,
        proof_days_left=(task.valid_until - on).days if task.valid_until else None,
        too_early=tuple(item.number for item in plan.too_early.get(task.number, ())),
        may_work=may_work,
    )
