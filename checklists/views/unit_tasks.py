"""One unit's tasks on one page, made for a phone; one row with all it says; one tap, and taking it back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import person_of
from accounts.roles import Act
from audit import clock
from checklists.access import row_or_404, task_or_404
from checklists.models import TaskUnit
from checklists.moves import State
from checklists.per_unit.forms import TapForm, UnitForm
from checklists.per_unit.grid import in_words
from checklists.per_unit.unit_page import RowPage, UnitPage
from checklists.rules.in_unit import ask_of, kinds_in
from checklists.rules.unit_report import Report, WrongReport
from checklists.rules.unit_rights import right_to_report
from checklists.services.task_units import StaleUnit, TaskLeftOut, report_unit, undo_report
from projects.access import Standing
from projects.context import enter, project_page
from projects.models import Unit

MINE = "mine"


@require_safe
def unit_tasks(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    """All that is done in one unit: the tovholder's own list."""
    standing = enter(person_of(request), pk, on=clock.today(), act=Act.SEE_WORK)
    page = UnitPage(standing, get_object_or_404(Unit, pk=unit, project=standing.project), clock.today())
    context = project_page(standing, "task_list", page=page, unit=page.unit, today=page.today)
    return render(request, "checklists/unit_tasks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def task_unit(request: HttpRequest, pk: int, number: str, unit: int) -> HttpResponse:
    """One task in one unit, with day, answers, remark, and all it has said before."""
    standing = enter(person_of(request), pk, on=clock.today(), act=Act.SEE_WORK)
    row = row_or_404(standing, number, unit)
    if request.method != "POST":
        return _show(request, standing, row, _form(row))
    _require_right(standing, row)
    form = _form(row, request)
    if not form.is_valid() or form.report is None:
        return _show(request, standing, row, form, status=422)
    try:
        changed = report_unit(
            task=row.task, report=form.report, by=standing.user, at=clock.now(), not_cpr=form.confirmed_not_cpr
        )
    except StaleUnit as stale:
        return _show_theirs(request, standing, stale.row, form)
    except TaskLeftOut:
        return _left_out(request, row)
    messages.success(request, _receipt(standing, row) if changed else "Der var ikke noget nyt at gemme.")
    return redirect("unit_tasks", pk=pk, unit=unit)


def task_unit_done(request: HttpRequest, pk: int, number: str, unit: int) -> HttpResponse:
    """One tap: done today, with the answer on the button where the task asks for one."""
    if request.method != "POST":
        return redirect("task_unit", pk=pk, number=number, unit=unit)
    standing = enter(person_of(request), pk, on=clock.today(), act=Act.SEE_WORK)
    row = row_or_404(standing, number, unit)
    _require_right(standing, row)
    tap = TapForm(request.POST)
    kept = {kind: row.answers[kind] for kind in kinds_in(row.task.item) if kind in row.answers}
    answers = {**kept, **({"choice": tap.answer} if tap.answer else {})}
    report = Report(row.unit_id, tap.seen, State.DONE, row.on_date or clock.today(), answers, row.note)
    try:
        changed = report_unit(task=row.task, report=report, by=standing.user, at=clock.now())
    except (WrongReport, StaleUnit):
        messages.info(request, f"{row.unit.name} er ændret i mellemtiden, eller svaret mangler. Se efter, og gem så.")
        return redirect("task_unit", pk=pk, number=number, unit=unit)
    except TaskLeftOut:
        return _left_out(request, row)
    if changed:
        undo = " Fortryd står nederst i listen." if request.POST.get("tilbage") == MINE else ""
        messages.success(request, f"{_receipt(standing, row)}{undo}")
    else:
        messages.success(request, f"{row.unit.name} var meldt færdig i forvejen.")
    return _back(request, row)


def task_unit_undo(request: HttpRequest, pk: int, number: str, unit: int) -> HttpResponse:
    """Take one's own last report back."""
    if request.method != "POST":
        return redirect("task_unit", pk=pk, number=number, unit=unit)
    standing = enter(person_of(request), pk, on=clock.today(), act=Act.SEE_WORK)
    row = row_or_404(standing, number, unit)
    _require_right(standing, row)
    tap = TapForm(request.POST)
    try:
        undo_report(task=row.task, unit=unit, version=tap.seen, by=standing.user, at=clock.now())
    except StaleUnit as stale:
        messages.info(request, f"Det kan ikke fortrydes, for der står nu: {in_words(stale.row, today=clock.today())}.")
    except TaskLeftOut:
        return _left_out(request, row)
    else:
        messages.success(request, f"Fortrudt: {ask_of(row.task.item)} i {row.unit.name}.")
    return _back(request, row)


def _require_right(standing: Standing, row: TaskUnit) -> None:
    if not right_to_report(standing, row.task, on=clock.today()).may(row.unit_id):
        raise PermissionDenied("This person may not report this unit")


def _form(row: TaskUnit, request: HttpRequest | None = None) -> UnitForm:
    return UnitForm(request.POST if request else None, row=row, item=row.task.item, today=clock.today())


def _receipt(standing: Standing, row: TaskUnit) -> str:
    """What was saved, and whether the task is done with it."""
    now = row_or_404(standing, row.task.number, row.unit_id)
    ask, unit = ask_of(now.task.item), now.unit.name
    done = now.state == State.DONE
    stands = str(now.get_state_display()).lower()
    words = f"Meldt færdig i {unit}: {ask}." if done else f"Gemt i {unit}: {ask}. Opgaven står som {stands}."
    last = now.is_settled and now.task.state == State.DONE and now.task.managed_by == "units"
    return f"{words} Dermed er {now.task.number} færdig i alle enheder." if last else words


def _left_out(request: HttpRequest, row: TaskUnit) -> HttpResponse:
    messages.info(request, f"{row.task.number} er ikke relevant hos jer. Intet er gemt.")
    return _back(request, row)


def _back(request: HttpRequest, row: TaskUnit) -> HttpResponse:
    if request.POST.get("tilbage") == MINE:
        return redirect("my_tasks")
    return redirect("unit_tasks", pk=row.task.project_id, unit=row.unit_id)


def _show_theirs(request: HttpRequest, standing: Standing, theirs: TaskUnit, form: UnitForm) -> HttpResponse:
    """What stands now beside what was typed; sending again is then a choice."""
    row = row_or_404(standing, theirs.task.number, theirs.unit_id)
    form.renew_version(row)
    alert = f"{row.unit.name} er taget ud af projektet." if row.unit.taken_out_at else ""
    alert = alert or f"Nu står der: {in_words(row, today=clock.today())}. Gem igen, hvis dit skal gælde."
    return _show(request, standing, row, form, status=409, alert=f"{alert} Det, du skrev, er ikke gemt.")


def _show(
    request: HttpRequest, standing: Standing, row: TaskUnit, form: UnitForm, *, status: int = 200, alert: str = ""
) -> HttpResponse:
    page = RowPage(standing, row, clock.today())
    task = task_or_404(standing, row.task.number)
    context = project_page(standing, "task_list", page=page, row=row, task=task, form=form, alert=alert)
    return render(request, "checklists/task_unit.html", context, status=status)
