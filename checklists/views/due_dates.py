"""The same due date for several tasks at once."""

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
from checklists.services.due_dates import set_due_dates
from projects.access import Standing
from projects.context import enter, project_page
from ui.danish import numeric_date


@require_http_methods(["GET", "HEAD", "POST"])
def task_due_dates(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose one day for the tasks whose numbers are sent as `nr`: all or none. Done tasks and others' stay."""
    standing = enter(person_of(request), pk, on=clock.today(), act=Act.WORK_OWN_TASKS)
    sent = request.POST if request.method == "POST" else request.GET
    chosen = _chosen(standing, sent)
    reach = workable(standing, chosen, on=clock.today())
    tasks = [task for task in chosen if not task.is_settled and task.pk in reach]
    form = DueForm(request.POST or None)
    back = _back(pk, sent)
    if request.method == "POST" and tasks and form.is_valid():
        day, numbers = form.cleaned_data["due_on"], [task.number for task in tasks]
        changed = set_due_dates(project=standing.project, numbers=numbers, day=day, by=standing.user, at=clock.now())
        late = " Den er passeret, så opgaverne står som forsinkede." if day < clock.today() else ""
        which = f"Fristen er {numeric_date(day)} for {changed} {'opgave' if changed == 1 else 'opgaver'}."
        messages.success(request, f"{which}{late}" if changed else "Sådan var fristen allerede. Intet er ændret.")
        return redirect(back)
    context = project_page(
        standing,
        "task_list",
        form=form,
        tasks=tasks,
        left=[task.number for task in chosen if task not in tasks],
        back=back,
        filter=sent.get("filter", ""),
        today=clock.today(),
    )
    status = 422 if request.method == "POST" else 200
    return render(request, "checklists/due_dates.html", context, status=status)


def _chosen(standing: Standing, sent: QueryDict) -> list[Task]:
    numbers = [number.replace("\x00", "") for number in sent.getlist("nr")]
    tasks = Task.objects.filter(project=standing.project, number__in=numbers) if numbers else Task.objects.none()
    return list(tasks.select_related("item").in_guide_order())


def _back(pk: int, sent: QueryDict) -> str:
    """The list as it was filtered."""
    query = QueryDict(sent.get("filter", "")).urlencode()
    return reverse("task_list", kwargs={"pk": pk}) + (f"?{query}" if query else "")
