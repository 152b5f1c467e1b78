"""One task's due date, set by hand."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import person_of
from audit import clock
from checklists.access import task_or_404
from checklists.dates.forms import DueForm
from checklists.moves import MoveNotAllowed
from checklists.one_task.forms import VersionForm
from checklists.rules.task_rights import may_work
from checklists.services.due_dates import set_due
from checklists.services.tasks import StaleTask
from projects.context import enter, project_page
from ui.danish import numeric_date


@require_http_methods(["GET", "HEAD", "POST"])
def task_due(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    """Set the due date, or let it follow our suggestion again."""
    today = clock.today()
    standing = enter(person_of(request), pk, on=today)
    task = task_or_404(standing, number)
    if not may_work(standing, task, on=today):
        raise PermissionDenied("This person may not set this date")
    back, alert = "suggestion" in request.POST, ""
    form = DueForm(
        None if back else request.POST or None, initial={"due_on": task.due_on}, today=today, before=task.due_on
    )
    if request.method == "POST" and (back or form.is_valid()):
        version = VersionForm(request.POST)
        seen = version.cleaned_data["task_version"] if version.is_valid() else 0
        day = None if back else form.cleaned_data["due_on"]
        try:
            task = set_due(task=task, day=day, by=standing.user, version=seen, at=clock.now())
        except MoveNotAllowed:
            messages.info(
                request, f"{number} er lukket, så fristen bliver stående. Genåbn opgaven, hvis den skal laves igen."
            )
            return redirect("task", pk=pk, number=number)
        except StaleTask as stale:
            task, alert = stale.task, "Opgaven er ændret i mellemtiden. Se efter, og gem igen."
        else:
            late = " Den er passeret, så opgaven står som forsinket." if task.is_late(on=today) else ""
            said = f"Fristen for {number} er {numeric_date(task.due_on)}." if task.due_on else "Fristen er taget væk."
            messages.success(request, f"{said}{late}")
            return redirect("task", pk=pk, number=number)
    context = project_page(standing, "task_list", form=form, task=task, alert=alert)
    return render(request, "checklists/task_due.html", context, status=409 if alert else 422 if form.errors else 200)
