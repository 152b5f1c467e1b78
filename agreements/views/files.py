"""Files of an agreement: laying other files there, looking at one, fetching it, taking one back."""

from typing import Any

from csp.decorators import csp_update
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.roles import Act
from agreements.models import Agreement, FileUse
from agreements.page import enter_agreement
from agreements.rules.rights import may_work
from agreements.services.files import add_files, withdraw_file
from agreements.shown.agreement import called
from agreements.shown.files import addresses_of
from agreements.views.agreements import PAGE, show_agreement
from audit import clock
from files.forms import WithdrawForm
from files.models import File, FileVersion
from files.page import FilePage
from files.sending import send_or_say
from files.services.versions import Kept
from files.uploads import FIELD, NOTHING, asks_for_results, results_response, take_in
from projects.context import project_page

# How long a page waits before it looks again for what a worker reads.
WAIT_SECONDS = "3"


def agreement_files(request: HttpRequest, pk: int, slug: str, number: int) -> HttpResponse:
    """Lay other files there. A script gets a result per file; a plain form the page of the agreement."""
    if request.method != "POST":
        return redirect("agreement", pk=pk, slug=slug, number=number)
    standing, kind, agreement = enter_agreement(request, pk, slug, number)
    if not may_work(standing, kind, agreement):
        raise PermissionDenied("This person may not move the agreement")

    def lay(*, upload: UploadedFile) -> Kept:
        about: dict[str, Any] = {"project": standing.project, "kind": kind, "number": number, "by": standing.user}
        return add_files(**about, uploads=[upload], at=clock.now())[0]

    results = take_in(request.FILES.getlist(FIELD), lay)
    if asks_for_results(request):
        return results_response(results)
    results = results or [NOTHING]
    if not all(result.taken for result in results):
        return show_agreement(request, standing, kind, agreement, status=422, file_results=results)
    for result in results:
        messages.success(request, f"»{result.name}«: {result.sentence}")
    return redirect(f"{reverse('agreement', kwargs={'pk': pk, 'slug': slug, 'number': number})}#filer")


# The page shows a PDF in a frame of its own origin.
@csp_update({"frame-src": ["'self'"]})  # type: ignore[arg-type] # its type knows no address parameters
@require_safe
def agreement_file(request: HttpRequest, pk: int, slug: str, number: int, file: int) -> HttpResponse:
    """One file: shown, with its versions."""
    standing, kind, agreement = enter_agreement(request, pk, slug, number, act=Act.SEE_WORK)
    found = File.objects.filter(pk=file, agreement_files__agreement=agreement).first() if agreement.pk else None
    if found is None:
        raise Http404(f"{agreement} has no file {file}")
    page = FilePage(found, addresses_of(kind, agreement))
    own = {"page": page, "kind": kind, "agreement": agreement, "heading": called(kind, agreement, names=True)}
    response = render(request, "agreements/file.html", project_page(standing, PAGE, today=clock.today(), **own))
    if page.is_reading:
        response["Refresh"] = WAIT_SECONDS
    return response


@require_safe
def agreement_file_content(
    request: HttpRequest, pk: int, slug: str, number: int, file: int, version: int, *, shown: bool = False
) -> HttpResponseBase:
    """The bytes of one version, to keep or, `shown`, for the page that shows it. 410 once it is taken back."""
    _, _, agreement = enter_agreement(request, pk, slug, number, act=Act.SEE_WORK)
    return send_or_say(request, version_or_404(agreement, file, version), shown=shown)


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_file_withdraw(
    request: HttpRequest, pk: int, slug: str, number: int, file: int, version: int
) -> HttpResponse:
    """Take one version back, with a reason. The signed copy is taken back with the signature."""
    standing, kind, agreement = enter_agreement(request, pk, slug, number)
    if not may_work(standing, kind, agreement):
        raise PermissionDenied("This person may not move the agreement")
    found = version_or_404(agreement, file, version)
    if found.file.agreement_files.filter(use=FileUse.SIGNED).exists() or found.pk == agreement.signed_file_id:
        return redirect("agreement_move", pk=pk, slug=slug, number=number, deed="traek-tilbage")
    form = WithdrawForm(request.POST or None)
    back = reverse("agreement", kwargs={"pk": pk, "slug": slug, "number": number})
    if found.is_withdrawn or (request.method == "POST" and form.is_valid()):
        if not found.is_withdrawn:
            reason = form.cleaned_data["reason"]
            about: dict[str, Any] = {"agreement": agreement, "kind": kind, "version": found, "reason": reason}
            withdraw_file(**about, by=standing.user, at=clock.now())
        messages.success(request, f"»{found.name}« er trukket tilbage.")
        return redirect(f"{back}#filer")
    own = {"kind": kind, "agreement": agreement, "version": found, "form": form, "back": back}
    heading = called(kind, agreement, names=True)
    context = project_page(standing, PAGE, heading=heading, **own)
    return render(request, "agreements/file_withdraw.html", context, status=422 if form.errors else 200)


def version_or_404(agreement: Agreement, file: int, number: int) -> FileVersion:
    """A version of a file that lies on the agreement. Raises Http404."""
    laid = FileVersion.objects.filter(file=file, file__agreement_files__agreement=agreement, number=number)
    found = laid.select_related("file").first() if agreement.pk else None
    if found is None:
        raise Http404(f"{agreement} has no version {number} of file {file}")
    return found
