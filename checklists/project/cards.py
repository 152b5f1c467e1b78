"""A card for each project of one's own: go-live, the next gate, progress, what is late."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse

from checklists.gates import unmet_items
from checklists.mine.cards import Card, CardLine, register
from checklists.mine.day import MyDay
from checklists.rules.progress import Progress
from checklists.rules.readiness import Plan
from projects.workdays import workdays_between
from ui.danish import short_date, workdays_left

# A person with more projects reads the others on the page of all projects.
MOST = 3


def project_cards(day: MyDay) -> list[Card]:
    """The cards of the first open projects in which the person fills a role that day."""
    return [_card(project, day.plans[project.pk], on=day.on) for project in day.projects[:MOST]]


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
