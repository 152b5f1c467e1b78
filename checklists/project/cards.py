"""A card for each project of one's own: go-live, the next gate, progress, what is late."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from checklists.mine.cards import Card, CardLine
from checklists.mine.day import MyDay
from checklists.project.gate_view import gate_views, next_gate
from checklists.rules.progress import progress_of
from checklists.rules.readiness import Plan
from projects.models import Project
from projects.workdays import workdays_between
from ui.danish import short_date, workdays_left

# A person with more projects reads the others on the page of all projects.
MOST = 3


def project_cards(day: MyDay) -> list[Card]:
    """The cards of the first open projects in which the person fills a role that day."""
    return [_card(project, day) for project in day.projects[:MOST]]


def _card(project: Project, day: MyDay) -> Card:
    url = reverse("project", kwargs={"pk": project.pk})
    return Card(10, project.municipality.name, url, list(_lines(project, day, url)))


def _lines(project: Project, day: MyDay, url: str) -> Iterator[CardLine]:
    plan, tasks, on = day.plans[project.pk], day.tasks[project.pk], day.on
    yield CardLine("Go-live", *_go_live(project, plan, on=on))
    if view := next_gate(gate_views(project, plan, on=on)):
        yield CardLine("Næste port", f"{view.gate.key} {view.gate.title}", f"{url}#gates", more=view.count)
    progress = progress_of(tasks)
    yield CardLine("Fremdrift", f"{progress.done} af {progress.to_do} skal-punkter", url)
    if late := sum(task.is_late(on=on) for task in tasks):
        late_url = f"{reverse('task_list', kwargs={'pk': project.pk})}?forsinket=ja"
        yield CardLine("Forsinket", f"{late} opgave{'r' * (late != 1)}", late_url, alarm=True)


def _go_live(project: Project, plan: Plan, *, on: date) -> tuple[str, str, str]:
    """The day, where it is set, and how far it is."""
    day, address = project.go_live_on, reverse("plan", kwargs={"pk": project.pk})
    if day is None:
        return "Ikke sat", address, ""
    left = workdays_between(on, day, plan.calendar)
    return short_date(day, on), address, workdays_left(left) if left >= 0 else "dagen er passeret"
