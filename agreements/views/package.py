"""The journalpakke of an agreement: asked for, fetched, and the case number that comes back."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.roles import Act
from agreements.forms.filed import FiledForm
from agreements.kinds import Kind
from agreements.models import Agreement, JournalPackage
from agreements.moves import MoveKind, MoveNotAllowed
from agreements.package_page import PackagePage
from agreements.page import enter_agreement
from agreements.rules.dates import WrongDates
from agreements.rules.rights import may_work, require_work
from agreements.services.archive import archive_of
from agreements.services.locking import StaleAgreement
from agreements.services.packages import NothingSigned, request_package
from agreements.services.steps import note_step
from audit import clock
from files.sending import GONE
from projects.access import Standing
from projects.context import project_page

WAIT_SECONDS = "3"
STALE = "Aftalen er ændret, siden du åbnede siden. Se efter, og gem igen, hvis det stadig passer."
NOT_SIGNED = "Aftalen er ikke underskrevet længere, så der er ikke noget at journalisere."


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


@require_POST
def agreement_filed(request: HttpRequest, pk: int, slug: str, number: int) -> HttpResponse:
    """Note the case number."""
    standing, kind, agreement = enter_agreement(request, pk, slug, number, act=Act.SEE_WORK)
    require_work(standing, kind, agreement)
    form = FiledForm(request.POST)
    if not form.is_valid():
        return _show(request, standing, kind, agreement, form=form, status=422)
    facts = {name: form.cleaned_data[name] for name in ("case_number", "filed_on")}
    try:
        note_step(
            project=standing.project, kind=kind, number=number, move=MoveKind.FILE, facts=facts, by=standing.user,
            version=form.cleaned_data["version"], at=clock.now(),
        )  # fmt: skip
    except WrongDates as wrong:
        for field, fault in wrong.faults.items():
            form.add_error(field, fault)
        return _show(request, standing, kind, agreement, form=form, status=422)
    except (StaleAgreement, MoveNotAllowed) as fault:
        alert = STALE if isinstance(fault, StaleAgreement) else NOT_SIGNED
        form = FiledForm({**request.POST.dict(), "version": _now(agreement).version})
        return _show(request, standing, kind, _now(agreement), form=form, alert=alert, status=409)
    messages.success(request, f"Journaliseret på sag {facts['case_number']}.")
    return redirect("agreement", pk=pk, slug=slug, number=number)


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


def _now(agreement: Agreement) -> Agreement:
    """As it stands by now, its project and all."""
    now = Agreement.objects.select_related("signed_file").get(pk=agreement.pk)
    now.project = agreement.project
    return now


def _show(
    request: HttpRequest,
    standing: Standing,
    kind: Kind,
    agreement: Agreement,
    *,
    form: FiledForm | None = None,
    alert: str = "",
    status: int = 200,
) -> HttpResponse:
    today = clock.today()
    page = PackagePage(agreement, kind, may_work(standing, kind, agreement))
    initial = {
        "case_number": agreement.case_number,
        "filed_on": agreement.filed_on or today,
        "version": agreement.version,
    }
    context = {"kind": kind, "agreement": agreement, "page": page, "form": form or FiledForm(initial=initial)}
    context |= {"alert": alert, "refused": form is not None, "today": today}
    response = render(
        request, "agreements/package.html", project_page(standing, "agreements", **context), status=status
    )
    if page.is_waiting and form is None:
        response["Refresh"] = WAIT_SECONDS
    return response
