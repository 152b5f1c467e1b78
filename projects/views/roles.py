"""One person's role: its last day, its units, and that it goes on."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.access import person_of
from accounts.roles import Act, Role
from audit import clock
from projects.access import Standing, standing_of
from projects.context import enter, project_page
from projects.forms.roles import LastDayForm, UnitsForm
from projects.models import RoleHolding
from projects.services import roles as services
from projects.views.invitations import LAST_MANAGER
from ui.danish import long_date
from ui.forms import Form

CHANGED = "Rollen er ændret i mellemtiden. Se, hvordan den står nu. Intet er ændret af dig."


@require_safe
def holding(request: HttpRequest, pk: int, holding: int) -> HttpResponse:
    """The role as it stands, with what can be changed."""
    standing, found = _entered(request, pk, holding)
    return _show(request, standing, found)


@require_POST
def holding_end(request: HttpRequest, pk: int, holding: int) -> HttpResponse:
    """Set the last day."""
    standing, found = _entered(request, pk, holding)
    form = LastDayForm(request.POST, today=clock.today())
    if not form.is_valid():
        return _show(request, standing, found, status=422, form=form)
    try:
        ended = services.end_role(holding=found, by=standing.user, at=clock.now(), **form.cleaned_data)
    except services.LastProjectManager:
        form.add_error("last_day", LAST_MANAGER)
        return _show(request, standing, found, status=422, form=form)
    except services.RoleChanged:
        messages.info(request, CHANGED)
        return redirect("organisation", pk=pk)
    who, role = ended.user.name, str(ended.get_role_display()).lower()
    if ended.ended or ended.to_on is None:
        messages.success(request, f"{who} er ikke længere {role}.")
    else:
        messages.success(request, f"{who} er {role} til og med {long_date(ended.to_on)}.")
    may_see = standing_of(standing.user, standing.project, on=clock.today()).may(Act.SEE_WORK)
    return redirect("organisation", pk=pk) if may_see else redirect("my_tasks")


@require_POST
def holding_go_on(request: HttpRequest, pk: int, holding: int) -> HttpResponse:
    """Take the last day back."""
    standing, found = _entered(request, pk, holding)
    try:
        services.let_role_go_on(holding=found, by=standing.user, at=clock.now())
    except services.RoleChanged:
        messages.info(request, CHANGED)
    except services.PersonLeaves as refusal:
        last = long_date(refusal.last_day)
        messages.warning(
            request, f"{found.user.name} stopper i kommunen {last}. Fortryd det først, så følger rollen med."
        )
        return redirect("leaving", pk=pk, person=found.user_id)
    else:
        messages.success(request, f"{found.user.name} fortsætter som {str(found.get_role_display()).lower()}.")
    return redirect("organisation", pk=pk)


@require_POST
def holding_units(request: HttpRequest, pk: int, holding: int) -> HttpResponse:
    """Set a tovholder's units."""
    standing, found = _entered(request, pk, holding)
    if found.role != Role.UNIT_COORDINATOR:
        raise Http404
    form = UnitsForm(request.POST, holding=found)
    if not form.is_valid():
        return _show(request, standing, found, status=422, units_form=form)
    try:
        services.set_units(holding=found, units=list(form.cleaned_data["units"]), by=standing.user, at=clock.now())
    except services.RoleChanged:
        messages.info(request, CHANGED)
    else:
        messages.success(request, f"Enhederne for {found.user.name} er gemt.")
    return redirect("organisation", pk=pk)


def _entered(request: HttpRequest, pk: int, holding: int) -> tuple[Standing, RoleHolding]:
    standing = enter(person_of(request), pk, on=clock.today(), act=Act.MANAGE_PEOPLE)
    holdings = RoleHolding.objects.select_related("user", "project")
    return standing, get_object_or_404(holdings, pk=holding, project=standing.project)


def _show(
    request: HttpRequest,
    standing: Standing,
    found: RoleHolding,
    *,
    status: int = 200,
    form: Form | None = None,
    units_form: Form | None = None,
) -> HttpResponse:
    coordinates = found.role == Role.UNIT_COORDINATOR
    context = project_page(
        standing,
        "organisation",
        holding=found,
        today=clock.today(),
        form=form
        or LastDayForm(
            today=clock.today(), initial={"last_day": found.to_on or clock.today(), "instead_of": found.to_on}
        ),
        units_form=units_form or (UnitsForm(holding=found) if coordinates else None),
    )
    return render(request, "projects/holding.html", context, status=status)
