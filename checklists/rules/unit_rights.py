"""Whose rows of a task a person may fill in: all of them, or those of the units the person stands for."""

from dataclasses import dataclass
from datetime import date

from accounts.roles import Act, Role
from checklists.models import Task
from checklists.rules.task_rights import actor_of, may_work
from projects.access import Actor, Standing, actor_on, units_coordinated


@dataclass(frozen=True)
class UnitRight:
    """Every unit's row, or just these."""

    every: bool
    units: frozenset[int] = frozenset()

    def may(self, unit: int) -> bool:
        """May the person fill in this unit's row?"""
        return self.every or unit in self.units

    @property
    def any(self) -> bool:
        """May the person fill in anything?"""
        return self.every or bool(self.units)


def right_to_report(standing: Standing, task: Task, *, on: date) -> UnitRight:
    """Who may work the task may fill in every row, a tovholder those of the own units, whoever has the task."""
    if may_work(standing, task, on=on):
        return UnitRight(every=True)
    return UnitRight(every=False, units=units_of_ones_own(standing, on=on))


def units_of_ones_own(standing: Standing, *, on: date) -> frozenset[int]:
    """The units the person stands for, or stands in for."""
    if not standing.may(Act.REPORT_OWN_UNITS):
        return frozenset()
    mine = units_coordinated(standing.user, on=on).filter(project=standing.project)
    return frozenset(mine.values_list("pk", flat=True))


def reporter(standing: Standing, task: Task, *, on: date) -> Actor:
    """Who reports, and for whom: "Lone Dahl for Ole Brandt" where a deputy does it."""
    if may_work(standing, task, on=on):
        return actor_of(task, by=standing.user, on=on)
    return actor_on(standing.project, Role.UNIT_COORDINATOR, by=standing.user, on=on)
