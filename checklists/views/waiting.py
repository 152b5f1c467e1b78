"""Går i stå: two clicks to say so, a page to say more, and one button when it is over."""

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from accounts.access import person_of
from audit import clock
from audit.models import Event
from checklists.access import task_or_404
from checklists.models import Task, Waiting
from checklists.models.waiting import US
from checklists.moves import OPEN, MoveNotAllowed
from checklists.one_task.forms import VersionForm
from checklists.rules.stuck_reasons import UnknownReason, reasons_of, shown_first
from checklists.rules.task_rights import may_work
from checklists.services import waiting as services
from checklists.services.tasks import StaleTask
from checklists.waiting.forms import PAST, WaitingForm
from checklists.waiting.page import WaitingPanel
from projects.access import Standing
from projects.context import enter, project_page
from ui.danish import long_date
from ui.paths import own_path

PAGE = "task_list"


@require_http_methods(["GET", "HEAD", "POST"])
def task_stuck(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    """Why the task is stuck: each reason is a button, and pressing it is all."""
    standing, task = _working(request, pk, number)
    if request.method != "POST":
        return _elsewhere(request, standing, task) or _reasons(request, standing, task)
    reason, version = request.POST.get("reason", ""), _version(request)
    try:
        waiting = services.get_stuck(task=task, reason=reason, by=standing.user, version=version, at=clock.now())
    except UnknownReason:
        return _reasons(request, standing, task, error="Vælg en af grundene.", status=422)
    except (StaleTask, services.AlreadyWaiting, MoveNotAllowed):
        return _changed(request, standing, task_or_404(standing, number), reason)
    messages.success(request, _receipt(request, waiting))
    return HttpResponseRedirect(_back(request) or _address("task_waiting", waiting.task))


@require_http_methods(["GET", "HEAD", "POST"])
def task_waiting(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    """Whom exactly the task waits for, what for, and when to ask again."""
    standing, task = _working(request, pk, number)
    waiting = task.waitings.open().first()
    if request.method == "POST":
        return _save_details(request, standing, task, _form(task, waiting, request), waits=waiting is not None)
    if waiting is None:
        messages.info(request, f"{number} venter ikke på nogen.")
        return redirect("task", pk=pk, number=number)
    return _details(request, standing, task, _form(task, waiting))


def _save_details(
    request: HttpRequest, standing: Standing, task: Task, form: WaitingForm, *, waits: bool
) -> HttpResponse:
    """Keep what was typed, or show it beside what changed."""
    if not waits or _version(request) != task.version:
        return _details(request, standing, task, form, status=409)
    if not form.is_valid():
        return _details(request, standing, task, form, status=422)
    try:
        services.change_waiting(task=task, details=form.details, by=standing.user, version=task.version, at=clock.now())
    except (StaleTask, services.NotWaiting):
        return _details(request, standing, task_or_404(standing, task.number), form, status=409)
    except services.PastDay:
        form.add_error("ask_again_on", PAST.format(long_date(clock.today())))
        return _details(request, standing, task, form, status=422)
    messages.success(request, f"Det er gemt, hvem {task.number} venter på.")
    return HttpResponseRedirect(_back(request) or _address("task", task))


def task_waiting_end(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    """The task waits no longer."""
    if request.method != "POST":
        return redirect("task", pk=pk, number=number)
    standing, task = _working(request, pk, number)
    try:
        services.end_waiting(task=task, by=standing.user, version=_version(request), at=clock.now())
    except services.NotWaiting:
        messages.info(request, f"{number} venter ikke på nogen.")
    except StaleTask:
        messages.info(request, f"{number} er ændret, siden du åbnede siden. Se efter, og vælg så igen.")
    else:
        messages.success(request, f"{number} venter ikke længere. Nu er det jer selv, der har den.")
    return HttpResponseRedirect(_back(request) or _address("task", task))


def _working(request: HttpRequest, pk: int, number: str) -> tuple[Standing, Task]:
    """The standing and the task, for someone who may work on it. Raises Http404, PermissionDenied."""
    standing = enter(person_of(request), pk, on=clock.today())
    task = task_or_404(standing, number)
    if not may_work(standing, task, on=clock.today()):
        raise PermissionDenied("This person may not work on this task")
    return standing, task


def _version(request: HttpRequest) -> int:
    """The version the page was made from; 0, which no task has, when it is missing or no number."""
    form = VersionForm(request.POST)
    return form.cleaned_data["task_version"] if form.is_valid() else 0


def _back(request: HttpRequest) -> str:
    """The page of ours the person came from, as the address or the form says."""
    return own_path(request.POST.get("next") or request.GET.get("next") or "")


def _address(name: str, task: Task) -> str:
    return reverse(name, kwargs={"pk": task.project_id, "number": task.number})


def _to_details(request: HttpRequest, task: Task) -> str:
    """The page of details, which leads back to where the person came from."""
    back = _back(request)
    return _address("task_waiting", task) + (f"?{urlencode({'next': back})}" if back else "")


def _elsewhere(request: HttpRequest, standing: Standing, task: Task) -> HttpResponse | None:
    """Where a task that is settled, or waits already, is looked after; None for one that can get stuck."""
    if task.state not in OPEN:
        messages.info(request, f"{task.number} er {task.get_state_display().lower()} og kan ikke gå i stå.")
        return HttpResponseRedirect(_address("task", task))
    if waiting := task.waitings.open().first():
        messages.info(request, f"{task.number} venter allerede på {waiting.party_name}. Her kan du rette det.")
        return HttpResponseRedirect(_to_details(request, task))
    return None


def _changed(request: HttpRequest, standing: Standing, task: Task, reason: str) -> HttpResponse:
    """The page was old. A second press of the same button is the first one's; else one chooses again."""
    waiting = task.waitings.open().first()
    if waiting and waiting.began_by_id == standing.user.pk and waiting.reason == reason:
        return HttpResponseRedirect(_back(request) or _address("task_waiting", task))
    return _elsewhere(request, standing, task) or _reasons(request, standing, task, stale=True, status=409)


def _receipt(request: HttpRequest, waiting: Waiting) -> str:
    """What was kept, when to ask again, and where one may say more."""
    day = long_date(waiting.ask_again_on, clock.today())
    if waiting.party == US:
        said = f"{waiting.task.number} er meldt i stå og ligger hos jer selv. Følg op {day}."
    else:
        said = f"{waiting.task.number} venter nu på {waiting.party_name}. Spørg igen {day}."
    if not _back(request):
        return said
    return format_html('{} <a href="{}">Skriv hvem, eller ret datoen</a>', said, _to_details(request, waiting.task))


def _used(**where: Any) -> Counter[str]:
    """How often each reason was given."""
    given = Waiting.objects.filter(**where).order_by().values_list("reason").annotate(times=Count("pk"))
    return Counter(dict(given))


def _reasons(
    request: HttpRequest, standing: Standing, task: Task, *, status: int = 200, stale: bool = False, error: str = ""
) -> HttpResponse:
    """The page of reasons."""
    shown, more = shown_first(
        reasons_of(task.item.edition), here=_used(task__project=standing.project), everywhere=_used()
    )
    today, calendar = clock.today(), standing.project.calendar
    groups = [[(reason, reason.party.ask_again_on(calendar, on=today)) for reason in group] for group in (shown, more)]
    return _page(request, standing, task, "reasons", status, groups=groups, stale=stale, error=error)


def _form(task: Task, waiting: Waiting | None, request: HttpRequest | None = None) -> WaitingForm:
    data = request.POST if request else None
    return WaitingForm(data, task=task, waiting=waiting, today=clock.today())


def _details(
    request: HttpRequest, standing: Standing, task: Task, form: WaitingForm, *, status: int = 200
) -> HttpResponse:
    """The page of details; 409 shows what changed beside what was typed."""
    return _page(request, standing, task, "details", status, form=form, stale=status == 409)


def _page(
    request: HttpRequest, standing: Standing, task: Task, name: str, status: int, *, stale: bool, **own: Any
) -> HttpResponse:
    today = clock.today()
    about = Event.objects.of_project(standing.project.pk).about(task.number).latest_first()
    waitings = list(task.waitings.select_related("began_by"))
    context = project_page(
        standing,
        PAGE,
        task=task,
        panel=WaitingPanel(standing, task, today, standing.project.calendar, waitings),
        back=_back(request),
        stale=stale,
        latest=about.first() if stale else None,
        today=today,
        **own,
    )
    return render(request, f"checklists/waiting/{name}.html", context, status=status)
