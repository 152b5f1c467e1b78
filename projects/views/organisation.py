"""Organisation: who holds which role, what is missing, and the same as one sheet (G01)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import person_of
from accounts.roles import Act
from audit import clock
from projects.context import enter, project_page
from projects.organisation import Organisation


@require_safe
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """The page."""
    return _show(request, pk, "projects/organisation.html")


@require_safe
def organisation_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The same on paper."""
    return _show(request, pk, "projects/organisation_sheet.html")


def _show(request: HttpRequest, pk: int, template: str) -> HttpResponse:
    today = clock.today()
    standing = enter(person_of(request), pk, on=today, act=Act.SEE_WORK)
    page = Organisation(standing, today)
    context = project_page(
        standing,
        "organisation",
        page=page,
        units=page.units,
        may_manage_units=standing.may(Act.MANAGE_UNITS),
        today=today,
    )
    return render(request, template, context)
