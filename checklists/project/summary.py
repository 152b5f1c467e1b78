"""Projects as lists show them: counts over their tasks, and the projektleder."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from accounts.roles import Role
from checklists.models.playbook import Force
from checklists.moves import OPEN, State
from checklists.rules.progress import Progress
from projects.models import Project, RoleHolding
from projects.role_health import Worry, manning_of


@dataclass(frozen=True)
class ProjectRow:
    """A project as lists show it; `managers` are names, "" when there is none."""

    project: Project
    progress: Progress
    late: int
    managers: str
    # How much is wrong with who holds which role in an open project, and how much of it stops the work.
    worries: int
    grave: int


def summarised(projects: QuerySet[Project], *, on: date) -> list[ProjectRow]:
    """The rows of these projects: the open ones first, then by municipality."""
    must = Q(tasks__item__force=Force.MUST)
    managers = (
        RoleHolding.objects.on(on)
        .filter(project=OuterRef("pk"), role=Role.PROJECT_MANAGER)
        .values("project")
        .annotate(names=StringAgg("user__name", delimiter=", ", order_by="user__name"))
        .values("names")
    )
    counted = (
        projects.select_related("municipality")
        .annotate(
            musts=Count("tasks", filter=must),
            musts_done=Count("tasks", filter=must & Q(tasks__state=State.DONE)),
            musts_not_relevant=Count("tasks", filter=must & Q(tasks__state=State.NOT_RELEVANT)),
            late=Count("tasks", filter=Q(tasks__state__in=OPEN, tasks__due_on__lt=on)),
            managers=Subquery(managers),
        )
        .order_by(F("closed_at").asc(nulls_first=True), "municipality__sort_key")
    )
    rows = list(counted)
    manning = manning_of([project for project in rows if project.closed_at is None], on=on)
    return [_row_of(project, manning[project.pk].worries if project.pk in manning else []) for project in rows]


def _row_of(project: Any, worries: Sequence[Worry]) -> ProjectRow:
    return ProjectRow(
        project,
        Progress(project.musts, project.musts_done, project.musts_not_relevant),
        project.late,
        project.managers or "",
        len(worries),
        sum(worry.grave for worry in worries),
    )
