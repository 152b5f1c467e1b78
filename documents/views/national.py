"""MedCom's links to the documents, for every municipality: the programleder's pages."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import national_acts, person_of
from accounts.models import User
from accounts.roles import Act
from audit import clock
from documents.forms import LinkForm
from documents.models import NationalLink
from documents.rules.catalogue import national_catalogue
from documents.rules.current import Current
from documents.services.links import LinkChanged, set_national_link

CHANGED = (
    "Linket er ændret, siden du åbnede siden. Det, du skrev, står her endnu og er ikke gemt. Se det igennem, og gem "
    "igen."
)


@require_safe
def national_documents(request: HttpRequest) -> HttpResponse:
    """The documents of the newest edition, each with MedCom's link."""
    _programme_manager(request)
    catalogue = national_catalogue()
    links = {link.document: link for link in NationalLink.objects.newest(catalogue.edition.key)}
    rows = [Current(document, links.get(document.key)) for document in catalogue.documents]
    missing = sum(not row.national_link for row in rows)
    context = {"rows": rows, "missing": missing, "today": clock.today()}
    return render(request, "documents/national_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def national_document(request: HttpRequest, key: str) -> HttpResponse:
    """One document's link and version; what it was before."""
    user = _programme_manager(request)
    catalogue = national_catalogue()
    document, playbook = catalogue.document(key), catalogue.edition.key
    changes = list(NationalLink.objects.filter(playbook=playbook, document=key).select_related("changed_by"))
    now = changes[0] if changes else None
    form, status, alert = LinkForm.showing(now, link=document.link, version=document.version), 200, ""
    if request.method == "POST":
        form, status = LinkForm(request.POST), 422
        if form.is_valid():
            try:
                set_national_link(playbook=playbook, document=document, by=user, at=clock.now(), **form.answers)
            except LinkChanged as refusal:
                form.renew(refusal.now)
                status, alert = 409, CHANGED
            else:
                messages.success(request, f"MedComs link til »{document.name}« er gemt.")
                return redirect("national_documents")
    context = {"document": document, "form": form, "changes": changes, "alert": alert, "today": clock.today()}
    return render(request, "documents/national.html", context, status=status)


def _programme_manager(request: HttpRequest) -> User:
    """The person, who keeps MedCom's links. Raises PermissionDenied."""
    user = person_of(request)
    if Act.KEEP_NATIONAL_DOCUMENTS not in national_acts(user, on=clock.today()):
        raise PermissionDenied("This person may not set MedCom's links")
    return user
