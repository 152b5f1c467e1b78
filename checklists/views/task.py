"""One task: what it asks, its evidence, and the moves one can make."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from accounts.access import person_of
from audit import clock
from checklists.access import task_or_404
from checklists.evidence.forms import EvidenceForm, answers_of
from checklists.models import Task
from checklists.moves import MoveKind, MoveNotAllowed, moves_from
from checklists.one_task.files import lay_on
from checklists.one_task.forms import ReasonForm, VersionForm
from checklists.one_task.page import TaskPage, made_ready_by
from checklists.rules.task_files import has_files
from checklists.rules.task_rights import may_work
from checklists.rules.unit_counts import units_behind
from checklists.services import tasks as services
from checklists.services.comments import see_mentions
from checklists.services.sub_points import unticked
from checklists.services.undo import NothingToUndo, undo_move
from files.uploads import FIELD
from projects.access import Standing
from projects.context import enter, project_page
from ui.danish import listed
from ui.forms import Form

CHANGED = (
    "Opgaven er ændret, siden du åbnede siden. Det, du skrev, står her endnu og er ikke gemt. "
    "Se ændringen under Historik, og vælg så igen."
)
NOT_UNDONE = "Opgaven er ændret, siden du åbnede siden, så dit skridt kan ikke fortrydes."


@require_safe
def task_page(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    """The task as it stands."""
    standing = enter(person_of(request), pk, on=clock.today())
    return show_task(request, standing, task_or_404(standing, number))


def task_start(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    """Begin on the task."""
    return _move(request, pk, number, MoveKind.START, services.start_task)


def task_reopen(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    """Take the task up again, with a reason."""
    return _move(request, pk, number, MoveKind.REOPEN, services.reopen_task)


def task_not_relevant(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    """Answer the task with ikke relevant, with a reason."""
    return _move(request, pk, number, MoveKind.NOT_RELEVANT, services.set_not_relevant)


def task_close(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    """Close the task with evidence."""
    return _answer(request, pk, number, services.close_task, "er lukket med bevis.", draft=False)


def task_draft(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    """Keep the answers without closing."""
    return _answer(request, pk, number, services.save_draft, "er ikke lukket. Kladden er gemt.", draft=True)


def task_undo(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    """Take back one's own last move."""
    if request.method != "POST":
        return redirect("task", pk=pk, number=number)
    standing, task = _working(request, pk, number)
    try:
        undo_move(task=task, by=standing.user, version=_version(request), at=clock.now())
    except (services.StaleTask, NothingToUndo):
        return show_task(request, standing, task_or_404(standing, number), status=409, alert=NOT_UNDONE)
    messages.success(request, f"Dit sidste skridt på {number} er fortrudt.")
    return redirect("task", pk=pk, number=number)


# What the closing form's buttons answer when points are left: they are done too, or they are not.
TICK_POINTS, LEAVE_POINTS = "tick", "leave"
# The name each move's form has on the page.
FORMS = {MoveKind.CLOSE: "form", MoveKind.REOPEN: "reopen_form", MoveKind.NOT_RELEVANT: "not_relevant_form"}
RECEIPTS = {
    MoveKind.START: "er sat i gang.",
    MoveKind.REOPEN: "er åben igen. Det gamle bevis står under Tidligere beviser.",
    MoveKind.NOT_RELEVANT: "er sat til ikke relevant.",
}


def _move(request: HttpRequest, pk: int, number: str, kind: MoveKind, service: Callable[..., Task]) -> HttpResponse:
    """Make a move that asks for a reason at most."""
    if request.method != "POST":
        return redirect("task", pk=pk, number=number)
    standing, task = _working(request, pk, number)
    if kind == MoveKind.START:
        return _carry_out(request, standing, task, kind, service, RECEIPTS[kind])
    form = ReasonForm(request.POST, prefix=kind)
    if _is_stale(request, task):
        return _show_stale(request, standing, task, kind, form)
    if not form.is_valid():
        refused: dict[str, Any] = {FORMS[kind]: form}
        return show_task(request, standing, task, status=422, **refused)
    reason = form.cleaned_data["reason"]
    return _carry_out(request, standing, task, kind, service, RECEIPTS[kind], form, reason=reason)


def _answer(
    request: HttpRequest, pk: int, number: str, service: Callable[..., Task], receipt: str, *, draft: bool
) -> HttpResponse:
    """Close, or keep a draft: the closing form's two buttons."""
    if request.method != "POST":
        return redirect("task", pk=pk, number=number)
    standing, task = _working(request, pk, number)
    # What was chosen in the browser and not yet sent comes along; it stays, whatever becomes of the answers.
    files = lay_on(task, request.FILES.getlist(FIELD), by=standing.user, at=clock.now())
    form = EvidenceForm(
        request.POST,
        item=task.item,
        today=clock.today(),
        draft=draft,
        early=services.open_guide_needs(task),
        behind=units_behind(task),
        has_file=has_files(task),
    )
    if any(not file.taken for file in files):
        return show_task(request, standing, task, status=422, form=form, file_results=files)
    if _is_stale(request, task):
        return _show_stale(request, standing, task, MoveKind.CLOSE, form)
    if not form.is_valid():
        return show_task(request, standing, task, status=422, form=form, ask_points=not draft and bool(unticked(task)))
    points = request.POST.get("points")
    if not draft and points not in {TICK_POINTS, LEAVE_POINTS} and unticked(task):
        return show_task(request, standing, task, status=422, form=form, ask_points=True)
    own: dict[str, Any] = {"answers": answers_of(form), "not_cpr": form.confirmed_not_cpr}
    if not draft:
        own |= {"early_reason": form.early_reason, "tick_points": points == TICK_POINTS}
    return _carry_out(request, standing, task, MoveKind.CLOSE, service, receipt, form, **own)


def _version(request: HttpRequest) -> int:
    """The version the page was made from; 0, which no task has, when it is missing or no number."""
    form = VersionForm(request.POST)
    return form.cleaned_data["task_version"] if form.is_valid() else 0


def _is_stale(request: HttpRequest, task: Task) -> bool:
    """Asked before the answers are looked at, so that nobody corrects a form that no longer fits the task."""
    return _version(request) != task.version


def _carry_out(
    request: HttpRequest,
    standing: Standing,
    task: Task,
    kind: MoveKind,
    service: Callable[..., Task],
    receipt: str,
    form: Form | None = None,
    **own: Any,
) -> HttpResponse:
    """Call the service, which looks at the version again under the lock."""
    try:
        moved = service(task=task, by=standing.user, version=_version(request), at=clock.now(), **own)
    except (services.StaleTask, services.OutOfTurn, MoveNotAllowed):
        return _show_stale(request, standing, task_or_404(standing, task.number), kind, form)
    ready = made_ready_by(moved, standing.project.calendar)
    messages.success(request, format_html("{} {}{}", task.number, receipt, _now_ready(standing, ready)))
    return redirect("task", pk=standing.project.pk, number=task.number)


def _now_ready(standing: Standing, numbers: list[str]) -> str:
    """What can begin now, each a link to it; nothing for none."""
    if not numbers:
        return ""
    links = [
        format_html('<a href="{}">{}</a>', reverse("task", args=[standing.project.pk, number]), number)
        for number in numbers
    ]
    return format_html(f" {listed(['{}'] * len(links), most=4)} er nu klar til start.", *links)


def _show_stale(
    request: HttpRequest, standing: Standing, task: Task, kind: MoveKind, form: Form | None
) -> HttpResponse:
    """The task as it stands now, and what was typed: in its form, or as text where the form is gone."""
    if form is None:
        messages.info(
            request, f"{task.number} var ændret i mellemtiden. Den er nu: {task.get_state_display().lower()}."
        )
        return redirect("task", pk=standing.project.pk, number=task.number)
    gone = [] if kind in moves_from(task.state) else form.typed
    return show_task(request, standing, task, status=409, alert=CHANGED, typed=gone, **{FORMS[kind]: form})


def _working(request: HttpRequest, pk: int, number: str) -> tuple[Standing, Task]:
    """The standing and the task, for someone who may work on it. Raises Http404, PermissionDenied."""
    today = clock.today()
    standing = enter(person_of(request), pk, on=today)
    task = task_or_404(standing, number)
    if not may_work(standing, task, on=today):
        raise PermissionDenied("This person may not work on this task")
    return standing, task


def show_task(
    request: HttpRequest, standing: Standing, task: Task, *, status: int = 200, alert: str = "", **typed: Any
) -> HttpResponse:
    """The task's page, with what was typed in one of its forms."""
    page = TaskPage(standing, task, today=clock.today(), all_comments=request.GET.get("kommentarer") == "alle")
    if request.method == "GET" and page.see_work and page.comments.has_news:
        see_mentions(task=task, by=standing.user, at=clock.now())
    context = project_page(standing, "task_list", page=page, task=task, item=task.item, alert=alert)
    return render(request, "checklists/task.html", {**context, **page.forms(), **typed}, status=status)
