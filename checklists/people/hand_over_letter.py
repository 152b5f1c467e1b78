"""Afleveringsbrev: one page for a successor, read from tasks and people as they stand today."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from django.db.models import Q

from accounts.roles import Role
from checklists.models import Edition, Move, Task, TaskUnit
from checklists.moves import OPEN, MoveKind
from checklists.playbook.content import RoleData
from checklists.rules.readiness import TaskRow
from checklists.rules.task_rows import rows_of
from projects.manning import holdings_on
from projects.models import HandOver, RoleHolding, Unit

DECISIONS_SHOWN = 10


@dataclass
class HandOverLetter:
    """What the new holder of the roles must know."""

    done: HandOver
    on: date

    @cached_property
    def roles(self) -> list[tuple[str, RoleData]]:
        """(name, what the guide says one does) of each role."""
        edition = Edition.objects.of_project(self.done.project)
        if edition is None:
            return []
        return [(str(Role(role).label), edition.role(role)) for role in self.done.roles]

    @cached_property
    def open_rows(self) -> list[TaskRow]:
        """The open tasks that the successor has, or will have, the earliest date first."""
        in_project = Task.objects.open().filter(project=self.done.project_id)
        taken = in_project.had_by([self.done.leaver, self.done.successor], self.done.roles)
        tasks = list(taken.select_related("item").order_by("due_on", "item__position"))
        return rows_of(tasks, on=self.on, names=True)

    @cached_property
    def open_in_units(self) -> list[tuple[Unit, list[TaskUnit]]]:
        """What is still to be done in each unit the successor stands for, or will; for a tovholder's successor."""
        if Role.UNIT_COORDINATOR not in self.done.roles:
            return []
        held = RoleHolding.objects.filter(
            Q(to_on=None) | Q(to_on__gte=self.on),
            project=self.done.project_id,
            user=self.done.successor_id,
            role=Role.UNIT_COORDINATOR,
        )
        rows = (
            TaskUnit.objects.taking_part()
            .open()
            .filter(unit__in=Unit.objects.filter(holdings__in=held))
            .filter(task__state__in=OPEN, task__item__per_unit=True, task__item__fills_role="")
            .select_related("task__item", "unit")
            .order_by("unit__sort_key", "unit", "task__due_on", "task__item__position")
        )
        return [(unit, list(those)) for unit, those in groupby(rows, key=lambda row: row.unit)]

    @property
    def waiting(self) -> list[TaskRow]:
        """Those of them that wait for somebody, or for other tasks."""
        return [row for row in self.open_rows if row.wait or row.state == "blocked"]

    @cached_property
    def decisions(self) -> list[Move]:
        """What was decided last about the roles' tasks: closed, or answered with ikke relevant."""
        moves = Move.objects.filter(
            task__project=self.done.project_id,
            task__role__in=self.done.roles,
            kind__in=[MoveKind.CLOSE, MoveKind.NOT_RELEVANT],
        )
        return list(moves.select_related("task__item", "moved_by").order_by("-moved_at")[:DECISIONS_SHOWN])

    @cached_property
    def people(self) -> list[RoleHolding]:
        """Whom to call: everybody else in the project, in the order of the roles."""
        order = list(Role.values)
        others = [
            holding
            for holding in holdings_on([self.done.project], on=self.on)
            if holding.user_id != self.done.successor_id
        ]
        return sorted(others, key=lambda holding: order.index(holding.role))
