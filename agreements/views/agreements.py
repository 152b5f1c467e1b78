"""The agreements of a project, and one of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import person_of
from agreements.checklist.page import ChecklistSummary
from agreements.kinds import kinds
from agreements.models import Agreement
from agreements.page import enter_agreement
from agreements.questions.page import QuestionsSummary
from agreements.rules.rights import may_work
from audit import clock
from projects.context import enter, project_page


@require_safe
def agreements(request: HttpRequest, pk: int) -> HttpResponse:
    """Each kind with how far its agreements have come."""
    standing = enter(person_of(request), pk, on=clock.today())
    found = list(Agreement.objects.filter(project=standing.project))
    rows = [(kind, [agreement for agreement in found if agreement.kind == kind.key]) for kind in kinds()]
    return render(request, "agreements/agreements.html", project_page(standing, "agreements", rows=rows))


@require_safe
def agreement(request: HttpRequest, pk: int, slug: str, number: int) -> HttpResponse:
    """One agreement."""
    standing, kind, found = enter_agreement(request, pk, slug, number)
    works = may_work(standing, kind, found)
    parts = {
        "questions": QuestionsSummary(standing, kind, found, clock.today(), works),
        "checklist": ChecklistSummary(standing, kind, found, works),
    }
    context = project_page(standing, "agreements", kind=kind, agreement=found, label=kind.label(found.step), **parts)
    return render(request, "agreements/agreement.html", context)
