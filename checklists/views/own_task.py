"""Adding a municipality's own task, and putting one right."""

from dataclasses import asdict
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import person_of
from accounts.roles import Act
from audit import clock
from checklists.access import task_or_404
from checklists.models import Edition, Task
from checklists.one_task.forms import VersionForm
from checklists.one_task.own_task_form import OwnTaskForm
from checklists.rules.needs import Circle, circle_in_words
from checklists.services.own_tasks import add_own_task, change_own_task, words_of
from checklists.services.tasks import StaleTask
from projects.access import Standing
from projects.context import enter, project_page

CHANGED = "Opgaven er ændret, siden du åbnede siden. Det, du skrev, står her endnu. Gem igen, hvis det skal gælde."


@require_http_methods(["GET", "HEAD", "POST"])
def own_task_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a task of the municipality's own."""
    standing = enter(person_of(request), pk, on=clock.today(), act=Act.WORK_OWN_TASKS)
    initial = {"once": uuid4(), "phase": request.GET.get("fase", "")}
    form = OwnTaskForm(request.POST or None, initial=initial, **_about(standing))
    if request.method == "POST" and form.is_valid():
        once = form.cleaned_data["once"] or uuid4()
        try:
            task = add_own_task(project=standing.project, words=form.words, by=standing.user, at=clock.now(), once=once)
        except Circle as found:
            form.add_error("needs", f"{circle_in_words(found.numbers)}. En opgave kan ikke vente på sig selv.")
        else:
            messages.success(request, f"{task.number} {task.title} er lagt til.")
            return redirect("task", pk=pk, number=task.number)
    return _show(request, standing, form)


@require_http_methods(["GET", "HEAD", "POST"])
def own_task_edit(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    """Put an own task right. The guide's have no such page."""
    standing = enter(person_of(request), pk, on=clock.today())
    task = task_or_404(standing, number)
    if not task.item.is_own:
        raise Http404(f"{number} is the guide's")
    if not standing.may_work(task.role):
        raise PermissionDenied("This person may not change this task, though perhaps do it")
    form = OwnTaskForm(request.POST or None, initial=_initial(task), **_about(standing), task=task)
    alert = ""
    if request.method == "POST" and form.is_valid():
        version = VersionForm(request.POST)
        seen = version.cleaned_data["task_version"] if version.is_valid() else 0
        try:
            change_own_task(task=task, words=form.words, by=standing.user, version=seen, at=clock.now())
        except Circle as found:
            form.add_error("needs", f"{circle_in_words(found.numbers)}. Det går i ring.")
        except StaleTask as stale:
            alert, task = CHANGED, stale.task
        else:
            messages.success(request, f"{task.number} er rettet.")
            return redirect("task", pk=pk, number=number)
    return _show(request, standing, form, task=task, alert=alert)


def _about(standing: Standing) -> dict[str, Any]:
    edition = Edition.objects.of_project(standing.project)
    if edition is None:
        raise Http404("The project stands on no edition")
    return {"standing": standing, "edition": edition, "today": clock.today()}


def _initial(task: Task) -> dict[str, Any]:
    words = words_of(task)
    return {**asdict(words), "needs": ", ".join(words.needs), "sub_points": "\n".join(words.sub_points)}


def _show(
    request: HttpRequest, standing: Standing, form: OwnTaskForm, *, task: Task | None = None, alert: str = ""
) -> HttpResponse:
    context = project_page(standing, "task_list", form=form, task=task, alert=alert)
    status = 409 if alert else 422 if form.errors else 200
    return render(request, "checklists/own_task.html", context, status=status)
