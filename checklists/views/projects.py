"""The list of projects, and starting one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import holds_national_role, national_acts, person_of
from accounts.roles import Act, NationalRoleKind
from accounts.services.people import NationalPerson
from audit import clock
from checklists.one_task.forms import StartProjectForm
from checklists.project.summary import summarised
from checklists.services.start_project import (
    AnotherName,
    NoEdition,
    NotOneOfYours,
    start_project,
)
from projects.access import may_start_in
from projects.menu import national_menu
from projects.models import Project
from projects.services.projects import FormAlreadySent, ProjectAlreadyOpen


@require_safe
def project_list(request: HttpRequest) -> HttpResponse:
    """My projects; for the programleder all of them."""
    user, today = person_of(request), clock.today()
    allowed, acts = may_start_in(user, on=today), national_acts(user, on=today)
    # A municipality has one open project at a time; the programleder may always start another municipality's.
    taken = Project.objects.open().filter(municipality__in=allowed or []).values_list("municipality", flat=True)
    visible = Project.objects.visible_to(user, on=today)
    return render(
        request,
        "checklists/project_list.html",
        {
            "projects": summarised(visible.with_dates().with_closing_days(), on=today),
            "may_start": allowed is None or bool(set(allowed) - set(taken)),
            "may_appoint": Act.APPOINT_PROJECT_MANAGER in acts,
            "national_menu": national_menu(acts),
            "second_level": holds_national_role(user, NationalRoleKind.SECOND_LEVEL, on=today),
            "today": today,
        },
    )


# What the form says when the portal refuses, and beside which field; None is above them all.
REFUSALS: dict[type[Exception], tuple[str | None, str]] = {
    ProjectAlreadyOpen: (
        "municipality",
        "Kommunen har allerede et åbent projekt. Der kan kun være ét ad gangen.",
    ),
    FormAlreadySent: (None, "Siden er sendt før med andre svar. Intet er ændret nu. Se efter, og send igen."),
    AnotherName: (
        "manager_name",
        "Adressen er i portalen med et andet navn. Skriv navnet, som personen selv har skrevet det, eller ret "
        "adressen.",
    ),
    NationalPerson: ("manager_email", "Personen har en national rolle og kan ikke lede en kommunes projekt."),
    NotOneOfYours: (
        "manager_email",
        "Vi kender ikke adressen hos jer. Skriv en kollega, der allerede har adgang, eller bed MedComs programleder om "
        "at give adgang.",
    ),
    NoEdition: (None, "Guidens opgaver er ikke lagt ind i portalen endnu. Kontakt MedCom."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def project_start(request: HttpRequest) -> HttpResponse:
    """Start a project from the playbook. An open one is refused with a link to it; what was typed stays."""
    user, now = person_of(request), clock.now()
    today = clock.day_of(now)
    allowed = may_start_in(user, on=today)
    if allowed == []:
        raise PermissionDenied("This person may not start projects")
    form = StartProjectForm(request.POST or None, by=user, today=today, allowed=allowed)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        answers = {name: value for name, value in form.cleaned_data.items() if name != "anyway"}
        try:
            project = start_project(by=user, at=now, **answers)
        except tuple(REFUSALS) as refusal:
            form.add_error(*REFUSALS[type(refusal)])
            if isinstance(refusal, ProjectAlreadyOpen):
                context["other"] = refusal.project
            elif isinstance(refusal, FormAlreadySent):
                context["sent"] = refusal.project
                form.renew_once()
        else:
            messages.success(request, _started(project.tasks.count(), manager=answers["manager_name"]))
            return redirect("task_list", pk=project.pk)
    return render(request, "checklists/project_start.html", context, status=422 if form.errors else 200)


def _started(count: int, *, manager: str) -> str:
    return f"Projektet er startet med {count} opgaver fra guiden. {manager} er projektleder."
