"""All files of a project, wherever they belong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import person_of
from accounts.roles import Act
from audit import clock
from files.listing.page import FileListPage
from projects.context import enter, project_page


@require_safe
def file_list(request: HttpRequest, pk: int) -> HttpResponse:
    """What lies where, who laid it there and when, and what is known of its signatures."""
    standing = enter(person_of(request), pk, on=clock.today(), act=Act.SEE_WORK)
    page = FileListPage(standing, request.GET)
    return render(request, "files/list.html", project_page(standing, "file_list", page=page, today=clock.today()))
