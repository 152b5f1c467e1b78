"""Historik: what happened in a project."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import person_of
from accounts.roles import Act
from audit import clock
from audit.models import Event
from projects.context import enter, project_page

PER_PAGE = 50


@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Each event as one sentence, newest first, by day."""
    standing = enter(person_of(request), pk, on=clock.today(), act=Act.SEE_WORK)
    events = Event.objects.of_project(standing.project.pk).latest_first()
    page = Paginator(events, PER_PAGE).get_page(request.GET.get("side"))
    return render(
        request,
        "projects/history.html",
        project_page(standing, "history", page=page, today=clock.today()),
    )
