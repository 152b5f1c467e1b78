"""The page of one project: where it stands, what hangs, and what comes next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import person_of
from audit import clock
from checklists.project.overview import ProjectOverview
from checklists.start.offer import start_links
from projects.context import enter, project_page


@require_safe
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """Go-live, gates, the late and the stuck, phases, next dates, holes in the organisation, and the week's news."""
    today = clock.today()
    standing = enter(person_of(request), pk, on=today)
    page = ProjectOverview(standing, today)
    context = project_page(
        standing, "project", page=page, start=start_links(standing, page.edition, page.tasks, on=today), today=today
    )
    return render(request, "checklists/project.html", context)
