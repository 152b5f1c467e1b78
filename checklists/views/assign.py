"""Giving tasks to people, one or several at once."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import person_of
from accounts.models import User
from accounts.roles import Act, Role
from audit import clock
from checklists.models import Task
from checklists.people.assign_form import AssignForm
from checklists.people.assign_page import AssignPage
from checklists.services.assignments import AssignedMeanwhile, MayNotWork, assign
from projects.access import Standing
from projects.context import enter, project_page
from ui.danish import listed

CHANGED = "En anden har ændret, hvem der har opgaverne, siden du åbnede siden. Se, hvem der har dem nu, og vælg igen."
NAMES = 4
LONGEST_NUMBER = 10


@require_http_methods(["GET", "HEAD", "POST"])
def task_assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the chosen tasks to people. With none chosen: the roles, each with its open tasks.

    `nr` are the numbers, `rolle` a role whose open tasks are meant. A post that carries the page's `seen` acts; one
    without it, as the list of tasks sends when many are chosen, shows the page. `fra` is "opgave" when one comes from
    the page of the one task, `filter` the list's own query to go back to.
    """
    sent = request.POST if request.method == "POST" else request.GET
    standing = enter(person_of(request), pk, on=clock.today(), act=Act.WORK_OWN_TASKS)
    page = _page(standing, sent)
    if page.out_of_reach and not page.tasks:
        raise PermissionDenied("This person may not give these tasks to anybody")
    acts = "seen" in request.POST and bool(page.tasks)
    form = AssignForm(request.POST if acts else None, page=page)
    if acts and form.is_valid():
        people = form.cleaned_data["people"]
        about = {"people": people, "by": standing.user, "at": clock.now(), "seen": form.cleaned_data["seen"]}
        try:
            changed = assign(project=standing.project, tasks=page.tasks, **about)
        except AssignedMeanwhile:
            page = _page(standing, sent)
            form = AssignForm(request.POST, page=page)
            form.renew()
            return _show(request, page, form, status=409, alert=CHANGED)
        except MayNotWork:
            form.add_error("people", "En af dem har ikke længere en rolle i projektet. Vælg igen.")
        except PermissionDenied:
            form.add_error("people", "Du kan give rollens opgaver til andre med rollen. Resten klarer projektlederen.")
        else:
            messages.success(request, _receipt(standing.user, changed, people, page.settled))
            return redirect(_back(pk, page, sent))
    return _show(request, page, form, status=422 if form.errors else 200)


def _page(standing: Standing, sent: QueryDict) -> AssignPage:
    numbers = {number.upper() for number in sent.getlist("nr") if number.isalnum() and len(number) <= LONGEST_NUMBER}
    role = sent.get("rolle", "")
    return AssignPage(standing, numbers, role if role in Role.values and not numbers else "", clock.today())


def _show(request: HttpRequest, page: AssignPage, form: AssignForm, *, status: int, alert: str = "") -> HttpResponse:
    sent = request.POST if request.method == "POST" else request.GET
    context = {"page": page, "form": form, "alert": alert, "back": _back(page.standing.project.pk, page, sent)}
    kept = {name: sent[name] for name in ("fra", "filter") if name in sent}
    context = project_page(page.standing, "task_list", **context, kept=kept)
    return render(request, "checklists/assign.html", context, status=status)


def _back(pk: int, page: AssignPage, sent: QueryDict) -> str:
    if sent.get("fra") == "opgave" and len(page.tasks) == 1:
        return reverse("task", kwargs={"pk": pk, "number": page.tasks[0].number})
    query = QueryDict(sent.get("filter", "")).urlencode()
    return reverse("task_list", kwargs={"pk": pk}) + (f"?{query}" if query else "")


def _receipt(by: User, changed: list[Task], people: list[User], settled: list[str]) -> str:
    which = changed[0].number if len(changed) == 1 else f"{len(changed)} opgaver"
    if not changed:
        said = "Sådan var det allerede. Intet er ændret."
    elif not people:
        said = f"{which} hører igen til rollen."
    elif people == [by]:
        said = f"Du har taget {which}."
    else:
        said = f"{which} er givet til {listed([person.name for person in people], most=NAMES)}."
    return f"{said} Lukket og ikke ændret: {listed(settled, most=NAMES)}." if settled else said
