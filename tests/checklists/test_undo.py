"""Undo: one's own last move, as a move of its own, until somebody else has acted."""

from datetime import timedelta
from functools import partial
from random import Random
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import Event
from checklists.models import Task
from checklists.moves import MoveKind, State, moves_from
from checklists.rules.stuck_reasons import reasons_of
from checklists.services.tasks import close_task, reopen_task, save_draft, set_not_relevant, start_task
from checklists.services.undo import NothingToUndo, undo_move, undoable
from checklists.services.waiting import get_stuck
from outbox.models import Letter
from projects.models import Unit
from projects.services.units import add_unit, take_out_unit
from tests.answers import EARLY_REASON
from tests.cast import Cast
from tests.checklists.unit_reports import make_units, report
from tests.dice import dice_of
from tests.racing import race

NUMBER = "G29"
# Done in each unit.
UNITS = "G36"
PERSONAL = {"choice": "personal"}
STEPS = {MoveKind.START, MoveKind.CLOSE, MoveKind.REOPEN, MoveKind.NOT_RELEVANT}


def facts(cast: Cast) -> list[tuple[object, ...]]:
    """What an undo must bring back: the task, and what its answer settles."""
    tasks = Task.objects.filter(project=cast.slagelse, number__in=[NUMBER, "G22", "G23"]).order_by("number")
    return list(tasks.values_list("number", "state", "done_on", "valid_until", "blocks_gate"))


def step(cast: Cast, kind: MoveKind, dice: Random, minutes: int) -> None:
    """One move of the projektleder's."""
    task = cast.task(NUMBER)
    about: dict[str, Any] = {
        "task": task,
        "by": cast.leader,
        "version": task.version,
        "at": cast.at + timedelta(minutes=minutes),
    }
    if kind == MoveKind.START:
        start_task(**about)
    elif kind == MoveKind.CLOSE:
        valid = cast.at.date() + timedelta(days=dice.randint(1, 90))
        choice = dice.choice(["only_ios", "only_android", "android_and_ios"])
        close_task(**about, answers={"choice": choice, "valid_until": valid}, early_reason=EARLY_REASON)
    elif kind == MoveKind.REOPEN:
        reopen_task(**about, reason="Prøve.")
    else:
        set_not_relevant(**about, reason="Prøve.")


def undo(cast: Cast, by: User, minutes: int = 0, number: str = NUMBER) -> Task:
    """Press Fortryd."""
    task = cast.task(number)
    return undo_move(task=task, by=by, version=task.version, at=cast.at + timedelta(minutes=minutes))


@pytest.mark.parametrize("seed", range(10))
def test_undo_brings_back_everything(cast: Cast, seed: int) -> None:
    dice = dice_of(seed)
    for n in range(8):
        before = facts(cast)
        step(cast, dice.choice(sorted(moves_from(cast.task(NUMBER).state) & STEPS)), dice, 2 * n)
        if dice.random() < 0.5:
            undo(cast, cast.leader, 2 * n + 1)
            assert facts(cast) == before


def test_it_is_a_move_of_its_own_and_evidence_stays(cast: Cast) -> None:
    close_task(task=cast.task(), answers={}, early_reason=EARLY_REASON, by=cast.it, version=1, at=cast.at)
    task = undo(cast, cast.it, 1, "G31")
    assert (task.state, task.done_on) == (State.NOT_STARTED, None)
    last = task.moves.first()
    assert last is not None
    assert (last.kind, last.cause and last.cause.kind) == (MoveKind.UNDO, MoveKind.CLOSE)
    assert task.evidence.filter(is_draft=False).count() == 1


def test_nobody_undoes_anothers_move(cast: Cast) -> None:
    start_task(task=cast.task(), by=cast.it, version=1, at=cast.at)
    with pytest.raises(NothingToUndo):
        undo(cast, cast.leader, 1, "G31")


def test_not_after_somebody_else_has_acted(cast: Cast) -> None:
    start_task(task=cast.task(), by=cast.it, version=1, at=cast.at)
    save_draft(task=cast.task(), answers={}, by=cast.leader, version=2, at=cast.at + timedelta(minutes=1))
    with pytest.raises(NothingToUndo):
        undo(cast, cast.it, 2, "G31")


def test_an_undo_is_not_undone(cast: Cast) -> None:
    start_task(task=cast.task(), by=cast.it, version=1, at=cast.at)
    undo(cast, cast.it, 1, "G31")
    with pytest.raises(NothingToUndo):
        undo(cast, cast.it, 2, "G31")


def test_the_page_offers_it_to_the_one_who_moved(cast: Cast, client: Client) -> None:
    address = {"pk": cast.slagelse.pk, "number": "G31"}
    client.force_login(cast.it)
    client.post(reverse("task_start", kwargs=address), {"task_version": "1"})
    assert "Fortryd</button>" in client.get(reverse("task", kwargs=address)).content.decode()
    answer = client.post(reverse("task_undo", kwargs=address), {"task_version": "2"}, follow=True)
    assert "Dit sidste skridt på G31 er fortrudt." in answer.content.decode()
    assert cast.task().state == State.NOT_STARTED
    again = client.post(reverse("task_undo", kwargs=address), {"task_version": "2"})
    assert again.status_code == 409
    assert "dit skridt kan ikke fortrydes." in again.content.decode()
    client.force_login(cast.leader)
    assert "Fortryd</button>" not in client.get(reverse("task", kwargs=address)).content.decode()


def test_of_two_undos_at_once_one_is_made(live_cast: Cast) -> None:
    start_task(task=live_cast.task(), by=live_cast.it, version=1, at=live_cast.at)
    task = live_cast.task()
    act = partial(undo_move, task=task, by=live_cast.it, version=2, at=live_cast.at + timedelta(minutes=1))
    results = race(act, act, act)
    assert sum(isinstance(result, Task) for result in results) == 1
    assert live_cast.task().moves.count() == 2


def test_a_step_is_not_the_last_once_its_maker_said_whom_the_task_waits_for(cast: Cast) -> None:
    """Else one press would end a waiting that somebody looks after."""
    start_task(task=cast.task("G31"), by=cast.it, version=1, at=cast.at)
    assert undoable(cast.task("G31"), by=cast.it)
    at = cast.at + timedelta(minutes=1)
    reason = reasons_of(cast.task("G31").item.edition)[1].choice
    get_stuck(task=cast.task("G31"), reason=reason, by=cast.it, version=cast.task("G31").version, at=at)
    assert undoable(cast.task("G31"), by=cast.it) is None
    with pytest.raises(NothingToUndo):
        undo(cast, cast.it, 2, "G31")
    assert cast.task("G31").waitings.open().exists()


def test_a_step_that_a_units_report_made_is_undone_with_the_report(cast: Cast) -> None:
    unit = make_units(cast)[0]
    report(cast, "G29", unit, answers={"choice": "only_ios"}, by=cast.leader)
    assert cast.task("G29").state == State.IN_PROGRESS
    assert undoable(cast.task("G29"), by=cast.leader) is None


def test_done_again_by_an_undo_although_the_agreement_is_open_again_is_told(cast: Cast) -> None:
    for number in ("G50", "G41"):
        task = cast.task(number)
        close_task(task=task, answers={}, early_reason=EARLY_REASON, by=cast.leader, version=task.version, at=cast.at)
    task = cast.task("G41")
    reopen_task(task=task, by=cast.leader, version=task.version, at=cast.at, reason="Prøve.")
    task = cast.task("G50")
    reopen_task(task=task, by=cast.leader, version=task.version, at=cast.at, reason="Prøve.")
    undo(cast, cast.leader, 1, "G41")
    assert Event.objects.about("G41").filter(type="task.too_early").exists()
    assert Letter.objects.filter(subject__endswith=":G41").exists()


def at_minute(cast: Cast, number: str, minutes: int) -> dict[str, Any]:
    """The projektleder and the task as it stands, some minutes from now."""
    task = cast.task(number)
    return {"task": task, "by": cast.leader, "version": task.version, "at": cast.at + timedelta(minutes=minutes)}


def other_of_two_units(cast: Cast) -> Unit:
    """Two units for a task done in each unit, the first of them done; gives the other."""
    one, other = make_units(cast, "Nord", "Syd")
    report(cast, UNITS, one, answers=PERSONAL)
    return other


@pytest.mark.parametrize("move", [partial(close_task, answers=PERSONAL, early_reason="Prøve."), set_not_relevant])
def test_undone_after_the_last_open_unit_was_taken_out_it_is_done(cast: Cast, move: Any) -> None:
    """Else it stood open with 1 of 1 units done, and nothing closed it any more."""
    other = other_of_two_units(cast)
    why = {"reason": "Prøve."} if move is set_not_relevant else {}
    move(**at_minute(cast, UNITS, 1), **why)
    take_out_unit(unit=other, by=cast.leader, at=cast.at + timedelta(minutes=2))
    undo(cast, cast.leader, 3, UNITS)
    assert (cast.task(UNITS).state, cast.task(UNITS).managed_by) == (State.DONE, "units")


def test_undone_after_a_unit_came_it_is_not_done(cast: Cast) -> None:
    """Else it stood as done by its units, one of which had not begun."""
    report(cast, UNITS, make_units(cast, "Nord")[0], answers=PERSONAL)
    assert cast.task(UNITS).managed_by == "units"
    reopen_task(**at_minute(cast, UNITS, 1), reason="Prøve.")
    add_unit(project=cast.slagelse, name="Syd", by=cast.leader, at=cast.at + timedelta(minutes=2))
    undo(cast, cast.leader, 3, UNITS)
    assert cast.task(UNITS).state == State.IN_PROGRESS


def test_units_that_stay_as_they_were_change_nothing_of_an_undo(cast: Cast) -> None:
    """All units are done, the task was opened by hand, closed by hand, and that is taken back."""
    report(cast, UNITS, make_units(cast, "Nord")[0], answers=PERSONAL)
    reopen_task(**at_minute(cast, UNITS, 1), reason="Prøve.")
    close_task(**at_minute(cast, UNITS, 2), answers=PERSONAL, early_reason="Prøve.")
    undo(cast, cast.leader, 3, UNITS)
    assert cast.task(UNITS).state == State.IN_PROGRESS
