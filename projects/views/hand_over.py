"""Handing roles over to a successor."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import person_of
from accounts.models import User
from accounts.roles import Act, Role
from audit import clock
from projects.access import standing_of
from projects.belongings import belongings_of
from projects.context import enter, project_page
from projects.forms.roles import HandOverForm
from projects.letters import named
from projects.manning import holdings_on
from projects.models import HandOver
from projects.services import hand_over as services
from projects.services.roles import LastProjectManager, NotAWorker, RoleChanged
from ui.danish import long_date


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """All of a person's roles, or some, go to a colleague from a day on."""
    now = clock.now()
    today = clock.day_of(now)
    standing = enter(person_of(request), pk, on=today, act=Act.WORK_OWN_TASKS)
    held = [holding for holding in holdings_on([standing.project], on=today) if holding.user_id == person]
    leaver = get_object_or_404(User, pk__in=[holding.user_id for holding in held])
    if not services.may_hand_over(standing.project, leaver, by=standing.user, on=today):
        raise PermissionDenied("This person may not hand over these roles")
    planned = services.planned_hand_over(standing.project, leaver, [Role(holding.role) for holding in held], on=today)
    form = HandOverForm(request.POST or None, project=standing.project, leaver=leaver, held=held, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            done = services.hand_over(
                project=standing.project, leaver=leaver, by=standing.user, at=now, **form.cleaned_data
            )
        except (NotAWorker, services.HandOverToSelf):
            form.add_error("successor", "Vælg en anden, der arbejder i kommunen den dag.")
        except LastProjectManager:
            form.add_error(
                "successor", "Personen stopper snart i kommunen, og projektet skal altid have en projektleder."
            )
        except services.AlreadyHandedOver as refusal:
            planned = refusal.hand_over
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
    context = project_page(
        standing,
        "organisation",
        form=form,
        leaver=leaver,
        planned=planned,
        belongings=belongings_of(standing.project, leaver, [holding.role for holding in held]),
        may_invite=standing.may(Act.MANAGE_PEOPLE),
        today=today,
    )
    refused = form.errors or (request.method == "POST" and planned)
    return render(request, "projects/hand_over.html", context, status=422 if refused else 200)


@require_POST
def hand_over_take_back(request: HttpRequest, pk: int, hand_over: int) -> HttpResponse:
    """Take a hand-over back before its day."""
    now = clock.now()
    standing = enter(person_of(request), pk, on=clock.day_of(now), act=Act.WORK_OWN_TASKS)
    related = HandOver.objects.select_related("leaver", "successor")
    found = get_object_or_404(related, pk=hand_over, project=standing.project)
    try:
        services.take_back(hand_over=found, by=standing.user, at=now)
    except services.TooLate:
        messages.info(request, "Overdragelsen er trådt i kraft eller fortrudt i mellemtiden. Intet er ændret nu.")
    else:
        messages.success(request, f"Overdragelsen er fortrudt. {found.leaver.name} fortsætter.")
    return redirect("organisation", pk=pk)
