"""A card for whoever leads a project: roles that several people share, with tasks that nobody in particular has."""

from collections import Counter
from collections.abc import Iterator

from django.urls import reverse

from accounts.roles import Act, Role
from checklists.mine.cards import Card, CardLine
from checklists.mine.day import MyDay
from projects.models import Project
from ui.danish import listed

NAMES = 3


def share_out_cards(day: MyDay) -> list[Card]:
    """One card for all open projects in which the person may do every task; none when there is nothing to share out."""
    projects = day.where_may(Act.WORK_ALL_TASKS)
    lines = [line for project in projects for line in _lines(day, project, several=len(projects) > 1)]
    return [Card(20, "Fordel opgaverne", lines=lines)] if lines else []


def _lines(day: MyDay, project: Project, *, several: bool) -> Iterator[CardLine]:
    manned = day.manned[project.pk]
    loose = Counter(task.role for task in day.tasks[project.pk] if not task.is_settled and task.pk not in manned.given)
    for role in Role:
        names = [held.user.name for held in manned.holdings if held.role == role]
        if loose[role] and len(names) > 1:
            yield _line(project, role, loose[role], names, several=several)


def _line(project: Project, role: Role, count: int, names: list[str], *, several: bool) -> CardLine:
    address = f"{reverse('task_assign', kwargs={'pk': project.pk})}?rolle={role}"
    place = f"{project.municipality.name}: " if several else ""
    text = f"{count} opgave{'r' * (count != 1)}, som ingen bestemt har"
    return CardLine(str(role.label), text, address, more=f"{place}{listed(names, most=NAMES)}")
