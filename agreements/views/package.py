"""The journalpakke of an agreement: asked for, and fetched."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.roles import Act
from agreements.deeds import OF_MOVE
from agreements.kinds import Kind
from agreements.models import Agreement, JournalPackage
from agreements.moves import MoveKind
from agreements.package_page import PackagePage
from agreements.page import enter_agreement
from agreements.rules.rights import may_work, require_work
from agreements.services.archive import archive_of
from agreements.services.packages import NothingSigned, request_package
from agreements.shown.agreement import AgreementPage
from audit import clock
from files.sending import GONE
from projects.access import Standing
from projects.context import project_page

WAIT_SECONDS = "3"


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_package(request: HttpRequest, pk: int, slug: str, number: int) -> HttpResponse:
    """What is in it, and how far it is. A post asks for it."""
    standing, kind, agreement = enter_agreement(request, pk, slug, number, act=Act.SEE_WORK)
    if request.method == "POST":
        require_work(standing, kind, agreement)
        try:
            request_package(project=standing.project, kind=kind, number=number, by=standing.user, at=clock.now())
        except NothingSigned:
            return _show(request, standing, kind, agreement, status=409)
        return redirect("agreement_package", pk=pk, slug=slug, number=number)
    return _show(request, standing, kind, agreement)


@require_safe
def agreement_package_zip(request: HttpRequest, pk: int, slug: str, number: int, package: int) -> HttpResponseBase:
    """The package as a ZIP, the same bytes every time."""
    standing, kind, agreement = enter_agreement(request, pk, slug, number, act=Act.SEE_WORK)
    found = JournalPackage.objects.filter(
        pk=package, agreement=agreement.pk, state=JournalPackage.State.READY, signed_file__withdrawn_at=None
    )
    ready = found.select_related("signed_file", "cover").first()
    if ready is None:
        raise Http404(f"No package {package}")
    try:
        content = archive_of(ready)
    except OSError:
        context = project_page(standing, "agreements", sentence=GONE)
        return render(request, "files/not_sent.html", context, status=503)
    name = f"journalpakke-{kind.slug}-{standing.project.municipality.slug}-{number}.zip"
    return FileResponse(content, as_attachment=True, filename=name, content_type="application/zip")


def _show(
    request: HttpRequest, standing: Standing, kind: Kind, agreement: Agreement, *, status: int = 200
) -> HttpResponse:
    page = PackagePage(agreement, kind, may_work(standing, kind, agreement))
    shown = AgreementPage(standing, kind, agreement, clock.today())
    filing = OF_MOVE[MoveKind.FILE]
    context = {"kind": kind, "agreement": agreement, "page": page, "filing": filing, "today": clock.today()}
    if page.may_work and filing in shown.deeds:
        context["form"] = filing.form(prefix=filing.slug, basis=shown.basis)
    response = render(
        request, "agreements/package.html", project_page(standing, "agreements", **context), status=status
    )
    if page.is_waiting:
        response["Refresh"] = WAIT_SECONDS
    return response
