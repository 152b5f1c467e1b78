"""Answering Start hvor I er as a browser does."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from audit import clock
from checklists.models import StartRound, Task
from checklists.rules.start_given import Given, ticks_of
from checklists.rules.start_plan import StartPlan
from checklists.services.start_where_you_are import answer_start
from checklists.start.page import questions_for
from projects.models import Project
from tests.cast import Cast
from ui.danish import numeric_date

DAY = clock.today() - timedelta(days=40)
WHEN = numeric_date(DAY)


def address(project: Project, name: str = "start_where_you_are", **more: object) -> str:
    """A page of Start hvor I er."""
    return reverse(name, kwargs={"pk": project.pk, **more})


def answers(**given: Any) -> dict[str, Any]:
    """Answers by question; each with the usual day unless it has its own."""
    days = {f"{key}_on": WHEN for key in given if not key.endswith("_on")}
    return {"once": str(uuid4()), **days, **given}


def look(client: Client, project: Project, data: dict[str, Any]) -> Any:
    """Press Se, hvad det lukker."""
    return client.post(address(project), data)


def save(client: Client, project: Project, data: dict[str, Any]) -> Any:
    """Look, and then close what was shown."""
    shown = look(client, project, data)
    assert shown.status_code == 200, shown.context["form"].errors
    seen = {"seen": shown.context["plan"].fingerprint}
    return client.post(address(project, "start_where_you_are_save"), {**data, **seen})


def plan_of_answers(project: Project, *options: tuple[str, str]) -> StartPlan:
    """What these answers would close."""
    given = [Given(question, option, DAY) for question, option in options]
    tasks = Task.objects.filter(project=project).select_related("item")
    return StartPlan(ticks_of(questions_for(project), given), tasks)


def answered(cast: Cast, *options: tuple[str, str], project: Project | None = None) -> StartRound:
    """The projektleder's answers, without the page."""
    project = project or cast.slagelse
    questions, given = questions_for(project), [Given(question, option, DAY) for question, option in options]
    seen = plan_of_answers(project, *options).fingerprint
    about: dict[str, Any] = {"by": cast.leader, "at": cast.at, "once": uuid4()}
    return answer_start(project=project, questions=questions, given=given, seen=seen, **about)
