"""The programleder appoints a municipality's first projektleder."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import national_acts, person_of
from accounts.models import User
from accounts.roles import Act
from audit import clock
from projects.forms.invitation import AppointForm
from projects.models import Invitation
from projects.services import invitations as services
from ui.danish import long_date


@require_http_methods(["GET", "HEAD", "POST"])
def appointments(request: HttpRequest) -> HttpResponse:
    """Those who are asked and have not started, and the form to ask one."""
    programleder, now = _programleder(request), clock.now()
    form = AppointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = services.appoint(by=programleder, at=now, **form.cleaned_data)
        except services.HasAProject:
            form.add_error("municipality", "Kommunen har et åbent projekt. Dets projektleder inviterer selv.")
        except services.AlreadyInvited as refusal:
            form.add_error(
                "municipality",
                f"{refusal.invitation.name} er allerede spurgt. Træk den invitation tilbage, eller send den igen.",
            )
        else:
            until = long_date(asked.expires_on)
            messages.success(request, f"{asked.name} har fået en invitation på mail. Den gælder til og med {until}.")
            return redirect("appointments")
    waiting = Invitation.objects.waiting_to_start().select_related("municipality")
    context = {"form": form, "waiting": waiting, "today": clock.day_of(now)}
    return render(request, "projects/appointments.html", context, status=422 if form.errors else 200)


@require_POST
def appointment_send_again(request: HttpRequest, invitation: int) -> HttpResponse:
    """Mail it once more."""
    programleder, found = _programleder(request), _first_manager(invitation)
    shown = request.POST.get("times_sent", "")
    times_sent = int(shown) if shown.isdecimal() and len(shown) < 9 else 0
    try:
        services.send_again(invitation=found, times_sent=times_sent, by=programleder, at=clock.now())
    except services.InvitationGone:
        messages.info(request, f"Invitationen til {found.name} er besvaret eller trukket tilbage i mellemtiden.")
    else:
        messages.success(request, f"Invitationen til {found.name} er sendt igen.")
    return redirect("appointments")


@require_POST
def appointment_withdraw(request: HttpRequest, invitation: int) -> HttpResponse:
    """Take it back."""
    programleder, found = _programleder(request), _first_manager(invitation)
    try:
        services.withdraw(invitation=found, by=programleder, at=clock.now())
    except services.InvitationGone:
        messages.info(request, f"Invitationen til {found.name} er besvaret eller trukket tilbage i mellemtiden.")
    else:
        messages.success(request, f"Invitationen til {found.name} er trukket tilbage. Linket virker ikke længere.")
    return redirect("appointments")


def _programleder(request: HttpRequest) -> User:
    user = person_of(request)
    if Act.APPOINT_PROJECT_MANAGER not in national_acts(user, on=clock.today()):
        raise PermissionDenied("Only the programleder appoints a first projektleder")
    return user


def _first_manager(pk: int) -> Invitation:
    return get_object_or_404(Invitation.objects.select_related("municipality"), pk=pk, project=None)
