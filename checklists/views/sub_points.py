"""Ticking off a task's points, one press each."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.access import person_of
from audit import clock
from checklists.access import task_or_404
from checklists.rules.task_rights import may_work
from checklists.services.sub_points import NoSuchPoint, TaskIsSettled, set_tick
from projects.context import enter

# Digits that are read as a place; no task has so many points.
LONGEST_POSITION = 100


def task_tick(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    """Tick one point off (`tick`), or take its tick away (`untick`): the pressed button's name and position."""
    back = f"{reverse('task', kwargs={'pk': pk, 'number': number})}#delpunkter"
    if request.method != "POST":
        return redirect(back)
    standing = enter(person_of(request), pk, on=clock.today())
    task = task_or_404(standing, number)
    if not may_work(standing, task, on=clock.today()):
        raise PermissionDenied("This person may not work on this task")
    position = request.POST.get("tick", request.POST.get("untick", ""))
    if not position.isdecimal() or len(position) > LONGEST_POSITION:
        raise Http404("No point was named")
    try:
        set_tick(task=task, position=int(position), ticked="tick" in request.POST, by=standing.user, at=clock.now())
    except NoSuchPoint:
        messages.info(request, "Delpunkterne er ændret, siden du åbnede siden. Se dem igennem igen.")
    except TaskIsSettled:
        messages.info(request, f"{number} er lukket i mellemtiden, så delpunkterne kan ikke ændres.")
    return redirect(back)
