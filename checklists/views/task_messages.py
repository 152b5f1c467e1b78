"""The ready messages of one task."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import person_of
from accounts.roles import Act
from audit import clock
from checklists.access import task_or_404
from checklists.ready_messages import ReadyMessages
from projects.context import enter, project_page


@require_safe
def task_messages(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    """To copy, or to open in the mail program. Nothing is sent from here."""
    today = clock.today()
    standing = enter(person_of(request), pk, on=today, act=Act.SEE_WORK)
    task = task_or_404(standing, number)
    page = ReadyMessages(standing, task, today)
    context = project_page(standing, "task_list", page=page, task=task, today=today)
    return render(request, "checklists/task_messages.html", context)
