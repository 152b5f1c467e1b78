"""Files of a task: laying them there, looking at one, fetching it, taking a version back."""

from functools import partial

from csp.decorators import csp_update
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import person_of
from accounts.roles import Act
from audit import clock
from checklists.access import file_or_404, task_or_404, version_or_404
from checklists.evidence.forms import EvidenceForm
from checklists.models import Task
from checklists.one_task.files import addresses_of, lay_on
from checklists.rules.task_files import needed_by
from checklists.rules.task_rights import may_work
from checklists.services.task_files import add_file, withdraw_file
from checklists.views.task import show_task
from files.forms import WithdrawForm
from files.models import File
from files.page import FilePage
from files.sending import send_or_say
from files.uploads import FIELD, NOTHING, asks_for_results, results_response, take_one
from projects.access import Standing
from projects.context import enter, project_page


def task_files(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    """Lay uploads on the task. A script gets a result per file; a plain form the task's page, what was typed kept."""
    if request.method != "POST":
        return redirect("task", pk=pk, number=number)
    standing, task = _working(request, pk, number)
    results = lay_on(task, request.FILES.getlist(FIELD), by=standing.user, at=clock.now())
    if asks_for_results(request):
        return results_response(results)
    results = results or [NOTHING]
    if "task_version" not in request.POST and all(result.taken for result in results):
        for result in results:
            messages.success(request, f"»{result.name}«: {result.sentence}")
        return redirect(f"{reverse('task', args=[pk, number])}#filer")
    typed = {name: value for name, value in request.POST.items() if value}
    form = EvidenceForm(item=task.item, today=clock.today(), has_file=True, initial=typed)
    status = 200 if all(result.taken for result in results) else 422
    return show_task(request, standing, task, status=status, form=form, file_results=results)


# The page shows a PDF in a frame of its own origin.
@csp_update({"frame-src": ["'self'"]})  # type: ignore[arg-type] # its type knows no address parameters
@require_http_methods(["GET", "HEAD", "POST"])
def task_file(request: HttpRequest, pk: int, number: str, file: int) -> HttpResponse:
    """One file: shown, with its versions. A post lays the next version there."""
    standing, task = _seeing(request, pk, number)
    found = file_or_404(task, file)
    if request.method != "POST":
        return _show(request, standing, task, found)
    if not may_work(standing, task, on=clock.today()):
        raise PermissionDenied("This person may not work on this task")
    result = take_one(request, partial(add_file, task=task, by=standing.user, at=clock.now(), file=found))
    if not result.taken:
        return _show(request, standing, task, found, refused=result, status=422)
    messages.success(request, result.sentence)
    return redirect("task_file", pk=pk, number=number, file=file)


def _show(
    request: HttpRequest, standing: Standing, task: Task, file: File, *, status: int = 200, **own: object
) -> HttpResponse:
    page = FilePage(file, addresses_of(task))
    may_change = may_work(standing, task, on=clock.today())
    today = clock.today()
    context = project_page(standing, "task_list", task=task, page=page, may_change=may_change, today=today, **own)
    return render(request, "checklists/task_file.html", context, status=status)


@require_safe
def task_file_content(
    request: HttpRequest, pk: int, number: str, file: int, version: int, *, shown: bool = False
) -> HttpResponseBase:
    """The bytes of one version, to keep or, `shown`, for the page that shows it. 410 once it is taken back."""
    _, task = _seeing(request, pk, number)
    return send_or_say(request, version_or_404(task, file, version), shown=shown)


@require_http_methods(["GET", "HEAD", "POST"])
def task_file_withdraw(request: HttpRequest, pk: int, number: str, file: int, version: int) -> HttpResponse:
    """Take one version back, with a reason. The page says so when a done task stands on it alone."""
    standing, task = _working(request, pk, number)
    found = version_or_404(task, file, version)
    form, is_needed = WithdrawForm(request.POST or None), bool(needed_by(task, found))
    if found.is_withdrawn or (request.method == "POST" and form.is_valid()):
        if not found.is_withdrawn:
            reason = form.cleaned_data["reason"]
            withdraw_file(task=task, version=found, reason=reason, by=standing.user, at=clock.now())
        lost = " Opgaven mangler nu bevis." if is_needed else ""
        messages.success(request, f"»{found.name}« er trukket tilbage.{lost}")
        return redirect(f"{reverse('task', args=[pk, number])}#filer")
    back = addresses_of(task).page(file)
    context = project_page(standing, "task_list", task=task, version=found, form=form, back=back, is_needed=is_needed)
    status = 422 if request.method == "POST" else 200
    return render(request, "checklists/task_file_withdraw.html", context, status=status)


def _seeing(request: HttpRequest, pk: int, number: str) -> tuple[Standing, Task]:
    """For someone who may see the work. Raises Http404, PermissionDenied."""
    standing = enter(person_of(request), pk, on=clock.today(), act=Act.SEE_WORK)
    return standing, task_or_404(standing, number)


def _working(request: HttpRequest, pk: int, number: str) -> tuple[Standing, Task]:
    """For someone who may work on the task. Raises Http404, PermissionDenied."""
    standing = enter(person_of(request), pk, on=clock.today())
    task = task_or_404(standing, number)
    if not may_work(standing, task, on=clock.today()):
        raise PermissionDenied("This person may not work on this task")
    return standing, task
