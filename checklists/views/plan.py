"""The plan: the project's dates, moving them, agreeing on them, and the municipality's closing days."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import person_of
from accounts.roles import Act
from audit import clock
from audit.models import Event
from checklists import events
from checklists.dates.closing_days_page import ClosingDaysPage
from checklists.dates.forms import ClosingDaysForm, MoveDatesForm
from checklists.dates.plan_page import PlanPage, missing_dates
from checklists.models import Edition
from checklists.services.date_preview import DatePreview
from checklists.services.dated import DatesMissing, agree_on_dates
from checklists.services.move_dates import PlanChanged, move_dates
from projects.access import Standing
from projects.context import enter, project_page
from projects.models import Project
from projects.services.dates import ClosingDaysChanged, DateRefused, Dates, set_closing_days
from projects.workdays import add_workdays

LONGEST_KEY = 18
DATES_CHANGED = "Datoerne er ændret, siden du så dem. Se dem igennem, og sig så ja."
CLOSING_CHANGED = "En anden har ændret lukkedagene, siden du åbnede siden. Det, du skrev, står her endnu."
CHANGED = "Planen er ændret, siden du så den. Her er, hvad der flytter sig nu. Se det igennem, og gem så."


@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Go-live, hypercare, every date they have had, and what each phase has of dates."""
    today = clock.today()
    standing = enter(person_of(request), pk, on=today)
    context = project_page(standing, "plan", page=PlanPage(standing, today), today=today)
    return render(request, "checklists/plan.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Det flytter sig: first what would move, then, with `save`, moving it."""
    now = clock.now()
    today = clock.day_of(now)
    standing = enter(person_of(request), pk, on=today, act=Act.SET_DATES)
    before = Dates.of(standing.project.waves.get(is_default=True))
    initial = _suggested(standing, before)
    form = MoveDatesForm(request.POST or None, initial=initial, project=standing.project, before=before, today=today)
    if request.method != "POST" or "change" in request.POST or not form.is_valid():
        wrong = request.method == "POST" and "change" not in request.POST
        return _show_form(request, standing, form, before, status=422 if wrong else 200)
    preview = DatePreview(standing.project, form.dates, today)
    if "save" not in request.POST:
        return _show_preview(request, standing, form, preview)
    # Counted before they move; saving makes sure that these are the ones.
    count = len(preview.rows)
    try:
        move_dates(
            project=standing.project,
            new=form.dates,
            reason=form.cleaned_data["reason"],
            seen=request.POST.get("seen", ""),
            happened=form.cleaned_data["happened"],
            by=standing.user,
            at=now,
        )
    except PlanChanged:
        return _show_preview(request, standing, form, preview, alert=CHANGED)
    except DateRefused as refused:
        form.add_error(refused.field, str(refused))
        return _show_form(request, standing, form, before, status=422)
    messages.success(request, f"Datoerne er gemt. {_followed(count)}")
    return redirect("plan", pk=pk)


def _suggested(standing: Standing, before: Dates) -> dict[str, Any]:
    """The dates as they stand; hypercare as we suggest it while it is not set."""
    initial: dict[str, Any] = {name: getattr(before, name) for name in Dates.__dataclass_fields__}
    initial["along"] = True
    edition = Edition.objects.of_project(standing.project)
    if before.go_live_on and not before.hypercare_from_on and edition:
        days = edition.data["plan_defaults"]["hypercare_workdays"]
        initial["hypercare_from_on"] = before.go_live_on
        initial["hypercare_to_on"] = add_workdays(before.go_live_on, days - 1, standing.project.calendar)
    return initial


def _show_form(
    request: HttpRequest, standing: Standing, form: MoveDatesForm, before: Dates, *, status: int
) -> HttpResponse:
    context = project_page(standing, "plan", form=form, before=before)
    return render(request, "checklists/plan_move.html", context, status=status)


def _show_preview(
    request: HttpRequest, standing: Standing, form: MoveDatesForm, preview: DatePreview, *, alert: str = ""
) -> HttpResponse:
    context = project_page(standing, "plan", form=form, preview=preview, alert=alert, today=preview.on)
    return render(request, "checklists/plan_preview.html", context, status=409 if alert else 200)


@require_http_methods(["POST"])
def plan_agree(request: HttpRequest, pk: int) -> HttpResponse:
    """The projektleder agrees to the dates as the page showed them: that closes the two plans (G86, G35)."""
    today = clock.today()
    standing = enter(person_of(request), pk, on=today, act=Act.SET_DATES)
    seen = request.POST.get("seen", "")
    try:
        count = agree_on_dates(project=standing.project, seen=seen, by=standing.user, at=clock.now())
    except PlanChanged:
        page = PlanPage(standing, today)
        since = request.POST.get("since", "")
        news = page.changed_after(int(since)) if since.isdecimal() and len(since) <= LONGEST_KEY else []
        context = project_page(standing, "plan", page=page, today=today, alert=DATES_CHANGED, news=news)
        return render(request, "checklists/plan.html", context, status=409)
    except DatesMissing as missing:
        messages.error(
            request,
            f"{missing_dates(missing.numbers)} Sæt go-live og hypercare, eller skriv fristen på hver opgave.",
        )
    else:
        messages.success(request, f"I er enige om datoerne for {count} opgaver. Tidsplanen er lukket med dem.")
    return redirect("plan", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def closing_days(request: HttpRequest, pk: int) -> HttpResponse:
    """The municipality's own closing days; of two who save, the second sees what the first wrote."""
    today = clock.today()
    standing = enter(person_of(request), pk, on=today, act=Act.SET_DATES)
    page = ClosingDaysPage(standing.project, today)
    form = ClosingDaysForm(request.POST or None, initial=page.initial)
    alert, seen = "", request.POST.get("seen", "") if request.method == "POST" else page.seen
    if request.method == "POST" and form.is_valid():
        days = {name: form.cleaned_data[name] for name in ("yearly", "days")}
        try:
            told = set_closing_days(project=standing.project, **days, seen=seen, by=standing.user, at=clock.now())
        except ClosingDaysChanged:
            page = ClosingDaysPage(Project.objects.get(pk=pk), today)
            alert, seen = CLOSING_CHANGED, page.seen
        else:
            messages.success(request, _closing_receipt(told))
            return redirect("plan", pk=pk)
    context = project_page(standing, "plan", form=form, page=page, alert=alert, seen=seen)
    return render(
        request, "checklists/closing_days.html", context, status=409 if alert else 422 if form.errors else 200
    )


def _closing_receipt(told: Event | None) -> str:
    if told is None:
        return "Sådan var lukkedagene allerede. Intet er ændret."
    return f"Lukkedagene er gemt. {_followed(told.effects.filter(type=events.DUE_MOVED).count())}"


def _followed(count: int) -> str:
    return f"{count} frist{'er' * (count != 1)} flyttede med." if count else "Ingen frister flyttede."
