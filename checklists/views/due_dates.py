"""The same due date for several tasks at once."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import person_of
from accounts.roles import Act
from audit import clock
from checklists.dates.forms import DueForm
from checklists.models import Task
from checklists.rules.task_rights import workable
from checklists.services.due_dates import DueDatesChanged, fingerprint_of_due, set_due_dates
from projects.access import Standing
from projects.context import enter, project_page
from ui.danish import numeric_date

CHANGED = "En anden har ændret en af opgaverne, siden du åbnede siden. Se, hvordan fristerne er nu, og gem igen."


@require_http_methods(["GET", "HEAD", "POST"])
def task_due_dates(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose one day for the tasks whose numbers are sent as `nr`: all or none. Done tasks and others' stay."""
    standing = enter(person_of(request), pk, on=clock.today(), act=Act.WORK_OWN_TASKS)
    sent = request.POST if request.method == "POST" else request.GET
    chosen = _chosen(standing, sent)
    tasks = _settable(standing, chosen)
    form = DueForm(request.POST or None, today=clock.today(), count=len(tasks))
    seen = sent.get("seen", "") if request.method == "POST" else fingerprint_of_due(tasks)
    back, alert = _back(pk, sent), ""
    if request.method == "POST" and tasks and form.is_valid():
        day, numbers = form.cleaned_data["due_on"], [task.number for task in tasks]
        which = {"project": standing.project, "numbers": numbers, "day": day, "seen": seen}
        try:
            changed = set_due_dates(**which, by=standing.user, at=clock.now())
        except DueDatesChanged:
            chosen, alert = _chosen(standing, sent), CHANGED
            tasks = _settable(standing, chosen)
            seen = fingerprint_of_due(tasks)
        else:
            messages.success(request, _receipt(day, changed))
            return redirect(back)
    context = project_page(
        standing,
        "task_list",
        form=form,
        tasks=tasks,
        left=[task.number for task in chosen if task not in tasks],
        back=back,
        filter=sent.get("filter", ""),
        seen=seen,
        alert=alert,
        today=clock.today(),
    )
    status = 409 if alert else 422 if request.method == "POST" else 200
    return render(request, "checklists/due_dates.html", context, status=status)


def _settable(standing: Standing, chosen: list[Task]) -> list[Task]:
    """Those that are open and that the person may work on."""
    reach = workable(standing, chosen, on=clock.today())
    return [task for task in chosen if not task.is_settled and task.pk in reach]


def _receipt(day: date, changed: int) -> str:
    if not changed:
        return "Sådan var fristen allerede. Intet er ændret."
    they = "opgaven står som forsinket" if changed == 1 else "opgaverne står som forsinkede"
    late = f" Den er passeret, så {they}." if day < clock.today() else ""
    return f"Fristen er {numeric_date(day)} for {changed} {'opgave' if changed == 1 else 'opgaver'}.{late}"


def _chosen(standing: Standing, sent: QueryDict) -> list[Task]:
    numbers = [number.replace("\x00", "") for number in sent.getlist("nr")]
    tasks = Task.objects.filter(project=standing.project, number__in=numbers) if numbers else Task.objects.none()
    return list(tasks.select_related("item").in_guide_order())


def _back(pk: int, sent: QueryDict) -> str:
    """The list as it was filtered."""
    query = QueryDict(sent.get("filter", "")).urlencode()
    return reverse("task_list", kwargs={"pk": pk}) + (f"?{query}" if query else "")
