"""Projects as lists show them: counts over their tasks, and the projektleder."""

from datetime import date

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from accounts.roles import Role
from checklists.models.playbook import Force
from checklists.moves import OPEN, State
from projects.models import Project, RoleHolding


def summarised(projects: QuerySet[Project], *, on: date) -> QuerySet[Project]:
    """With `musts`, `musts_done`, `musts_not_relevant`, `late` (counts of tasks) and `managers` (names)."""
    must = Q(tasks__item__force=Force.MUST)
    managers = (
        RoleHolding.objects.on(on)
        .filter(project=OuterRef("pk"), role=Role.PROJECT_MANAGER)
        .values("project")
        .annotate(names=StringAgg("user__name", delimiter=", ", order_by="user__name"))
        .values("names")
    )
    return (
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
