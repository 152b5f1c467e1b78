"""The open tasks that hang on a role."""

from collections.abc import Collection

from django.urls import reverse

from checklists.models import Task
from projects.belongings import Belonging, register
from projects.models import Project


def open_tasks(project: Project, roles: Collection[str]) -> list[Belonging]:
    """The open tasks of the roles, the earliest date first."""
    tasks = Task.objects.open().filter(project=project, role__in=roles).select_related("item")
    return [
        Belonging(str(task), reverse("task", kwargs={"pk": project.pk, "number": task.number}), task.due_on)
        for task in tasks.order_by("due_on", "item__position")
    ]


register(open_tasks)
