"""Own files: a shelf, laying files there, one file and its versions, fetching it, taking a version back."""

from functools import partial

from csp.decorators import csp_update
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import person_of
from accounts.roles import Act
from audit import clock
from documents.access import own_file_or_404, shelf_or_404, version_or_404
from documents.pages.addresses import own_files_of
from documents.pages.one import on_shelf
from documents.rules.catalogue import Document, catalogue_in
from documents.rules.keepers import may_fill_shelves, tasks_kept
from documents.services.own_files import Place, Shelf, add_own_file, withdraw_own_file
from files.forms import WithdrawForm
from files.models import File
from files.page import FilePage
from files.sending import send_or_say
from files.uploads import FIELD, NOTHING, asks_for_results, results_response, take_in, take_one
from projects.access import Standing
from projects.context import enter, project_page


@require_http_methods(["GET", "HEAD", "POST"])
def shelf(request: HttpRequest, pk: int, phase: str) -> HttpResponse:
    """What lies on the shelf of a phase. A post lays uploads there."""
    standing = enter(person_of(request), pk, on=clock.today(), act=Act.SEE_WORK)
    found = shelf_or_404(catalogue_in(standing.project), phase)
    if request.method != "POST":
        return _show_shelf(request, standing, found)
    _require(standing, found)
    lay = partial(add_own_file, project=standing.project, place=found, by=standing.user, at=clock.now())
    results = take_in(request.FILES.getlist(FIELD), lay)
    if asks_for_results(request):
        return results_response(results)
    results = results or [NOTHING]
    if any(not result.taken for result in results):
        return _show_shelf(request, standing, found, status=422, file_results=results)
    for result in results:
        messages.success(request, f"»{result.name}«: {result.sentence}")
    return redirect("shelf", pk=pk, phase=phase)


def _show_shelf(
    request: HttpRequest, standing: Standing, found: Shelf, *, status: int = 200, **own: object
) -> HttpResponse:
    rows = on_shelf(standing.project, found)
    about = {"shelf": found, "rows": rows, "may_add": may_fill_shelves(standing), "today": clock.today()}
    context = project_page(standing, "document_list", **about, **own)
    return render(request, "documents/shelf.html", context, status=status)


# The page shows a PDF in a frame of its own origin.
@csp_update({"frame-src": ["'self'"]})  # type: ignore[arg-type] # its type knows no address parameters
@require_http_methods(["GET", "HEAD", "POST"])
def own_file(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """One file: shown, with its versions. A post lays the next version there."""
    standing, found, place = _seeing(request, pk, file)
    if request.method != "POST":
        return _show_file(request, standing, found, place)
    _require(standing, place)
    lay = partial(add_own_file, project=standing.project, place=place, by=standing.user, at=clock.now(), file=found)
    result = take_one(request, lay)
    if not result.taken:
        return _show_file(request, standing, found, place, refused=result, status=422)
    messages.success(request, result.sentence)
    return redirect("own_file", pk=pk, file=file)


def _show_file(
    request: HttpRequest, standing: Standing, file: File, place: Place, *, status: int = 200, **own: object
) -> HttpResponse:
    about = {"page": FilePage(file, own_files_of(standing.project)), "may_change": _may_change(standing, place)}
    context = project_page(standing, "document_list", **about, **_place(standing, place), today=clock.today(), **own)
    return render(request, "documents/own_file.html", context, status=status)


@require_safe
def own_file_content(
    request: HttpRequest, pk: int, file: int, version: int, *, shown: bool = False
) -> HttpResponseBase:
    """The bytes of one version, to keep or, `shown`, for the page that shows it. 410 once it is taken back."""
    _, found, _ = _seeing(request, pk, file)
    return send_or_say(request, version_or_404(found, version), shown=shown)


@require_http_methods(["GET", "HEAD", "POST"])
def own_file_withdraw(request: HttpRequest, pk: int, file: int, version: int) -> HttpResponse:
    """Take one version back, with a reason."""
    standing, found, place = _seeing(request, pk, file)
    _require(standing, place)
    taken = version_or_404(found, version)
    form = WithdrawForm(request.POST or None)
    if taken.is_withdrawn or (request.method == "POST" and form.is_valid()):
        if not taken.is_withdrawn:
            reason, project = form.cleaned_data["reason"], standing.project
            withdraw_own_file(
                project=project, place=place, version=taken, reason=reason, by=standing.user, at=clock.now()
            )
        messages.success(request, f"»{taken.name}« er trukket tilbage.")
        return redirect(_place(standing, place)["place_url"])
    back = own_files_of(standing.project).page(file)
    about = {"version": taken, "form": form, "back": back, **_place(standing, place)}
    status = 422 if request.method == "POST" else 200
    return render(
        request, "documents/own_file_withdraw.html", project_page(standing, "document_list", **about), status=status
    )


def _seeing(request: HttpRequest, pk: int, file: int) -> tuple[Standing, File, Place]:
    """For someone who may see the work. Raises Http404, PermissionDenied."""
    standing = enter(person_of(request), pk, on=clock.today(), act=Act.SEE_WORK)
    return standing, *own_file_or_404(standing, catalogue_in(standing.project), file)


def _may_change(standing: Standing, place: Place) -> bool:
    if isinstance(place, Document):
        return bool(tasks_kept(standing, place, on=clock.today()))
    return may_fill_shelves(standing)


def _require(standing: Standing, place: Place) -> None:
    if not _may_change(standing, place):
        raise PermissionDenied("This person may not lay files there")


def _place(standing: Standing, place: Place) -> dict[str, str]:
    """The place's name and address."""
    pk = standing.project.pk
    if isinstance(place, Document):
        return {"place_name": place.name, "place_url": reverse("document", args=[pk, place.key])}
    return {"place_name": f"Hylden {place.name}", "place_url": reverse("shelf", args=[pk, place.phase])}
