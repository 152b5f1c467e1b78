"""A card for each project of one's own: go-live, the next gate, progress, what is late."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from accounts.models import User
from checklists.cards import Card, CardLine, register
from checklists.gates import unmet_items
from checklists.models.playbook import Force
from checklists.moves import OPEN, State
from checklists.progress import Progress
from checklists.readiness import Plan
from checklists.task_rows import plans_of
from projects.models import Project, RoleHolding
from projects.workdays import workdays_between
from ui.danish import short_date, workdays_left

# A person with more projects reads the others on the page of all projects.
MOST = 3


def project_cards(user: User, on: date) -> list[Card]:
    """The cards of the first open projects in which the person fills a role that day."""
    held = RoleHolding.objects.filled_by(user, on=on).values("project")
    projects = Project.objects.open().visible_to(user, on=on).filter(pk__in=held).with_go_live().with_closing_days()
    found = list(_counted(projects.select_related("municipality"), on)[:MOST])
    plans = plans_of([project.pk for project in found], {project.pk: project.calendar for project in found})
    return [_card(project, plans[project.pk], on=on) for project in found]


def _counted(projects: QuerySet[Project], on: date) -> QuerySet[Any]:
    must = Q(tasks__item__force=Force.MUST)
    return projects.annotate(
        musts=Count("tasks", filter=must),
        musts_done=Count("tasks", filter=must & Q(tasks__state=State.DONE)),
        musts_not_relevant=Count("tasks", filter=must & Q(tasks__state=State.NOT_RELEVANT)),
        late=Count("tasks", filter=Q(tasks__state__in=OPEN, tasks__due_on__lt=on)),
    ).order_by("municipality__sort_key")


def _card(project: Any, plan: Plan, *, on: date) -> Card:
    url = reverse("project", kwargs={"pk": project.pk})
    return Card(10, project.municipality.name, url, list(_lines(project, plan, url, on=on)))


def _lines(project: Any, plan: Plan, url: str, *, on: date) -> Iterator[CardLine]:
    tasks = reverse("task_list", kwargs={"pk": project.pk})
    day, plan_url = project.go_live_on, reverse("plan", kwargs={"pk": project.pk})
    left = workdays_left(workdays_between(on, day, plan.calendar)) if day else ""
    yield CardLine("Go-live", short_date(day, on) if day else "Ikke sat", plan_url, more=left)
    for gate in plan.gates:
        if missing := unmet_items(gate, plan.states):
            more = f"{len(missing)} af {len(gate.items)} krav mangler"
            yield CardLine("Næste port", f"{gate.key} {gate.title}", f"{url}#gates", more=more)
            break
    progress = Progress(project.musts, project.musts_done, project.musts_not_relevant)
    yield CardLine("Fremdrift", f"{progress.done} af {progress.to_do} skal-punkter", url)
    if project.late:
        yield CardLine(
            "Forsinket", f"{project.late} opgave{'r' * (project.late != 1)}", f"{tasks}?forsinket=ja", alarm=True
        )


register(project_cards)
