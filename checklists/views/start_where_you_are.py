"""Start hvor I er: the questions, what the answers would close, and each time they were answered."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import person_of
from accounts.roles import Act
from audit import clock
from checklists.evidence.missing import lacking_proof
from checklists.models import StartRound, Task
from checklists.rules.start_given import ticks_of
from checklists.rules.start_plan import StartPlan
from checklists.services.start_where_you_are import (
    AlreadyUndone,
    AnsweredBefore,
    StartChanged,
    answer_start,
    undo_start,
)
from checklists.start.form import StartForm
from checklists.start.page import RoundPage, known_of, people_of, questions_for, rounds_of
from projects.access import Standing
from projects.context import enter, project_page
from ui.danish import counted

CHANGED = "Opgaverne er ændret, siden du så listen. Intet er gemt. Se efter igen, og gem så."
SENT_BEFORE = "Siden er sendt før med andre svar. Intet er ændret nu. Se efter, og gem så igen."


@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask; with answers, show exactly what they would close. Writes nothing."""
    standing = _enter(request, pk)
    form = _form(standing, request.POST if request.method == "POST" else None)
    if form.is_valid() and "edit" not in request.POST:
        return _preview(request, standing, form)
    return _ask(request, standing, form)


def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Close what was shown."""
    standing = _enter(request, pk)
    if request.method != "POST":
        return redirect("start_where_you_are", pk=pk)
    form = _form(standing, request.POST)
    if not form.is_valid():
        return _ask(request, standing, form)
    try:
        answered = answer_start(
            project=standing.project,
            questions=form.questions,
            given=form.given,
            seen=request.POST.get("seen", ""),
            by=standing.user,
            at=clock.now(),
            once=form.cleaned_data["once"],
        )
    except StartChanged:
        return _preview(request, standing, form, alert=CHANGED, status=409)
    except AnsweredBefore as refusal:
        form.renew_once()
        return _preview(request, standing, form, alert=SENT_BEFORE, sent=refusal.round, status=409)
    messages.success(request, f"{counted(answered.moves.count(), 'opgave', 'opgaver')} er sat til gjort før portalen.")
    return redirect("start_round", pk=pk, round_pk=answered.pk)


@require_safe
def round_page(request: HttpRequest, pk: int, round_pk: int) -> HttpResponse:
    """What one set of answers closed, and what is still asked for."""
    standing = _enter(request, pk)
    return _show_round(request, standing, _round(standing, round_pk))


def round_undo(request: HttpRequest, pk: int, round_pk: int) -> HttpResponse:
    """Take one set of answers back, but for what somebody has moved since."""
    standing = _enter(request, pk)
    if request.method != "POST":
        return redirect("start_round", pk=pk, round_pk=round_pk)
    try:
        opened = undo_start(round_=_round(standing, round_pk), by=standing.user, at=clock.now())
    except AlreadyUndone:
        messages.info(request, "Svarene var fortrudt i forvejen.")
    else:
        messages.success(request, f"Svarene er fortrudt. {counted(len(opened), 'opgave', 'opgaver')} er åbne igen.")
    return redirect("start_round", pk=pk, round_pk=round_pk)


@require_safe
def missing_proof(request: HttpRequest, pk: int) -> HttpResponse:
    """The tasks that were done before the portal and lack their proof."""
    today = clock.today()
    standing = enter(person_of(request), pk, on=today, act=Act.SEE_WORK)
    tasks = lacking_proof(standing, on=today)
    context = project_page(standing, "task_list", tasks=tasks, today=today)
    return render(request, "checklists/start/missing_proof.html", context)


def _enter(request: HttpRequest, pk: int) -> Standing:
    return enter(person_of(request), pk, on=clock.today(), act=Act.WORK_ALL_TASKS)


def _round(standing: Standing, pk: int) -> StartRound:
    rounds = standing.project.start_rounds.select_related("answered_by", "undone_by")
    return get_object_or_404(rounds, pk=pk)


def _form(standing: Standing, data: Any) -> StartForm:
    today = clock.today()
    known = known_of(standing.project, on=today)
    return StartForm(data, questions=questions_for(standing.project), known=known, today=today)


def _ask(request: HttpRequest, standing: Standing, form: StartForm) -> HttpResponse:
    context = project_page(
        standing,
        "task_list",
        form=form,
        nothing=StartPlan((), ()).fingerprint,
        rounds=rounds_of(standing.project),
        people=people_of(standing.project, on=clock.today()),
        today=clock.today(),
    )
    return render(request, "checklists/start/questions.html", context, status=422 if form.errors else 200)


def _preview(
    request: HttpRequest, standing: Standing, form: StartForm, *, status: int = 200, **own: Any
) -> HttpResponse:
    tasks = Task.objects.filter(project=standing.project).select_related("item")
    plan = StartPlan(ticks_of(form.questions, form.given), tasks)
    context = project_page(standing, "task_list", form=form, plan=plan, today=clock.today(), **own)
    return render(request, "checklists/start/preview.html", context, status=status)


def _show_round(request: HttpRequest, standing: Standing, answered: StartRound) -> HttpResponse:
    context = project_page(standing, "task_list", page=RoundPage(answered), today=clock.today())
    return render(request, "checklists/start/round.html", context)
