"""A person stops working in the municipality: what hangs on the person, and the last day."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import person_of
from accounts.models import Membership, User
from accounts.roles import Act
from accounts.services.people import AlreadyEnding, EndsBeforeItBegan, NotLeaving
from audit import clock
from projects.belongings import belongings_of
from projects.context import enter, project_page
from projects.forms.roles import LastDayForm
from projects.manning import holdings_on
from projects.services.leaving import leave, stay
from projects.services.roles import LastProjectManager
from projects.views.invitations import LAST_MANAGER
from ui.danish import long_date


@require_http_methods(["GET", "HEAD", "POST"])
def leaving(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """Everything of the person's is listed for handing over; then the last day is set."""
    now = clock.now()
    today = clock.day_of(now)
    standing = enter(person_of(request), pk, on=today, act=Act.MANAGE_PEOPLE)
    place = standing.project.municipality
    leaver = get_object_or_404(User.objects.working_in(place.pk, on=today), pk=person)
    held = [holding for holding in holdings_on([standing.project], on=today) if holding.user_id == leaver.pk]
    ends = Membership.objects.on(today).get(user=leaver, municipality=place).to_on
    form = LastDayForm(request.POST or None, today=today, initial={"last_day": ends or today, "instead_of": ends})
    if request.method == "POST" and form.is_valid():
        try:
            done = leave(project=standing.project, person=leaver, by=standing.user, at=now, **form.cleaned_data)
        except LastProjectManager:
            form.add_error("last_day", LAST_MANAGER)
        except AlreadyEnding as refusal:
            until = long_date(refusal.membership.to_on) if refusal.membership.to_on else "ikke længere sat"
            form.add_error("last_day", f"En anden har ændret det i mellemtiden. Sidste dag er nu {until}.")
        except EndsBeforeItBegan as refusal:
            form.add_error("last_day", f"{leaver.name} begyndte {long_date(refusal.from_on)}. Skriv en senere dag.")
        else:
            last = long_date(done.to_on) if done.to_on else ""
            messages.success(
                request, f"{leaver.name} stopper. Sidste dag er {last}. Derefter kan {leaver.name} ikke logge ind."
            )
            return redirect("organisation", pk=pk)
    context = project_page(
        standing,
        "organisation",
        form=form,
        leaver=leaver,
        held=held,
        ends=ends,
        belongings=belongings_of(standing.project, leaver, [holding.role for holding in held]),
        today=today,
    )
    return render(request, "projects/leaving.html", context, status=422 if form.errors else 200)


@require_POST
def leaving_undo(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """The person does not stop after all."""
    now = clock.now()
    today = clock.day_of(now)
    standing = enter(person_of(request), pk, on=today, act=Act.MANAGE_PEOPLE)
    found = get_object_or_404(User.objects.working_in(standing.project.municipality_id, on=today), pk=person)
    try:
        stay(project=standing.project, person=found, by=standing.user, at=now)
    except NotLeaving:
        messages.info(request, f"Der er ingen sidste dag for {found.name} længere. Intet er ændret nu.")
    else:
        messages.success(request, f"{found.name} stopper ikke. Rollerne fortsætter.")
    return redirect("organisation", pk=pk)
