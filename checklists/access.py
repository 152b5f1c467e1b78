"""The one door to a task: through its project."""

from django.http import Http404

from checklists.models import Task
from projects.access import Standing


def task_or_404(standing: Standing, number: str) -> Task:
    """The project's task with this number, its item and edition loaded. Raises Http404."""
    try:
        return Task.objects.select_related("item__edition").get(project=standing.project, number=number)
    except Task.DoesNotExist:
        raise Http404(f"No task {number}") from None
