"""The page an invitation's link opens. GET shows, POST answers: a link scanner changes nothing."""

from django.contrib import messages
from django.contrib.auth import authenticate, login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.access import person_of
from accounts.services.people import NationalPerson
from audit import clock
from projects.forms.invitation import AcceptForm
from projects.letters import invitation_from
from projects.models import Invitation
from projects.services.acceptance import WrongPerson, accept, needs_sign_in
from projects.services.invitations import InvitationGone
from projects.wording import WHAT, asked_to, reach, role_lines, who_asks

BACKEND = "accounts.backends.AccessBackend"


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """See what is asked, and say yes."""
    found = invitation_from(token)
    if found is None:
        return render(request, "projects/invitation_gone.html", {"why": "unknown"}, status=404)
    user = person_of(request) if request.user.is_authenticated else None
    if user and found.accepted_by_id == user.pk:
        return redirect("my_tasks")
    if not found.is_open(on=clock.today()):
        return _pressed_twice(request, found) or _gone(request, found)
    if user and user.email.lower() != found.email.lower():
        return _show(request, found, "wrong_person", status=403)
    if user is None and needs_sign_in(found, at=clock.now()):
        return _show(request, found, "sign_in")
    return _answer(request, found)


def _answer(request: HttpRequest, found: Invitation) -> HttpResponse:
    user = person_of(request) if request.user.is_authenticated else None
    form = None if user else AcceptForm(request.POST or None, email=found.email, initial={"name": found.name})
    if request.method != "POST" or (form and not form.is_valid()):
        return _show(request, found, "answer", form=form, status=422 if form and form.errors else 200)
    typed = form.cleaned_data if form else {"name": "", "password": ""}
    try:
        person = accept(invitation=found, user=user, at=clock.now(), **typed)
    except InvitationGone as refusal:
        return _pressed_twice(request, refusal.invitation) or _gone(request, refusal.invitation)
    except WrongPerson:
        return _show(request, found, "sign_in", status=409)
    except NationalPerson:
        return _show(request, found, "national", status=409)
    if user is None:
        login(request, person, backend=BACKEND)
    messages.success(request, _welcome(found))
    return redirect("my_tasks")


def _welcome(found: Invitation) -> str:
    if found.project_id:
        return f"Velkommen. Du er nu {asked_to(found)} i {found.municipality.name}."
    return f"Velkommen. Start projektet for {found.municipality.name}, så lægger portalen guidens opgaver klar."


def _show(request: HttpRequest, found: Invitation, situation: str, *, status: int = 200, **own: object) -> HttpResponse:
    context = {
        "invitation": found,
        "situation": situation,
        "roles": role_lines(found),
        "who_asks": who_asks(found, on=clock.today()),
        "reach": reach(found.invited_by),
        "what": WHAT,
        **own,
    }
    return render(request, "projects/invitation.html", context, status=status)


def _pressed_twice(request: HttpRequest, found: Invitation) -> HttpResponse | None:
    """The second of two clicks comes with the password that the first has just set: it leads the same way."""
    typed = {"email": found.email, "password": request.POST.get("password", "")}
    person = authenticate(request, **typed) if request.method == "POST" and found.accepted_at else None
    if person is None or person.pk != found.accepted_by_id:
        return None
    login(request, person, backend=BACKEND)
    return redirect("my_tasks")


def _gone(request: HttpRequest, found: Invitation) -> HttpResponse:
    why = "accepted" if found.accepted_at else "withdrawn" if found.withdrawn_at else "expired"
    return render(request, "projects/invitation_gone.html", {"why": why, "invitation": found}, status=410)
