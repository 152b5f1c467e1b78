"""The one door to a task: through its project."""

from django.http import Http404

from checklists.models import Task, TaskUnit
from checklists.rules.in_unit import is_reported
from files.models import File, FileVersion
from projects.access import Standing


def task_or_404(standing: Standing, number: str) -> Task:
    """The project's task with this number, its item and edition loaded. Raises Http404."""
    try:
        return Task.objects.select_related("item__edition").get(project=standing.project, number=number)
    except Task.DoesNotExist:
        raise Http404(f"No task {number}") from None


def reported_or_404(standing: Standing, number: str) -> Task:
    """The same for a task that is reported unit by unit. Raises Http404 for any other."""
    task = task_or_404(standing, number)
    if not is_reported(task.item):
        raise Http404(f"{number} is not reported unit by unit")
    return task


def row_or_404(standing: Standing, number: str, unit: int) -> TaskUnit:
    """The task's row for a unit of the project, whether the unit still takes part or not. Raises Http404."""
    task = reported_or_404(standing, number)
    row = task.unit_rows.select_related("unit", "changed_by").filter(unit=unit, unit__project=standing.project).first()
    if row is None:
        raise Http404(f"{number} has no row for unit {unit}")
    row.task = task
    return row


def file_or_404(task: Task, file: int) -> File:
    """A file that lies on the task. Raises Http404."""
    found = File.objects.filter(pk=file, task_files__task=task).first()
    if found is None:
        raise Http404(f"{task.number} has no file {file}")
    return found


def version_or_404(task: Task, file: int, number: int) -> FileVersion:
    """A version of a file that lies on the task. Raises Http404."""
    found = FileVersion.objects.filter(file=file, file__task_files__task=task, number=number).first()
    if found is None:
        raise Http404(f"{task.number} has no version {number} of file {file}")
    return found
