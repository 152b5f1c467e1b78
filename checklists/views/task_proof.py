"""Delivering the proof of a task that was done before the portal."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import person_of
from audit import clock
from checklists.access import task_or_404
from checklists.evidence.forms import EvidenceForm, answers_of, as_answers
from checklists.models import Task
from checklists.moves import MoveNotAllowed
from checklists.one_task.forms import VersionForm
from checklists.rules.task_files import has_files
from checklists.rules.task_rights import may_work
from checklists.services.proof import deliver_proof
from checklists.services.tasks import StaleTask
from checklists.start.page import people_of
from projects.access import Standing
from projects.context import enter, project_page

CHANGED = "Opgaven er ændret, siden du åbnede siden. Det, du skrev, står her endnu. Se efter, og aflever så igen."
GONE = "Opgaven mangler ikke længere bevis. Det, du skrev, er ikke gemt."


@require_http_methods(["GET", "HEAD", "POST"])
def task_proof(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    """The closing form, filled with what is known; the task stays done."""
    today = clock.today()
    standing = enter(person_of(request), pk, on=today)
    task = task_or_404(standing, number)
    if not may_work(standing, task, on=today):
        raise PermissionDenied("This person may not work on this task")
    if request.method == "POST":
        form = EvidenceForm(request.POST, item=task.item, today=today, has_file=has_files(task))
        return _deliver(request, standing, task, form)
    if not task.proof_missing:
        return redirect("task", pk=pk, number=number)
    kept = task.evidence.filter(is_draft=False).first()
    initial = as_answers(kept) if kept else None
    return _show(request, standing, task, EvidenceForm(item=task.item, today=today, initial=initial))


def _deliver(request: HttpRequest, standing: Standing, task: Task, form: EvidenceForm) -> HttpResponse:
    version = VersionForm(request.POST)
    seen = version.cleaned_data["task_version"] if version.is_valid() else 0
    if seen != task.version:
        return _show_stale(request, standing, task, form)
    if not form.is_valid():
        return _show(request, standing, task, form, status=422)
    own: dict[str, Any] = {"answers": answers_of(form), "not_cpr": form.confirmed_not_cpr}
    try:
        deliver_proof(task=task, by=standing.user, version=seen, at=clock.now(), **own)
    except (StaleTask, MoveNotAllowed):
        return _show_stale(request, standing, task_or_404(standing, task.number), form)
    messages.success(request, f"Beviset for {task.number} er afleveret.")
    return redirect("task", pk=standing.project.pk, number=task.number)


def _show_stale(request: HttpRequest, standing: Standing, task: Task, form: EvidenceForm) -> HttpResponse:
    """The form with what was typed; only the words where no proof is missing any more."""
    typed = [] if task.proof_missing else form.typed
    alert = CHANGED if task.proof_missing else GONE
    return _show(request, standing, task, form, alert=alert, typed=typed, status=409)


def _show(
    request: HttpRequest, standing: Standing, task: Task, form: EvidenceForm, *, status: int = 200, **own: Any
) -> HttpResponse:
    kept = task.evidence.filter(is_draft=False).first()
    people = people_of(standing.project, on=clock.today()) if "person" in form.fields else []
    asked = kept.proof_missing if kept else ""
    context = project_page(standing, "task_list", task=task, form=form, asked=asked, people=people, **own)
    return render(request, "checklists/task_proof.html", context, status=status)
