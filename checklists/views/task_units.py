"""The grid of a task that is done in each unit: all units, one form, one save."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import person_of
from accounts.roles import Act
from audit import clock
from checklists.access import reported_or_404, task_or_404
from checklists.models import TaskUnit
from checklists.moves import State
from checklists.per_unit.forms import UnitForm
from checklists.per_unit.grid import Grid, in_words, reports_of
from checklists.rules.unit_sums import in_units
from checklists.services.task_units import TaskLeftOut, report_units
from projects.context import enter, project_page
from ui.danish import listed

# The filter in the address.
SHOW, MISSING, PAGE = "vis", "mangler", "side"
NAMES = 3


@require_http_methods(["GET", "HEAD", "POST"])
def task_units(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    """See how far each unit is, and fill in those one may."""
    standing = enter(person_of(request), pk, on=clock.today(), act=Act.SEE_WORK)
    page = request.GET.get(PAGE, "")
    grid = Grid(
        standing,
        reported_or_404(standing, number),
        clock.today(),
        only_open=request.GET.get(SHOW) == MISSING,
        page=int(page) if page.isdecimal() and 0 < len(page) < 4 and int(page) else 1,
    )
    return _save(request, grid) if request.method == "POST" else _show(request, grid)


def _save(request: HttpRequest, grid: Grid) -> HttpResponse:
    try:
        forms = grid.sent(request.POST)
    except KeyError:
        raise Http404("A unit that is not here") from None
    if not grid.right.any or not all(grid.right.may(unit) for unit in forms):
        raise PermissionDenied("This person may not report these units")
    if not all(form.is_valid() for form in forms.values()):
        grid.forms = forms
        return _show(request, grid, status=422)
    not_cpr = list(dict.fromkeys(label for form in forms.values() for label in form.confirmed_not_cpr))
    try:
        outcome = report_units(
            task=grid.task, reports=reports_of(forms), by=grid.standing.user, at=clock.now(), not_cpr=not_cpr
        )
    except TaskLeftOut:
        messages.info(request, f"{grid.task.number} er ikke relevant hos jer. Intet er gemt.")
        return redirect("task", pk=grid.standing.project.pk, number=grid.task.number)
    after = Grid(grid.standing, task_or_404(grid.standing, grid.task.number), grid.today)
    if outcome.stale:
        return _show_stale(request, after, forms, outcome.stale, len(outcome.changed))
    messages.success(request, _receipt(after, len(outcome.changed)))
    return redirect(f"{_address(grid)}{'?vis=mangler' if grid.only_open and after.missing else ''}")


def _show_stale(
    request: HttpRequest, grid: Grid, forms: dict[int, UnitForm], stale: list[TaskUnit], saved: int
) -> HttpResponse:
    """What was saved stands; where somebody else was first, both are shown, and sending again is a choice."""
    rows = [grid.every_row[row.unit_id] for row in stale]
    grid.forms = {
        unit: grid.new_form(row) for unit, row in grid.every_row.items() if unit in forms and row not in rows
    } | {row.unit_id: forms[row.unit_id] for row in rows}
    for row in rows:
        forms[row.unit_id].renew_version(row)
    grid.theirs = {row.unit_id: in_words(row, today=grid.today) for row in rows}
    names = listed([row.unit.name for row in rows], most=NAMES)
    alert = f"Nogen har ændret {names}, siden du åbnede siden. Det, du skrev, står her endnu og er ikke gemt."
    if saved:
        alert += f" {in_units(saved)} er gemt."
    return _show(request, grid, status=409, alert=alert)


def _receipt(grid: Grid, changed: int) -> str:
    if not changed:
        return "Der var ikke noget nyt at gemme."
    words = f"{in_units(changed)} er gemt. {grid.count} er nu færdige."
    return f"{words} Dermed er {grid.task.number} færdig." if grid.task.state == State.DONE else words


def _address(grid: Grid) -> str:
    return reverse("task_units", kwargs={"pk": grid.standing.project.pk, "number": grid.task.number})


def _show(request: HttpRequest, grid: Grid, *, status: int = 200, alert: str = "") -> HttpResponse:
    context = project_page(
        grid.standing, "task_list", grid=grid, task=grid.task, item=grid.task.item, alert=alert, today=grid.today
    )
    return render(request, "checklists/task_units.html", context, status=status)
