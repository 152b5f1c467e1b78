"""What everything on Mine opgaver hangs on: the person's open projects that day, read once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, Q

from accounts.models import User
from accounts.roles import Act, acts_of
from checklists.models.playbook import Force
from checklists.moves import OPEN, State
from checklists.rules.readiness import Plan
from checklists.rules.task_rows import plans_of
from projects.models import Project, RoleHolding


@dataclass
class MyDay:
    """One person on one day."""

    user: User
    on: date

    @cached_property
    def roles(self) -> dict[int, set[str]]:
        """Project -> the roles the person fills in it, as somebody's deputy too."""
        roles: dict[int, set[str]] = {}
        for project, role in RoleHolding.objects.filled_by(self.user, on=self.on).values_list("project", "role"):
            roles.setdefault(project, set()).add(role)
        return roles

    @cached_property
    def projects(self) -> list[Any]:
        """The open projects in which the person fills a role and works, each with its counts, by municipality.

        Each has go-live, closing days, `musts`, `musts_done`, `musts_not_relevant` and `late`.
        """
        must = Q(tasks__item__force=Force.MUST)
        mine = Project.objects.open().visible_to(self.user, on=self.on).filter(pk__in=self.roles)
        counted = mine.annotate(
            musts=Count("tasks", filter=must),
            musts_done=Count("tasks", filter=must & Q(tasks__state=State.DONE)),
            musts_not_relevant=Count("tasks", filter=must & Q(tasks__state=State.NOT_RELEVANT)),
            late=Count("tasks", filter=Q(tasks__state__in=OPEN, tasks__due_on__lt=self.on)),
        )
        dated = counted.with_dates().with_closing_days().select_related("municipality")
        return list(dated.order_by("municipality__sort_key"))

    @cached_property
    def plans(self) -> dict[int, Plan]:
        """The plan of each of them."""
        return plans_of([project.pk for project in self.projects], {p.pk: p.calendar for p in self.projects})

    def where_may(self, act: Act) -> Collection[Any]:
        """Those of the projects in which the person's roles allow the act."""
        return [project for project in self.projects if act in acts_of(self.roles[project.pk])]
