"""The items that the project's own dates settle: go-live (G87), hypercare (G88), and the agreed plan (G86, G35)."""

from collections.abc import Iterable
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.urls import reverse

from accounts.models import User
from accounts.roles import Act
from audit.clock import day_of
from checklists import events
from checklists.models import Evidence, Task
from checklists.moves import OPEN, State
from checklists.rules.agreed_dates import AGREED, PART, agreements, dates_of
from checklists.rules.guide_numbers import GO_LIVE, HYPERCARE, PLANS
from checklists.services.move_dates import PlanChanged
from checklists.services.proof import renew_proof
from checklists.services.tasks import settle, unsettle
from outbox.mail import absolute
from projects.access import lock_project, standing_of
from projects.models import Project, Wave, WaveDate
from projects.record import record_in
from projects.services.dates import Dates
from ui.danish import day_span, long_date, numeric_date


class DatesMissing(ValueError):
    """Open tasks have no date; `numbers` are theirs, in the guide's order, the municipality's own last."""

    def __init__(self, numbers: list[str]) -> None:
        super().__init__(f"{len(numbers)} tasks have no date")
        self.numbers = numbers


def fingerprint(wave: Wave, tasks: Iterable[Task]) -> str:
    """Another one as soon as one of the dates is another, or a task came: what somebody looks at before agreeing.

    `tasks` are all of the project's; one that is closed meanwhile keeps its date and changes nothing.
    """
    said = (Dates.of(wave), sorted((task.pk, task.due_on) for task in tasks))
    return sha256(repr(said).encode()).hexdigest()[:16]


@transaction.atomic
def settle_dates(*, project: Project, at: datetime) -> None:
    """Bring G87 and G88 into line with the wave's dates: closed while they are set, open again when they are gone.

    A task that was closed by hand stays as it is until a date is set here; from then on it follows the date. One
    answered with ikke relevant stays so. Called with the project's row locked, or locks it.
    """
    lock_project(project.pk)
    wave = project.waves.get(is_default=True)
    live, first, last = wave.go_live_on, wave.hypercare_from_on, wave.hypercare_to_on
    reason, decider = _last_word(wave)
    answers: dict[str, object] = {"date": live, "reason": reason, "decider": decider}
    _follow(project, GO_LIVE, live, answers, why=f"go-live er sat til {long_date(live)}" if live else "", at=at)
    note = f"Sidste dag: {numeric_date(last)}." if last else ""
    why = f"hypercare er sat til {day_span(first, last)}" if first and last else ""
    _follow(project, HYPERCARE, first, {"date": first, "note": note}, why=why, at=at)


def _last_word(wave: Wave) -> tuple[str, str]:
    """The reason given for go-live, and who gave it."""
    last = wave.dates.filter(field=WaveDate.Field.GO_LIVE).select_related("changed_by").order_by("-pk").first()
    if last is None:
        return "", ""
    return last.reason or "Sat i portalen.", last.changed_by.name


def _follow(
    project: Project, number: str, day: date | None, answers: dict[str, object], *, why: str, at: datetime
) -> None:
    task = _locked(project, number)
    if task is None or task.state == State.NOT_RELEVANT:
        return
    if day is None:
        if task.state == State.DONE and task.managed_by == PART:
            unsettle(task=task, at=at, why="datoen er taget væk")
        return
    if task.state == State.DONE:
        latest = task.evidence.filter(is_draft=False).first()
        if latest and latest.on_date == day and (task.managed_by != PART or _says(latest, answers)):
            _managed(task)
            return
        unsettle(task=task, at=at, why="datoen er flyttet", due_stays=True)
    _managed(task)
    settle(task=task, answers=answers, by=None, at=at, why=why)


def _says(evidence: Evidence, answers: dict[str, object]) -> bool:
    return "note" not in answers or evidence.data.get("note") == answers["note"]


def _locked(project: Project, number: str) -> Task | None:
    tasks = Task.objects.select_for_update(of=("self",)).select_related("item__edition", "project")
    return tasks.filter(project=project, number=number).first()


def _managed(task: Task) -> None:
    task.managed_by = PART
    task.save(update_fields=["managed_by"])


@transaction.atomic
def agree_on_dates(*, project: Project, seen: str, by: User, at: datetime) -> int:
    """The projektleder says that the dates are the plan: closes the time plan and the technical plan (G86, G35).

    A plan that was closed so before, and whose dates have moved, gets the new ones as one more version of its evidence.
    `seen` is the fingerprint of the dates that were shown. Returns how many tasks have dates; when both plans are
    closed with these dates already, nothing is written. Raises PermissionDenied, PlanChanged when the dates are others
    by now, DatesMissing while an open task has none.
    """
    project = lock_project(project.pk)
    standing_of(by, project, on=day_of(at)).require(Act.SET_DATES)
    tasks = list(Task.objects.filter(project=project).in_guide_order())
    plans = [task for number in PLANS if (task := _locked(project, number)) and task.state in OPEN]
    dated = sum(task.due_on is not None for task in tasks)
    wave = project.waves.get(is_default=True)
    dates = dates_of(wave, tasks)
    moved = {agreed.number: agreed.changed for agreed in agreements(project, dates) if agreed.changed}
    if not plans and not moved:
        return dated
    if fingerprint(wave, tasks) != seen:
        raise PlanChanged
    if missing := [task.number for task in tasks if task.state in OPEN and task.due_on is None]:
        raise DatesMissing(missing)
    answers = {"link": absolute(reverse("plan", kwargs={"pk": project.pk})), "date": day_of(at), AGREED: dates}
    if plans:
        record_in(project, events.DATES_AGREED, by=by, at=at, count=dated)
    else:
        record_in(project, events.DATES_AGREED_AGAIN, by=by, at=at, changed=next(iter(moved.values())))
    for task in plans:
        _managed(task)
        settle(task=task, answers=answers, by=None, at=at, why="datoerne er aftalt på planen")
    for number in moved:
        _agree_again(project, number, answers, at=at)
    return dated


def _agree_again(project: Project, number: str, answers: dict[str, object], *, at: datetime) -> None:
    """The plan stays closed; what was agreed before stays to be read."""
    task = _locked(project, number)
    if task is None:
        return
    renew_proof(task=task, answers=answers, at=at)
