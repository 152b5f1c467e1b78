"""One step of an agreement: its form on a page of its own, and what comes of it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from agreements.deeds import BY_SLUG, WITHDRAW, Deed
from agreements.forms.base import MoveForm
from agreements.kinds import Kind
from agreements.models import Agreement
from agreements.moves import MoveKind, MoveNotAllowed, Step
from agreements.page import enter_agreement
from agreements.rules.again import is_made
from agreements.rules.dates import WrongDates
from agreements.rules.items import items_in_words, open_items, opens_again, opens_at_end
from agreements.services.locking import NoSuchAgreement, StaleAgreement
from agreements.services.taking_back import NothingToTakeBack, OtherInTheWay, before_signing, to_take_back
from agreements.services.versions import LabelTaken
from agreements.shown.agreement import AgreementPage, called, events_of
from audit import clock
from checklists.models import Task
from files.refused import Refused
from files.uploads import tells_send_js
from projects.context import project_page

CHANGED = "Det, du skrev, står her endnu og er ikke gemt. Se efter, og gem igen, hvis det stadig passer."
NOT_NOW = "Det skridt kan ikke tages, som aftalen står nu."
FILE_AGAIN = "Filen er ikke gemt. Vælg den igen."


@require_http_methods(["GET", "HEAD", "POST"])
@tells_send_js
def agreement_move(request: HttpRequest, pk: int, slug: str, number: int, deed: str) -> HttpResponse:
    """The form of one step, and the step."""
    standing, kind, agreement = enter_agreement(request, pk, slug, number)
    page = AgreementPage(standing, kind, agreement, clock.today())
    if deed not in BY_SLUG:
        raise Http404(f"Nothing called {deed} is done to an agreement")
    if not page.may_work:
        raise PermissionDenied("This person may not move the agreement")
    wanted = BY_SLUG[deed]
    if request.method != "POST":
        if wanted not in page.deeds:
            messages.info(request, NOT_NOW)
            return redirect("agreement", pk=pk, slug=slug, number=number)
        return _show(request, page, wanted, wanted.form(prefix=wanted.slug, basis=page.basis))
    form = wanted.form(request.POST, request.FILES, prefix=wanted.slug, basis=page.basis)
    if not form.is_valid():
        is_old = form.cleaned_data.get("seen") != agreement.version
        return _show_stale(request, page, wanted, form) if is_old else _show(request, page, wanted, form, status=422)
    return _carry_out(request, page, wanted, form)


def _carry_out(request: HttpRequest, page: AgreementPage, deed: Deed, form: MoveForm) -> HttpResponse:
    """Call the service, which looks at everything again under the lock."""
    standing, kind, agreement = page.standing, page.kind, page.agreement
    given: dict[str, Any] = {"project": standing.project, "kind": kind, "number": agreement.number}
    given |= {"by": standing.user, "version": form.cleaned_data["seen"], "at": clock.now()}
    before = open_items(standing.project, kind)
    try:
        deed.carry_out(given, form)
    except StaleAgreement as stale:
        if is_made(stale.agreement, deed.move, form.facts, standing.user):
            return _done(request, page, deed, "Det var gemt i forvejen.")
        return _show_stale(request, page, deed, form)
    except WrongDates as wrong:
        form.blame(wrong.faults)
    except LabelTaken as taken:
        form.add_error("label", f"Version {taken.version.label} ligger her allerede. Hvad kalder den nye sig?")
    except Refused as refusal:
        form.add_error("documents", refusal.sentence)
    except OtherInTheWay as other:
        form.add_error(None, f"Det kan ikke lade sig gøre, så længe {_other(kind, other.agreement)} er i vejen.")
    except (MoveNotAllowed, NothingToTakeBack, NoSuchAgreement):
        return _show_stale(request, page, deed, form)
    else:
        after = open_items(standing.project, kind)
        return _done(request, page, deed, f"Gemt. {items_in_words(before, after)}".strip())
    return _show(request, page, deed, form, status=422)


def _other(kind: Kind, agreement: Agreement) -> str:
    name = called(kind, agreement, names=True)
    return name[:1].lower() + name[1:]


def _opens_again(page: AgreementPage, deed: Deed) -> list[Task]:
    """The items that are open again when it is taken back or ends; the one it took the place of keeps them closed."""
    agreement = page.agreement
    if deed.move == MoveKind.END and deed in page.deeds:
        return opens_at_end(agreement, page.kind)
    if deed.move != MoveKind.TAKE_BACK or deed not in page.deeds:
        return []
    if deed.slug == WITHDRAW:
        replaced = agreement.replaces.exists()
        return [] if replaced else opens_again(agreement, page.kind, before_signing(agreement, page.kind))
    last = to_take_back(agreement)
    return opens_again(agreement, page.kind, Step(last.from_step)) if last else []


def _done(request: HttpRequest, page: AgreementPage, deed: Deed, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("agreement", pk=page.standing.project.pk, slug=page.kind.slug, number=page.agreement.number)


def _show_stale(request: HttpRequest, page: AgreementPage, deed: Deed, form: MoveForm) -> HttpResponse:
    """What happened meanwhile, and what was typed: in the form, or as text where the step is no longer open."""
    number = page.agreement.number
    _, _, agreement = enter_agreement(request, page.standing.project.pk, page.kind.slug, number)
    page = AgreementPage(page.standing, page.kind, agreement, page.today)
    form.basis = page.basis
    form.renew()
    latest = events_of(agreement)[:1] if agreement.pk else []
    return _show(request, page, deed, form, status=409, alert=CHANGED, latest=next(iter(latest), None))


def _show(
    request: HttpRequest, page: AgreementPage, deed: Deed, form: MoveForm, *, status: int = 200, **own: object
) -> HttpResponse:
    if form.is_bound and form.has_files and request.FILES:
        own["file_again"] = FILE_AGAIN
    context = project_page(
        page.standing,
        "agreements",
        page=page,
        kind=page.kind,
        agreement=page.agreement,
        deed=deed,
        heading=deed.heading(page.kind, page.agreement),
        is_open=deed in page.deeds,
        form=form,
        opens=_opens_again(page, deed),
        today=page.today,
        **own,
    )
    return render(request, "agreements/move.html", context, status=status)
