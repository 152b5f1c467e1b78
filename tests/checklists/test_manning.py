"""Items that man a role are done when it is manned, and open again when it is empty (G02–G10)."""

from datetime import timedelta
from uuid import uuid4

import pytest

from accounts.roles import Role
from audit.clock import day_of
from audit.models import Event
from checklists.services.tasks import close_task, reopen_task, set_not_relevant
from projects.models import RoleHolding
from projects.services.day_turns import day_turns
from projects.services.hand_over import hand_over
from projects.services.roles import end_role, give_role, set_units
from projects.services.units import add_unit
from tests.answers import EARLY_REASON
from tests.cast import Cast

DAY = timedelta(days=1)


def end(cast: Cast, role: Role, *, days: int = -1) -> None:
    """The holder's last day is so many days from today; yesterday ends it now."""
    holding = RoleHolding.objects.get(project=cast.slagelse, role=role, to_on=None)
    end_role(holding=holding, last_day=day_of(cast.at) + days * DAY, by=cast.leader, at=cast.at)


@pytest.mark.parametrize(
    ("number", "role"),
    [
        ("G03", Role.TECHNICAL_OWNER),
        ("G05", Role.IMPLEMENTATION_LEAD),
        ("G09", Role.HEALTH_CONSULTANT),
        ("G10", Role.LEGAL_OFFICER),
    ],
)
def test_done_when_manned_open_when_empty_and_done_again(cast: Cast, number: str, role: Role) -> None:
    task = cast.task(number)
    holder = cast.people[role]
    assert task.state == "done"
    assert task.evidence.get().person == holder
    end(cast, role)
    task = cast.task(number)
    assert task.state == "in_progress"
    move = task.moves.first()
    assert move
    assert move.reason == "Rollen ikke længere har en indehaver."
    give_role(project=cast.slagelse, user=cast.it, role=role, by=cast.leader, at=cast.at)
    assert cast.task(number).state == "done"
    assert [row.person_name for row in cast.task(number).evidence.all()] == [cast.it.name, holder.name]


def test_the_projektleder_mans_g02_from_the_start(cast: Cast) -> None:
    assert cast.task("G02").state == "done"


def test_a_second_holder_keeps_it_done(cast: Cast) -> None:
    give_role(project=cast.slagelse, user=cast.it, role=Role.TECHNICAL_OWNER, by=cast.leader, at=cast.at)
    holding = RoleHolding.objects.get(role=Role.TECHNICAL_OWNER, user=cast.people[Role.TECHNICAL_OWNER])
    end_role(holding=holding, last_day=day_of(cast.at) - DAY, by=cast.leader, at=cast.at)
    assert cast.task("G03").state == "done"


def test_g06_needs_a_tovholder_in_every_unit(cast: Cast) -> None:
    assert cast.task("G06").state == "not_started"
    nord = add_unit(project=cast.slagelse, name="Nord", by=cast.leader, at=cast.at)
    holding = RoleHolding.objects.get(project=cast.slagelse, role=Role.UNIT_COORDINATOR)
    set_units(holding=holding, units=[nord], by=cast.leader, at=cast.at)
    assert cast.task("G06").state == "done"
    syd = add_unit(project=cast.slagelse, name="Syd", by=cast.leader, at=cast.at)
    assert cast.task("G06").state == "in_progress"
    give_role(project=cast.slagelse, user=cast.it, role=Role.UNIT_COORDINATOR, by=cast.leader, at=cast.at, units=[syd])
    assert cast.task("G06").state == "done"
    set_units(holding=holding, units=[], by=cast.leader, at=cast.at)
    move = cast.task("G06").moves.first()
    assert move
    assert move.reason == "Ikke alle enheder har en tovholder."


def test_it_opens_because_a_day_turns_in_the_portals_name(cast: Cast) -> None:
    end(cast, Role.TECHNICAL_OWNER, days=0)
    assert cast.task("G03").state == "done"
    tomorrow = cast.at + DAY
    day_turns(on=day_of(tomorrow), at=tomorrow)
    assert cast.task("G03").state == "in_progress"
    assert Event.objects.latest_first()[0].sentence == (
        f"G03 »{cast.task('G03').title}« blev åben igen, fordi rollen ikke længere har en indehaver."
    )
    assert list(cast.task("G03").moves.values_list("moved_by", flat=True)[:1]) == [None]


def test_it_becomes_done_because_a_day_turns(cast: Cast) -> None:
    end(cast, Role.TECHNICAL_OWNER)
    tomorrow = cast.at + DAY
    give_role(
        project=cast.slagelse,
        user=cast.it,
        role=Role.TECHNICAL_OWNER,
        by=cast.leader,
        at=cast.at,
        from_on=day_of(tomorrow),
    )
    assert cast.task("G03").state == "in_progress"
    day_turns(on=day_of(tomorrow), at=tomorrow)
    assert cast.task("G03").state == "done"
    assert list(cast.task("G03").evidence.values_list("written_by", flat=True)[:1]) == [None]


def test_a_hand_over_keeps_it_done_today_and_on_the_day_it_takes_effect(cast: Cast) -> None:
    for ahead in (0, 7):
        leaver = RoleHolding.objects.on(day_of(cast.at)).get(role=Role.TECHNICAL_OWNER, project=cast.slagelse).user
        successor = cast.it if ahead == 0 else cast.people[Role.SUPPORT_STAFF]
        hand_over(
            project=cast.slagelse,
            leaver=leaver,
            successor=successor,
            roles=[Role.TECHNICAL_OWNER],
            from_on=day_of(cast.at) + ahead * DAY,
            by=cast.leader,
            at=cast.at,
            once=uuid4(),
        )
    moves = cast.task("G03").moves.count()
    day_turns(on=day_of(cast.at) + 7 * DAY, at=cast.at + 7 * DAY)
    assert cast.task("G03").state == "done"
    assert cast.task("G03").moves.count() == moves


def test_one_who_signs_instead_of_a_jurist_answers_g10(cast: Cast) -> None:
    end(cast, Role.LEGAL_OFFICER)
    give_role(
        project=cast.slagelse,
        user=cast.it,
        role=Role.LEGAL_OFFICER,
        by=cast.leader,
        at=cast.at,
        signs_instead=True,
    )
    evidence = cast.task("G10").evidence.first()
    assert evidence
    assert evidence.data["choice"] == "not_attached"


def test_what_was_closed_by_hand_elsewhere_is_left_alone(cast: Cast) -> None:
    assert cast.task("G06").managed_by == ""
    close_task(
        task=cast.task("G06"),
        answers={"person": "Står i vores liste"},
        early_reason=EARLY_REASON,
        by=cast.leader,
        version=1,
        at=cast.at,
    )
    add_unit(project=cast.slagelse, name="Nord", by=cast.leader, at=cast.at)
    assert cast.task("G06").state == "done"


def test_what_is_not_relevant_stays_so(cast: Cast) -> None:
    task = cast.task("G10")
    task = reopen_task(task=task, by=cast.leader, version=task.version, at=cast.at, reason="Prøve.")
    set_not_relevant(task=task, by=cast.leader, version=task.version, at=cast.at, reason="Prøve.")
    give_role(project=cast.slagelse, user=cast.it, role=Role.LEGAL_OFFICER, by=cast.leader, at=cast.at)
    assert cast.task("G10").state == "not_relevant"
