"""Whom the questions of Start hvor I er are offered: whoever may answer them, until somebody has."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from accounts.models import Membership, User
from accounts.roles import Act, roles_with
from checklists.cards import Card, CardLine, register
from checklists.models import StartRound, Task
from projects.access import Standing
from projects.models import Project, RoleHolding

MOST = 3
LABEL, OFFER = "12 spørgsmål", "Så lukker vi det, der er gjort."
# Of a project: the edition it runs by has the questions; somebody has answered them.
ASKS = Q(Exists(Task.objects.filter(project=OuterRef("pk"), item__edition__content__has_key="start_where_you_are")))
ANSWERED = Q(Exists(StartRound.objects.filter(project=OuterRef("pk"), undone_at=None)))


def offers(user: User, on: date) -> list[Card]:
    """A card beside Mine opgaver that offers them, in each project where the person may answer and nobody has."""
    lines = []
    for project in _offered_to(user, on=on)[:MOST]:
        url = reverse("start_where_you_are", kwargs={"pk": project.pk})
        lines.append(CardLine(LABEL, f"Start hvor I er i {project.municipality.name}", url, more=OFFER))
    return [Card(20, "Er I begyndt før portalen?", lines=lines)] if lines else []


register(offers)


def _offered_to(user: User, *, on: date) -> QuerySet[Project]:
    works_here = Membership.objects.on(on).filter(user=user, municipality=OuterRef("municipality"))
    held = RoleHolding.objects.filled_by(user, on=on).filter(role__in=roles_with(Act.WORK_ALL_TASKS))
    leads = held.filter(project=OuterRef("pk"))
    unanswered = Project.objects.open().filter(ASKS, ~ANSWERED)
    projects = unanswered.filter(Exists(works_here), Exists(leads)).select_related("municipality")
    return projects.order_by("municipality__sort_key")


@dataclass(frozen=True)
class StartLinks:
    """What a project's own pages show: the offer, the way to the questions, and how many tasks lack their proof."""

    offered: bool
    may_answer: bool
    lacking: int


def start_links(standing: Standing) -> StartLinks:
    """As this reader may see it."""
    project = Project.objects.filter(pk=standing.project.pk).annotate(
        unanswered=Q(closed_at=None) & ASKS & ~ANSWERED,
        lacking=Count("tasks", filter=Q(tasks__proof_missing=True)),
    )
    unanswered, lacking = project.values_list("unanswered", "lacking").get()
    may_answer = standing.may(Act.WORK_ALL_TASKS)
    return StartLinks(may_answer and unanswered, may_answer, lacking if standing.may(Act.SEE_WORK) else 0)
