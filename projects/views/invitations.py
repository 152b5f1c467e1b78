"""Inviting, sending again, withdrawing."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import person_of
from accounts.models import User
from accounts.roles import Act, Role
from accounts.services.people import NationalPerson
from audit import clock
from projects.access import Standing
from projects.context import enter, project_page
from projects.forms.invitation import InvitationForm
from projects.manning import is_manned
from projects.models import Invitation
from projects.services import invitations as services
from projects.services.roles import LastProjectManager
from projects.wording import named
from ui.danish import long_date

LAST_MANAGER = (
    "Projektet skal altid have en projektleder eller en åben invitation til en. Find først en anden, og prøv så igen."
)


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask somebody to take roles. What was typed stays when it is refused."""
    now = clock.now()
    today = clock.day_of(now)
    standing = enter(person_of(request), pk, on=today)
    only_manager = not standing.may(Act.MANAGE_PEOPLE)
    if not services.may_invite(standing.project, [Role.PROJECT_MANAGER], by=standing.user, at=now):
        raise PermissionDenied("This person may not invite")
    form = InvitationForm(
        request.POST or None,
        project=standing.project,
        only_manager=only_manager,
        has_jurist=is_manned(standing.project, Role.LEGAL_OFFICER, on=today),
        initial=_asked_for(request),
    )
    other: Invitation | None = None
    if request.method == "POST" and form.is_valid():
        try:
            done = services.invite(project=standing.project, by=standing.user, at=now, **form.cleaned_data)
        except services.AlreadyInvited as refusal:
            # The programleder knows of no others in the project.
            other = None if only_manager else refusal.invitation
            form.add_error("email", "Adressen er inviteret. Send invitationen igen, eller træk den tilbage først.")
        except NationalPerson:
            form.add_error("email", "Adressen har en national rolle og kan ikke have en i en kommunes projekt.")
        except services.HasTheRoles:
            form.add_error("roles", "Personen har allerede de roller, du har valgt.")
        else:
            messages.success(request, _receipt(done, form.cleaned_data, by=standing.user))
            return _back(standing)
    context = project_page(standing, "organisation", form=form, other=other, today=today)
    return render(request, "projects/invite.html", context, status=422 if form.errors else 200)


@require_POST
def invitation_send_again(request: HttpRequest, pk: int, invitation: int) -> HttpResponse:
    """Mail it once more."""
    standing, found = _entered(request, pk, invitation)
    shown = request.POST.get("times_sent", "")
    times_sent = int(shown) if shown.isdecimal() and len(shown) < 9 else 0
    try:
        sent = services.send_again(invitation=found, times_sent=times_sent, by=standing.user, at=clock.now())
    except services.InvitationGone as refusal:
        messages.info(request, _gone(refusal.invitation))
    else:
        if sent.times_sent == found.times_sent:
            messages.info(request, f"Invitationen til {sent.name} er sendt igen i mellemtiden. Den er ikke sendt nu.")
            return _back(standing)
        messages.success(
            request, f"Invitationen til {sent.name} er sendt igen. Den gælder til og med {long_date(sent.expires_on)}."
        )
    return _back(standing)


@require_POST
def invitation_withdraw(request: HttpRequest, pk: int, invitation: int) -> HttpResponse:
    """Take it back."""
    standing, found = _entered(request, pk, invitation)
    try:
        services.withdraw(invitation=found, by=standing.user, at=clock.now())
    except services.InvitationGone as refusal:
        messages.info(request, _gone(refusal.invitation))
    except LastProjectManager:
        messages.warning(request, LAST_MANAGER)
    else:
        messages.success(request, f"Invitationen til {found.name} er trukket tilbage. Linket virker ikke længere.")
    return _back(standing)


def _entered(request: HttpRequest, pk: int, invitation: int) -> tuple[Standing, Invitation]:
    standing = enter(person_of(request), pk, on=clock.today())
    if not (standing.may(Act.MANAGE_PEOPLE) or standing.may(Act.APPOINT_PROJECT_MANAGER)):
        raise PermissionDenied("This person may not change invitations")
    return standing, get_object_or_404(Invitation, pk=invitation, project=standing.project)


def _back(standing: Standing) -> HttpResponse:
    """Where the reader may be: the programleder does not see the organisation."""
    name = "organisation" if standing.may(Act.SEE_WORK) else "task_list"
    return redirect(name, pk=standing.project.pk)


def _asked_for(request: HttpRequest) -> dict[str, Any]:
    """The role and unit that a link on Organisation asks for."""
    return {
        "roles": [role for role in request.GET.getlist("rolle") if role in Role.values],
        "units": [unit for unit in request.GET.getlist("enhed") if unit.isdecimal()],
        "signs_instead": "underskriver" in request.GET,
        "name": request.GET.get("navn", ""),
        "email": request.GET.get("mail", ""),
    }


def _receipt(done: services.Invited, typed: dict[str, Any], *, by: User) -> str:
    units = [unit.name for unit in typed.get("units") or []]
    words = named(typed["roles"], units=units, signs_instead=typed.get("signs_instead", False))
    if done.person == by:
        return f"Du er nu {words}."
    if done.person:
        return f"{done.person.name} er nu {words} og har fået en mail om det."
    if done.invitation:
        until = long_date(done.invitation.expires_on)
        return f"{done.invitation.name} har fået en invitation på mail. Den gælder til og med {until}."
    return ""


def _gone(invitation: Invitation) -> str:
    if invitation.accepted_at:
        return f"{invitation.name} har sagt ja i mellemtiden."
    return f"Invitationen til {invitation.name} er trukket tilbage i mellemtiden."
