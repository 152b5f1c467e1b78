"""The units of a project: the list, one unit, taking it out and bringing it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import person_of
from accounts.roles import Act
from audit import clock
from projects.access import Standing
from projects.context import enter, project_page
from projects.forms.units import UnitForm, form_of
from projects.models import Unit
from projects.services import units as services
from projects.unit_list import coordinators_of, unit_rows, units_taken_out
from ui.danish import listed

PAGE = "organisation"
CHANGED = "Enheden er ændret, siden du åbnede siden. Det, du skrev, står her endnu og er ikke gemt."
NAMES = 4


@require_safe
def unit_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Every unit with its tovholder; below them those that were taken out."""
    standing = enter(person_of(request), pk, on=clock.today(), act=Act.SEE_WORK)
    context = {
        "units": unit_rows(standing.project, on=clock.today()),
        "taken_out": units_taken_out(standing.project),
        "may_manage_units": standing.may(Act.MANAGE_UNITS),
        "today": clock.today(),
    }
    return render(request, "projects/units.html", project_page(standing, PAGE, **context))


@require_http_methods(["GET", "HEAD", "POST"])
def unit_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add one unit."""
    standing = _manager(request, pk)
    form = UnitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
        try:
            unit = services.add_unit(project=standing.project, by=standing.user, at=clock.now(), **facts)
        except services.NameTaken as refusal:
            form.add_error("name", f"Der er allerede en enhed, der hedder {refusal.unit.name}.")
        else:
            messages.success(request, f"{unit.name} er med i projektet.")
            return redirect("unit_list", pk=pk)
    return _form_page(request, standing, form)


@require_http_methods(["GET", "HEAD", "POST"])
def unit_edit(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    """Change what is known of a unit."""
    standing = _manager(request, pk)
    found = _unit(standing, unit)
    form = form_of(found, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, standing, form, unit=found)
    try:
        changed = services.change_unit(unit=found, by=standing.user, at=clock.now(), **form.cleaned_data)
    except services.NameTaken as refusal:
        form.add_error("name", f"Der er allerede en enhed, der hedder {refusal.unit.name}.")
        return _form_page(request, standing, form, unit=found)
    except services.UnitChanged as refusal:
        return _show_theirs(request, standing, form, refusal.unit)
    messages.success(request, f"{changed.name} er rettet.")
    return redirect("unit_list", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def unit_take_out(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    """Ask, saying what stays; then take the unit out."""
    standing = _manager(request, pk)
    found = _unit(standing, unit)
    coordinators = coordinators_of(found, on=clock.today())
    if request.method != "POST":
        context = project_page(standing, PAGE, unit=found, coordinators=coordinators)
        return render(request, "projects/unit_take_out.html", context)
    services.take_out_unit(unit=found, by=standing.user, at=clock.now())
    was = f" {listed(coordinators, most=NAMES)} var tovholder her." if coordinators else ""
    messages.success(request, f"{found.name} er taget ud.{was} Fortryder du, så find den under Taget ud.")
    return redirect("unit_list", pk=pk)


def unit_bring_back(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    """Undo: the unit takes part again."""
    standing = _manager(request, pk)
    if request.method == "POST":
        found = _unit(standing, unit)
        try:
            services.bring_back_unit(unit=found, by=standing.user, at=clock.now())
        except services.NameTaken:
            messages.warning(
                request, f"En anden enhed hedder nu {found.name}. Giv den et andet navn, før du tager denne med igen."
            )
        else:
            messages.success(request, f"{found.name} er med igen.")
    return redirect("unit_list", pk=pk)


def _manager(request: HttpRequest, pk: int) -> Standing:
    return enter(person_of(request), pk, on=clock.today(), act=Act.MANAGE_UNITS)


def _unit(standing: Standing, pk: int) -> Unit:
    """A unit of this project. Raises Http404."""
    unit = get_object_or_404(Unit, pk=pk, project=standing.project)
    unit.project = standing.project
    return unit


def _show_theirs(request: HttpRequest, standing: Standing, form: UnitForm, theirs: Unit) -> HttpResponse:
    """What stands now beside what was typed; sending again is then a choice."""
    form.renew_seen(theirs)
    return _form_page(request, standing, form, unit=theirs, alert=CHANGED, status=409)


def _form_page(
    request: HttpRequest, standing: Standing, form: UnitForm, *, status: int | None = None, **own: Any
) -> HttpResponse:
    context = project_page(standing, PAGE, form=form, **own)
    return render(request, "projects/unit_form.html", context, status=status or (422 if form.errors else 200))
