"""Whom the questions of Start hvor I er are offered: whoever may answer them, in a new project, until somebody has.

Later there is a quiet link to them on the project's pages.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from accounts.roles import Act
from checklists.mine.cards import Card, CardLine
from checklists.mine.day import MyDay
from checklists.models import Edition, StartRound, Task
from projects.access import Standing
from projects.models import Project

MOST = 3
# Ours: calendar days from a project's start. Whoever has not answered by then has ticked things off by hand.
NEW = timedelta(days=30)
LABEL, OFFER = "12 spørgsmål", "Så lukker vi det, der er gjort."
# Of a project: the edition it runs by has the questions; somebody has answered them.
ASKS = Q(Exists(Task.objects.filter(project=OuterRef("pk"), item__edition__content__has_key="start_where_you_are")))
ANSWERED = Q(Exists(StartRound.objects.filter(project=OuterRef("pk"), undone_at=None)))


def offers(day: MyDay) -> list[Card]:
    """A card beside Mine opgaver that offers them, in each project where the person may answer and nobody has."""
    new = [project.pk for project in day.where_may(Act.WORK_ALL_TASKS) if _is_new(project, on=day.on)]
    led = Project.objects.filter(pk__in=new)
    unanswered = led.filter(ASKS, ~ANSWERED).select_related("municipality").order_by("municipality__sort_key")
    lines = [
        CardLine(
            LABEL,
            f"Start hvor I er i {project.municipality.name}",
            reverse("start_where_you_are", kwargs={"pk": project.pk}),
            more=OFFER,
        )
        for project in unanswered[:MOST]
    ]
    return [Card(20, "Er I begyndt før portalen?", lines=lines)] if lines else []


def _is_new(project: Project, *, on: date) -> bool:
    return on <= project.start_on + NEW


@dataclass(frozen=True)
class StartLinks:
    """What a project's own pages show: the offer, the way to the questions, and how many tasks lack their proof."""

    offered: bool
    may_answer: bool
    lacking: int


def start_links(standing: Standing, edition: Edition, tasks: Iterable[Task], *, on: date) -> StartLinks:
    """As this reader may see it. `tasks` are all of the project's, and `edition` is the one they stand on."""
    project, asks = standing.project, bool(edition.start_questions)
    may_answer = standing.may(Act.WORK_ALL_TASKS) and project.closed_at is None and asks
    answered = StartRound.objects.filter(project=project, undone_at=None)
    offered = may_answer and _is_new(project, on=on) and not answered.exists()
    lacking = sum(task.proof_missing for task in tasks) if standing.may(Act.SEE_WORK) else 0
    return StartLinks(offered, may_answer, lacking)
