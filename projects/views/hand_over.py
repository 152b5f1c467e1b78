"""Handing roles over to a successor."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import person_of
from accounts.models import User
from accounts.roles import Act
from audit import clock
from projects.access import standing_of
from projects.context import enter, project_page
from projects.forms.roles import HandOverForm
from projects.letters import named
from projects.manning import holdings_on
from projects.services import hand_over as services
from projects.services.roles import NotAWorker, RoleChanged
from ui.danish import long_date


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """All of a person's roles, or some, go to a colleague from a day on."""
    now = clock.now()
    today = clock.day_of(now)
    standing = enter(person_of(request), pk, on=today)
    held = [holding for holding in holdings_on([standing.project], on=today) if holding.user_id == person]
    leaver = get_object_or_404(User, pk=person, holdings__in=held)
    if not services.may_hand_over(standing.project, leaver, by=standing.user, on=today):
        raise PermissionDenied("This person may not hand over these roles")
    form = HandOverForm(request.POST or None, project=standing.project, leaver=leaver, held=held, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            done = services.hand_over(
                project=standing.project, leaver=leaver, by=standing.user, at=now, **form.cleaned_data
            )
        except (NotAWorker, services.HandOverToSelf):
            form.add_error("successor", "Vælg en anden, der arbejder i kommunen den dag.")
        except RoleChanged:
            form.add_error("roles", "En af rollerne er overdraget eller afsluttet i mellemtiden. Se Organisation.")
        else:
            when = "nu" if done.from_on == today else f"fra {long_date(done.from_on)}"
            took = f"{done.successor.name} er {when} {named(done.roles)}"
            messages.success(request, f"{took} og har fået en mail med afleveringsbrevet.")
            # One who has handed over everything has left the project.
            if not standing_of(standing.user, standing.project, on=today).may(Act.SEE_WORK):
                return redirect("my_tasks")
            return redirect("hand_over_letter", pk=pk, hand_over=done.pk)
    context = project_page(standing, "organisation", form=form, leaver=leaver, today=today)
    return render(request, "projects/hand_over.html", context, status=422 if form.errors else 200)
