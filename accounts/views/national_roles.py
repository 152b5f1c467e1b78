"""Who is MedCom's programleder and Trifork's 2nd level; for the programleder."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import national_acts, person_of
from accounts.forms import EndRoleForm, NationalRoleForm
from accounts.models import NationalRole, User
from accounts.roles import ROLE_SENTENCES, Act, NationalRoleKind
from accounts.services.national_roles import (
    AnotherName,
    LastProgrammeManager,
    RoleEnded,
    WorksInMunicipality,
    appoint,
    end_national_role,
)
from accounts.services.people import EndsBeforeItBegan
from audit import clock
from ui.danish import long_date

LONGEST_NUMBER = 18
CHANGED = "Rollen er ændret, siden du åbnede siden. Den står her, som den er nu. Se efter, og vælg så igen."


@require_http_methods(["GET", "HEAD", "POST"])
def national_role_list(request: HttpRequest) -> HttpResponse:
    """Who holds the national roles from when, and giving one."""
    by = _programme_manager(request)
    form = NationalRoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answers = {**form.cleaned_data, "role": NationalRoleKind(form.cleaned_data["role"])}
        try:
            given = appoint(by=by, at=clock.now(), **answers)
        except AnotherName:
            form.add_error(
                "name",
                "Navn og adresse passer ikke sammen. Skriv navnet, som personen selv har skrevet det i portalen, "
                "eller ret adressen.",
            )
        except WorksInMunicipality:
            form.add_error(
                "email", "Personen arbejder i en kommunes projekt og kan ikke have en national rolle samtidig."
            )
        else:
            messages.success(request, f"{given.user.name} har rollen {given.get_role_display()}.")
            return redirect("national_roles")
    return _show(request, form, status=422 if form.errors else 200)


@require_POST
def national_role_end(request: HttpRequest) -> HttpResponse:
    """Let a role end after a day."""
    by = _programme_manager(request)
    role = NationalRole.objects.select_related("user").filter(pk=_number(request.POST.get("role_id", ""))).first()
    if role is None:
        raise Http404("No such role")
    form = EndRoleForm(request.POST, auto_id=f"id_{role.pk}_%s")
    if not form.is_valid():
        return _show(request, NationalRoleForm(), {role.pk: form}, status=422)
    last_day: date = form.cleaned_data["last_day"]
    try:
        seen = form.cleaned_data["seen"]
        end_national_role(role=role, last_day=last_day, by=by, at=clock.now(), instead_of=seen)
    except RoleEnded as refusal:
        again = EndRoleForm.showing(refusal.role, last_day)
        return _show(request, NationalRoleForm(), {role.pk: again}, status=409, alert=CHANGED)
    except EndsBeforeItBegan as refusal:
        form.add_error("last_day", f"Dagen er for tidlig. Skriv en dag fra {long_date(refusal.from_on)} og frem.")
    except LastProgrammeManager:
        form.add_error("last_day", "Der skal altid være en programleder. Giv først rollen til en anden.")
    else:
        messages.success(
            request, f"{role.user.name}: sidste dag som {role.get_role_display()} er {long_date(last_day)}."
        )
        return redirect("national_roles")
    return _show(request, NationalRoleForm(), {role.pk: form}, status=422)


def _programme_manager(request: HttpRequest) -> User:
    """Raises PermissionDenied for anybody who may not give national roles."""
    user = person_of(request)
    if Act.GIVE_NATIONAL_ROLES not in national_acts(user, on=clock.today()):
        raise PermissionDenied("This person may not give national roles")
    return user


def _number(text: str) -> int:
    """The number of a row, or 0, which no row has."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else 0


def _show(
    request: HttpRequest,
    form: NationalRoleForm,
    ending: dict[int, EndRoleForm] | None = None,
    *,
    status: int = 200,
    alert: str = "",
) -> HttpResponse:
    """The page; `ending` is the one row's form that was refused."""
    today = clock.today()
    roles = list(NationalRole.objects.select_related("user").order_by("from_on", "pk"))
    now = [role for role in roles if role.to_on is None or role.to_on >= today]
    over = [role for role in roles if role not in now]
    groups = [
        (kind.label, ROLE_SENTENCES[kind], [_row(role, ending or {}, today) for role in now if role.role == kind])
        for kind in NationalRoleKind
    ]
    context = {"form": form, "alert": alert, "today": today, "groups": groups, "over": over}
    return render(request, "accounts/national_roles.html", context, status=status)


def _row(role: NationalRole, ending: dict[int, EndRoleForm], today: date) -> tuple[NationalRole, EndRoleForm, bool]:
    """The role, its form for ending it, and whether that form stands open."""
    return role, ending.get(role.pk) or EndRoleForm.showing(role, today), role.pk in ending
