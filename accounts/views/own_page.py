"""One's own page."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import person_of
from accounts.forms import OwnDetailsForm
from accounts.models import User
from accounts.services.own_address import asked_address
from accounts.services.own_page import DetailsChanged, change_details, end_sessions
from audit import clock

CHANGED = (
    "Dine oplysninger er ændret i et andet vindue, siden du åbnede siden. Det, du skrev, står her endnu og er ikke "
    "gemt. Se det igennem, og gem igen."
)


@require_http_methods(["GET", "HEAD", "POST"])
def own_page(request: HttpRequest) -> HttpResponse:
    """My name, phone, work place and letter keys; the ways to what else is mine."""
    user = person_of(request)
    if request.method != "POST":
        return _show(request, user, OwnDetailsForm.showing(user))
    form = OwnDetailsForm(request.POST)
    if not form.is_valid():
        return _show(request, user, form, status=422)
    try:
        change_details(user=user, at=clock.now(), not_cpr=form.confirmed_not_cpr, **form.cleaned_data)
    except DetailsChanged as refusal:
        form.renew(refusal.user)
        return _show(request, user, form, status=409, alert=CHANGED)
    messages.success(request, "Dine oplysninger er gemt.")
    return redirect("own_page")


@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Sign me out everywhere but here."""
    user = end_sessions(user=person_of(request), at=clock.now())
    update_session_auth_hash(request, user)
    messages.success(request, "Du er logget af på dine andre computere og telefoner.")
    return redirect("own_page")


def _show(
    request: HttpRequest, user: User, form: OwnDetailsForm, *, status: int = 200, alert: str = ""
) -> HttpResponse:
    today = clock.today()
    context = {
        "form": form,
        "alert": alert,
        "asked": asked_address(user),
        "places": user.memberships.on(today).select_related("municipality").order_by("municipality__sort_key"),
        "national": user.national_roles.on(today).order_by("from_on", "pk"),
        "today": today,
    }
    return render(request, "accounts/own_page.html", context, status=status)
