"""The tasks of a project: filtered, sorted, by phase."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import person_of
from accounts.roles import Act
from audit import clock
from checklists.task_list_page import TaskListPage
from projects.context import enter, project_page


@require_safe
def task_list(request: HttpRequest, pk: int) -> HttpResponse:
    """State, whose it is and date of each task the address asks for; under its phase in the guide's order."""
    today = clock.today()
    standing = enter(person_of(request), pk, on=today)
    page = TaskListPage(standing, request.GET, today)
    may_work = standing.may(Act.WORK_OWN_TASKS)
    context = project_page(standing, "task_list", page=page, may_work=may_work, today=today)
    return render(request, "checklists/task_list.html", context)
