"""Whose tasks are on a day, as Mine opgaver and the list of a project say it."""

from datetime import date

from accounts.models import User
from checklists.mine.day import MyDay
from checklists.mine.tasks import my_rows
from checklists.models import Task
from checklists.rules.manned import manned
from projects.models import Project


def numbers_of(user: User, project: Project, *, on: date) -> set[str]:
    """The numbers of the project's tasks that the person is the one to do."""
    rows = my_rows(MyDay(user, on))
    return {row.task.number for row in rows if row.task.project == project and not row.asked}


def without_owner(project: Project, *, on: date) -> set[str]:
    """The numbers of those that nobody has."""
    tasks = list(Task.objects.filter(project=project))
    left = manned(project, on=on).without_owner(tasks)
    return {task.number for task in tasks if task.pk in left}


def in_place_of(user: User, task: Task, *, on: date) -> list[str]:
    """The absent people in whose place the person does the task."""
    return manned(task.project, on=on).in_place_of(user, task)
