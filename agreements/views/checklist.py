"""The checklist of an agreement: looked at point by point, saved as one page."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.roles import Act
from agreements.checklist.page import ChecklistPage
from agreements.page import enter_agreement
from agreements.rules.rights import may_work, require_work
from agreements.services.checklist import MarkedMeanwhile, mark_points
from agreements.views.questions import MENU
from audit import clock
from projects.context import project_page
from ui.danish import counted


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_checklist(request: HttpRequest, pk: int, slug: str, number: int) -> HttpResponse:
    """The points; a post saves those that were changed."""
    standing, kind, agreement = enter_agreement(request, pk, slug, number, act=Act.SEE_WORK)
    if kind.checklist is None:
        raise Http404(f"{slug} has no checklist")
    page, status = ChecklistPage(standing, kind, agreement, may_work(standing, kind, agreement)), 200
    if request.method == "POST":
        require_work(standing, kind, agreement)
        page.data, status = request.POST, 422
        if page.is_valid:
            try:
                written = mark_points(
                    project=standing.project,
                    kind=kind,
                    number=number,
                    found=page.found,
                    of_version=page.read,
                    by=standing.user,
                    at=clock.now(),
                )
            except MarkedMeanwhile as meanwhile:
                page, status = page.caught_up(meanwhile.points), 409
            else:
                said = (
                    f"{counted(len(written), 'punkt', 'punkter')} er gemt."
                    if written
                    else "Der var intet nyt at gemme."
                )
                messages.success(request, said)
                return redirect("agreement_checklist", pk=pk, slug=slug, number=number)
    context = project_page(standing, MENU, page=page, kind=kind, agreement=agreement, today=clock.today())
    return render(request, "agreements/checklist.html", context, status=status)
