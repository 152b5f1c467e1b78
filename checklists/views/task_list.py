"""The tasks of a project: filtered, sorted, by phase."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import person_of
from accounts.roles import Act
from audit import clock
from checklists.start.offer import start_links
from checklists.task_list.export import TYPES, as_csv, as_xlsx, lines_of
from checklists.task_list.page import TaskListPage
from projects.context import enter, project_page


@require_safe
def task_list(request: HttpRequest, pk: int) -> HttpResponse:
    """State, whose it is and date of each task the address asks for; under its phase in the guide's order."""
    today = clock.today()
    standing = enter(person_of(request), pk, on=today)
    page = TaskListPage(standing, today, request.GET)
    may_work = standing.may(Act.WORK_OWN_TASKS)
    start = start_links(standing, page.edition, page.tasks, on=today)
    context = project_page(standing, "task_list", page=page, may_work=may_work, start=start, today=today)
    return render(request, "checklists/task_list.html", context)


@require_safe
def task_export(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The same rows in the same order as a file, all of them: `kind` is xlsx or csv."""
    today = clock.today()
    standing = enter(person_of(request), pk, on=today)
    lines = lines_of(TaskListPage(standing, today, request.GET))
    content = as_csv(lines) if kind == "csv" else as_xlsx(lines, title="Opgaver")
    name = f"opgaver-{standing.project.municipality.slug}-{today:%Y-%m-%d}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=TYPES[kind], headers=headers)
