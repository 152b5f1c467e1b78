"""The open tasks that hang on a person: what is given to him or her, and what a role has and nobody else."""

from collections.abc import Collection

from django.urls import reverse

from accounts.models import User
from checklists.models import Task
from projects.belongings import Belonging
from projects.models import Project


def open_tasks(project: Project, person: User, roles: Collection[str]) -> list[Belonging]:
    """The open tasks of the roles that are not given to others, and those given to the person, the earliest first."""
    tasks = Task.objects.open().filter(project=project).had_by([person], roles).select_related("item")
    return [
        Belonging(str(task), reverse("task", kwargs={"pk": project.pk, "number": task.number}), task.due_on)
        for task in tasks.order_by("due_on", "item__position")
    ]
