"""The agreements of a project, and one of them."""

from typing import Any

from csp.decorators import csp_update
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import person_of
from agreements.checklist.page import ChecklistSummary
from agreements.forms.begin import BeginForm
from agreements.kinds import Kind, kind_by_slug
from agreements.models import Agreement
from agreements.package_page import PackagePage
from agreements.page import enter_agreement
from agreements.questions.page import QuestionsSummary
from agreements.rules.rights import may_work
from agreements.services.ending import begin_another
from agreements.shown.agreement import AgreementPage
from agreements.shown.overview import overview
from audit import clock
from projects.access import Standing
from projects.context import enter, project_page

PAGE = "agreements"


@require_safe
def agreements(request: HttpRequest, pk: int) -> HttpResponse:
    """Each kind with how far its agreements have come."""
    today = clock.today()
    standing = enter(person_of(request), pk, on=today)
    context = project_page(standing, PAGE, lists=overview(standing, on=today), today=today)
    return render(request, "agreements/agreements.html", context)


# The page shows a PDF in a frame of its own origin.
@csp_update({"frame-src": ["'self'"]})  # type: ignore[arg-type] # its type knows no address parameters
@require_safe
def agreement(request: HttpRequest, pk: int, slug: str, number: int) -> HttpResponse:
    """One agreement."""
    return show_agreement(request, *enter_agreement(request, pk, slug, number))


def show_agreement(
    request: HttpRequest, standing: Standing, kind: Kind, found: Agreement, *, status: int = 200, **own: object
) -> HttpResponse:
    """The page of an agreement; its parts ask again and again for its versions and moves."""
    if found.pk:
        prefetch_related_objects([found], "versions", "moves")
    page = AgreementPage(standing, kind, found, clock.today())
    parts = {
        "questions": QuestionsSummary(standing, kind, found, page.today, page.may_work),
        "checklist": ChecklistSummary(standing, kind, found, page.may_work),
        "package": PackagePage(found, kind, page.may_work) if page.see_work else None,
    }
    own |= parts
    context = project_page(standing, PAGE, page=page, agreement=found, kind=kind, today=page.today, **own)
    return render(request, "agreements/agreement.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_begin(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Begin on another of a kind: with a practice, or the one that is to follow the one in force."""
    standing = enter(person_of(request), pk, on=clock.today())
    try:
        kind = kind_by_slug(slug)
    except LookupError:
        raise Http404(f"No agreements called {slug}") from None
    if not may_work(standing, kind, Agreement()):
        raise PermissionDenied("This person may not begin on an agreement")
    form = BeginForm(request.POST if request.method == "POST" else None, kind=kind)
    if request.method == "POST" and form.is_valid():
        practice = form.cleaned_data.get("practice", "")
        about: dict[str, Any] = {"project": standing.project, "kind": kind, "practice": practice}
        begun = begin_another(**about, by=standing.user, at=clock.now())
        messages.success(request, "Aftalen er oprettet. Her er det næste skridt.")
        return redirect("agreement", pk=pk, slug=slug, number=begun.number)
    context = project_page(standing, PAGE, kind=kind, form=form)
    return render(request, "agreements/begin.html", context, status=422 if form.errors else 200)
