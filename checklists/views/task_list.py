"""All tasks of a project, by phase."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import person_of
from accounts.roles import Act
from audit import clock
from checklists.models import Edition, Task
from checklists.phases import by_phase
from checklists.progress import progress_of
from checklists.task_rights import workable
from checklists.task_rows import rows_of
from projects.context import enter, project_page


@require_safe
def task_list(request: HttpRequest, pk: int) -> HttpResponse:
    """State, role and date of each task, under its phase with counts."""
    today = clock.today()
    standing = enter(person_of(request), pk, on=today)
    tasks = list(Task.objects.filter(project=standing.project).select_related("item").in_guide_order())
    edition = Edition.objects.get(pk=tasks[0].item.edition_id)
    names, may_work = standing.may(Act.SEE_WORK), workable(standing, tasks, on=today)
    rows = rows_of(tasks, on=today, names=names, may_work=may_work)
    return render(
        request,
        "checklists/task_list.html",
        project_page(
            standing,
            "task_list",
            phases=by_phase(rows, edition),
            progress=progress_of(tasks),
            late=sum(row.late for row in rows),
            count=len(rows),
            may_add=standing.may(Act.WORK_OWN_TASKS),
            today=today,
        ),
    )
