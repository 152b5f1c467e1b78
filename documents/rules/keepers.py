"""Who may lay a municipality's own link or file there: whoever may work on the task of the document's item."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q

from accounts.roles import Act
from checklists.models import Task
from checklists.rules.task_rights import workable
from documents.rules.catalogue import Document
from projects.access import Standing
from projects.models import Project


def tasks_of(project: Project, documents: Sequence[Document]) -> dict[str, Task]:
    """By number, the tasks that are to have these documents: one query."""
    numbers = {number for document in documents for number in document.items}
    found = Task.objects.filter(project=project, number__in=numbers).select_related("item").in_guide_order()
    return {task.number: task for task in found}


def tasks_using(project: Project, documents: Sequence[Document]) -> dict[str, list[Task]]:
    """By document, all tasks it helps with, in the guide's order, those that are to have it among them: one query."""
    about = Q(number__in=[number for document in documents for number in document.items])
    about |= reduce(or_, (Q(item__content__documents__contains=document.key) for document in documents))
    tasks = list(Task.objects.filter(about, project=project).select_related("item").in_guide_order())
    return {
        document.key: [task for task in tasks if task.number in document.items or document.key in task.item.documents]
        for document in documents
    }


def kept_by(
    standing: Standing, documents: Sequence[Document], tasks: Mapping[str, Task], *, on: date
) -> dict[str, list[Task]]:
    """By document, those of its tasks that the person may work on that day; none: it is somebody else's to keep."""
    mine = workable(standing, tasks.values(), on=on)
    return {
        document.key: [tasks[number] for number in document.items if number in tasks and tasks[number].pk in mine]
        for document in documents
    }


def tasks_kept(standing: Standing, document: Document, *, on: date) -> list[Task]:
    """The same of one document: two queries at most."""
    return kept_by(standing, [document], tasks_of(standing.project, [document]), on=on)[document.key]


def may_fill_shelves(standing: Standing) -> bool:
    """Everybody who works in the project may lay files on its shelves."""
    return standing.may(Act.WORK_OWN_TASKS)
