"""Absence in a project: who is away, saying so, changing it, taking it back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import person_of
from accounts.models import Absence, User
from accounts.roles import Act
from accounts.services import absence as away
from audit import clock
from projects.absence_list import absence_rows, absences_of, stood_in_for
from projects.access import Standing
from projects.context import enter, project_page
from projects.forms.absence import AbsenceForm
from projects.services import absence as services
from ui.danish import listed, long_date

PAGE = "organisation"
CHANGED = "Fraværet er ændret, siden du åbnede siden. Det, du skrev, står her endnu og er ikke gemt."


@require_safe
def absence_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is away, now or later."""
    standing = enter(person_of(request), pk, on=clock.today(), act=Act.SEE_WORK)
    rows = absence_rows(standing, on=clock.today())
    context = project_page(standing, PAGE, absences=rows, may_say_away=standing.may(Act.WORK_OWN_TASKS))
    return render(request, "projects/absences.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def absence_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that oneself is away; the projektleder says it of anybody."""
    standing = enter(person_of(request), pk, on=clock.today(), act=Act.WORK_OWN_TASKS)
    only = None if standing.may(Act.MANAGE_PEOPLE) else standing.user
    form = AbsenceForm(
        request.POST or None,
        project=standing.project,
        on=clock.today(),
        only=only,
        initial={"user": standing.user, "from_on": clock.today()},
    )
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, standing, form)
    user: User = only or form.cleaned_data["user"]

    def register() -> Absence:
        return services.register_absence(
            project=standing.project, user=user, by=standing.user, at=clock.now(), **_facts(form)
        )

    return _carry_out(request, standing, form, user, register)


@require_http_methods(["GET", "HEAD", "POST"])
def absence_edit(request: HttpRequest, pk: int, absence: int) -> HttpResponse:
    """Other days, or another deputy."""
    standing, found = _absence(request, pk, absence)
    if request.method != "POST" and (gone := _gone(found)):
        messages.info(request, gone)
        return redirect("absence_list", pk=pk)
    initial = {"from_on": found.from_on, "to_on": found.to_on, "deputy": found.deputy, "seen": found.fingerprint}
    form = AbsenceForm(
        request.POST or None, project=standing.project, on=clock.today(), only=found.user, initial=initial
    )
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, standing, form, absence=found)

    def change() -> Absence:
        return services.change_absence(
            project=standing.project,
            absence=found,
            seen=form.cleaned_data["seen"],
            by=standing.user,
            at=clock.now(),
            **_facts(form),
        )

    try:
        return _carry_out(request, standing, form, found.user, change, absence=found)
    except away.AbsenceChanged as refusal:
        form.renew_seen(refusal.absence)
        return _form_page(request, standing, form, absence=refusal.absence, alert=CHANGED, status=409)


def absence_withdraw(request: HttpRequest, pk: int, absence: int) -> HttpResponse:
    """It never came to anything."""
    standing, found = _absence(request, pk, absence)
    if request.method != "POST":
        return redirect("absence_edit", pk=pk, absence=absence)
    try:
        services.withdraw_absence(project=standing.project, absence=found, by=standing.user, at=clock.now())
    except away.Over:
        messages.info(request, _gone(found))
    else:
        messages.success(request, f"Fraværet {found.days} for {found.user.name} er fjernet.")
    return redirect("absence_list", pk=pk)


def _absence(request: HttpRequest, pk: int, absence: int) -> tuple[Standing, Absence]:
    """An absence in this project. Raises Http404, PermissionDenied for somebody else's."""
    standing = enter(person_of(request), pk, on=clock.today(), act=Act.WORK_OWN_TASKS)
    absences = absences_of(standing.project, on=clock.today()).select_related("user", "deputy")
    found = get_object_or_404(absences, pk=absence)
    if not services.may_say_away(standing, found.user):
        raise PermissionDenied("This person may not change the absence")
    return standing, found


def _gone(absence: Absence) -> str:
    """Why it can no longer be changed; empty while it can."""
    if absence.withdrawn_at:
        return f"Fraværet for {absence.user.name} er fjernet."
    over = absence.last_day < clock.today()
    return f"Fraværet for {absence.user.name} er slut og kan ikke ændres mere." if over else ""


def _facts(form: AbsenceForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("from_on", "to_on", "deputy", "anyway")}


def _carry_out(
    request: HttpRequest,
    standing: Standing,
    form: AbsenceForm,
    user: User,
    act: Callable[[], Absence],
    **own: Any,
) -> HttpResponse:
    """Call the service; a refusal becomes a sentence at the field it is about. Raises AbsenceChanged."""
    try:
        absence = act()
    except (away.OutOfOrder, away.TooLong, away.Over, services.NotInProject, services.NotADeputy) as refusal:
        form.add_error(*_words(refusal))
    except away.OverlapsOther as refusal:
        fault = f"{user.name} er allerede væk {refusal.other.days}. Ret det fravær, eller vælg andre dage."
        form.add_error("from_on", fault)
    except away.InACircle:
        deputy = form.cleaned_data["deputy"].name
        fault = f"De ville dække for hinanden: {deputy}s eget fravær i de dage fører tilbage til {user.name}."
        form.add_error("deputy", f"{fault} Vælg en anden.")
    except away.DeputyAway as refusal:
        form.ask_anyway()
        deputy, days = refusal.absences[0].user.name, listed([one.days for one in refusal.absences], most=3)
        form.add_error("deputy", f"{deputy} er selv væk {days}. Vælg en anden, eller gem alligevel.")
    else:
        messages.success(request, _receipt(absence))
        for other in stood_in_for(absence):
            messages.warning(
                request,
                f"{absence.user.name} er stedfortræder for {other.user.name} {other.days}. Find en anden dertil.",
            )
        return redirect("absence_list", pk=standing.project.pk)
    return _form_page(request, standing, form, **own)


def _words(refusal: Exception) -> tuple[str | None, str]:
    """The field and the sentence of a refusal that needs nothing more to be said."""
    today = clock.today()
    sentences: dict[type[Exception], tuple[str | None, str]] = {
        away.OutOfOrder: ("to_on", "Sidste dag ligger før første dag. Byt om på dem, eller ret den ene."),
        away.TooLong: (
            "to_on",
            "Fravær kan højst vare et år. Er det længere, så overdrag rollerne.",
        ),
        away.Over: ("to_on", f"Fraværet er allerede slut. Skriv en sidste dag fra i dag, {long_date(today)}, og frem."),
        services.NotInProject: (None, "Personen har ikke længere en rolle i projektet. Intet er gemt."),
        services.NotADeputy: ("deputy", "Vælg en anden end personen selv, som har en rolle i projektet i de dage."),
    }
    return sentences[type(refusal)]


def _receipt(absence: Absence) -> str:
    said = f"{absence.user.name} er væk {absence.days}."
    if absence.deputy:
        return f"{said} {absence.deputy.name} er stedfortræder."
    return f"{said} Ingen stedfortræder: opgaverne venter, til {absence.user.name} er tilbage."


def _form_page(
    request: HttpRequest, standing: Standing, form: AbsenceForm, *, status: int | None = None, **own: Any
) -> HttpResponse:
    context = project_page(standing, PAGE, form=form, **own)
    return render(request, "projects/absence_form.html", context, status=status or (422 if form.errors else 200))
