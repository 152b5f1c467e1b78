"""A card for whoever leads a project: roles that several people share, with tasks that nobody in particular has."""

from collections import Counter, defaultdict

from django.urls import reverse

from accounts.roles import Act, Role
from checklists.mine.cards import Card, CardLine, register
from checklists.mine.day import MyDay
from checklists.models import Task
from projects.manning import holdings_on
from projects.models import Project
from ui.danish import listed

NAMES = 3


def share_out_cards(day: MyDay) -> list[Card]:
    """One card for all open projects in which the person may do every task; none when there is nothing to share out."""
    projects, on = day.where_may(Act.WORK_ALL_TASKS), day.on
    loose = Task.objects.open().filter(project__in=projects).given_to_nobody(on=on).values_list("project", "role")
    counts = Counter(loose) if projects else Counter()
    names: dict[tuple[int, str], list[str]] = defaultdict(list)
    for held in holdings_on(projects, on=on, units=False) if counts else []:
        names[held.project_id, held.role].append(held.user.name)
    lines = [
        _line(project, role, counts[project.pk, role], names[project.pk, role], several=len(projects) > 1)
        for project in projects
        for role in Role
        if counts[project.pk, role] and len(names[project.pk, role]) > 1
    ]
    return [Card(20, "Fordel opgaverne", lines=lines)] if lines else []


def _line(project: Project, role: Role, count: int, names: list[str], *, several: bool) -> CardLine:
    address = f"{reverse('task_assign', kwargs={'pk': project.pk})}?rolle={role}"
    place = f"{project.municipality.name}: " if several else ""
    text = f"{count} opgave{'r' * (count != 1)}, som ingen bestemt har"
    return CardLine(str(role.label), text, address, more=f"{place}{listed(names, most=NAMES)}")


register(share_out_cards)
