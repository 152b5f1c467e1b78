"""The documents of a project: the list, one of them, and what people do with it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import person_of
from accounts.roles import Act
from audit import clock
from documents.forms import LinkForm
from documents.pages.one import DocumentPage
from documents.pages.overview import OverviewPage
from documents.rules.catalogue import Catalogue, Document, catalogue_in
from documents.rules.keepers import tasks_kept
from documents.services.links import LinkChanged, set_local_link
from documents.services.own_files import add_own_file
from documents.services.reading import AnotherVersion, check_document, read_document
from files.uploads import asks_for_results, results_response, take_one
from projects.access import Standing
from projects.context import enter, project_page

CHANGED = (
    "En kollega har ændret linket, siden du åbnede siden. Det, du skrev, står her endnu og er ikke gemt. Se det "
    "igennem, og gem igen."
)
OTHER_VERSION = "Der er kommet en anden udgave, siden du åbnede siden. Læs den, før du kvitterer."


@require_safe
def document_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The eleven documents, and the shelves."""
    standing = enter(person_of(request), pk, on=clock.today())
    page = OverviewPage(standing, catalogue_in(standing.project), clock.today())
    context = _context(standing, page=page)
    return render(request, "documents/list.html", context)


@require_safe
def document(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """One document."""
    standing = enter(person_of(request), pk, on=clock.today())
    catalogue = catalogue_in(standing.project)
    return _show(request, standing, catalogue, catalogue.document(key))


def document_link(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Set the municipality's own link."""
    if request.method != "POST":
        return redirect("document", pk=pk, key=key)
    standing, catalogue, document = _keeping(request, pk, key)
    form = LinkForm(request.POST)
    if not form.is_valid():
        return _show(request, standing, catalogue, document, status=422, form=form)
    try:
        link = set_local_link(
            project=standing.project, document=document, by=standing.user, at=clock.now(), **form.answers
        )
    except LinkChanged as refusal:
        form.renew(refusal.now)
        return _show(request, standing, catalogue, document, status=409, form=form, alert=CHANGED)
    messages.success(request, "Jeres link er gemt." if link and link.link else "I har ikke længere et eget link.")
    return redirect("document", pk=pk, key=key)


def document_read(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """I have read the version that the page showed."""
    if request.method != "POST":
        return redirect("document", pk=pk, key=key)
    standing = enter(person_of(request), pk, on=clock.today(), act=Act.SEE_WORK)
    document = catalogue_in(standing.project).document(key)
    mark = request.POST.get("mark", "")
    try:
        read_document(project=standing.project, document=document, mark=mark, by=standing.user, at=clock.now())
    except AnotherVersion:
        messages.warning(request, OTHER_VERSION)
        return redirect("document", pk=pk, key=key)
    messages.success(request, f"Du har læst »{document.name}«.")
    return _back(request, pk, key)


def document_check(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """I have seen today that it is there and in force."""
    if request.method != "POST":
        return redirect("document", pk=pk, key=key)
    standing, _, document = _keeping(request, pk, key)
    try:
        check_document(project=standing.project, document=document, by=standing.user, at=clock.now())
    except AnotherVersion:
        messages.warning(request, "Dokumentet er her ikke længere, så der er ikke noget at kontrollere.")
        return redirect("document", pk=pk, key=key)
    messages.success(request, f"»{document.name}« er kontrolleret i dag.")
    return redirect("document", pk=pk, key=key)


def document_upload(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Lay the municipality's own file there, or its next version."""
    if request.method != "POST":
        return redirect("document", pk=pk, key=key)
    standing, catalogue, document = _keeping(request, pk, key)
    lay = partial(add_own_file, project=standing.project, place=document, by=standing.user, at=clock.now())
    result = take_one(request, lay)
    if result.taken:
        # The script loads the page anew, since all of it may have changed: then this is said there.
        messages.success(request, f"»{result.name}«: {result.sentence}")
    if asks_for_results(request):
        return results_response([result])
    if not result.taken:
        return _show(request, standing, catalogue, document, status=422, file_results=[result])
    return redirect(f"{reverse('document', args=[pk, key])}#filer")


def _show(
    request: HttpRequest,
    standing: Standing,
    catalogue: Catalogue,
    document: Document,
    *,
    status: int = 200,
    **own: object,
) -> HttpResponse:
    page = DocumentPage(standing, catalogue, document, clock.today())
    form = LinkForm.showing(page.row.current.local)
    context = _context(standing, page=page, **{"form": form, **own})
    return render(request, "documents/document.html", context, status=status)


def _context(standing: Standing, **own: object) -> dict[str, Any]:
    """What both pages show; the programleder is led to MedCom's links."""
    may_keep_national = standing.may(Act.KEEP_NATIONAL_DOCUMENTS)
    return project_page(standing, "document_list", today=clock.today(), may_keep_national=may_keep_national, **own)


def _keeping(request: HttpRequest, pk: int, key: str) -> tuple[Standing, Catalogue, Document]:
    """For someone who may keep the document. Raises Http404, PermissionDenied."""
    standing = enter(person_of(request), pk, on=clock.today())
    catalogue = catalogue_in(standing.project)
    document = catalogue.document(key)
    if not tasks_kept(standing, document, on=clock.today()):
        raise PermissionDenied("This person may not keep this document")
    return standing, catalogue, document


def _back(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """To the page the button stood on."""
    if request.POST.get("fra") == "liste":
        return redirect(f"{reverse('document_list', args=[pk])}#{key}")
    return redirect("document", pk=pk, key=key)
