"""Handing roles over in one act."""

from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Membership
from accounts.roles import Role
from audit.clock import day_of
from audit.models import Event
from outbox.models import Letter
from projects.access import standing_of
from projects.models import HandOver, RoleHolding
from projects.services.hand_over import HandOverToSelf, hand_over, take_back
from projects.services.leaving import leave, stay
from projects.services.roles import NotAWorker, RoleChanged, give_role
from projects.services.units import add_unit
from tests.cast import Cast
from tests.racing import race

DAY = timedelta(days=1)


def over(cast: Cast, **own: Any) -> HandOver:
    """The it-medarbejder hands the role over to the technical owner."""
    return hand_over(
        **{
            "project": cast.slagelse,
            "leaver": cast.it,
            "successor": cast.people[Role.TECHNICAL_OWNER],
            "roles": [Role.IT_STAFF],
            "from_on": day_of(cast.at),
            "by": cast.it,
            "at": cast.at,
            "once": uuid4(),
            **own,
        }
    )


def test_the_role_goes_over_today(cast: Cast) -> None:
    done = over(cast)
    today = day_of(cast.at)
    assert "it_staff" in standing_of(done.successor, cast.slagelse, on=today).roles
    assert standing_of(cast.it, cast.slagelse, on=today).roles == frozenset()
    event = Event.objects.get(type="role.handed_over")
    assert event.sentence == (
        f"{cast.it.name} overdrog it-medarbejder fra {cast.it.name} til {done.successor.name} fra i dag."
    )
    assert Letter.objects.get(kind="handed_over").to_email == done.successor.email


def test_from_a_day_ahead_the_leaver_stays_until_the_day_before(cast: Cast) -> None:
    today = day_of(cast.at)
    done = over(cast, from_on=today + 10 * DAY)
    for day, leaver, successor in ((9, True, False), (10, False, True)):
        on = today + day * DAY
        assert ("it_staff" in standing_of(cast.it, cast.slagelse, on=on).roles) is leaver
        assert ("it_staff" in standing_of(done.successor, cast.slagelse, on=on).roles) is successor


def test_units_go_along_and_a_role_the_successor_has_is_kept(cast: Cast) -> None:
    units = [add_unit(project=cast.slagelse, name=name, by=cast.leader, at=cast.at) for name in ("Nord", "Syd")]
    coordinator = cast.people[Role.UNIT_COORDINATOR]
    coordinate = partial(give_role, project=cast.slagelse, role=Role.UNIT_COORDINATOR, by=cast.leader, at=cast.at)
    coordinate(user=coordinator, units=units[:1])
    coordinate(user=cast.it, units=units[1:])
    over(cast, leaver=coordinator, successor=cast.it, roles=[Role.UNIT_COORDINATOR], by=cast.leader)
    held = RoleHolding.objects.get(user=cast.it, role=Role.UNIT_COORDINATOR)
    assert set(held.units.all()) == set(units)


def test_the_last_projektleder_may_hand_over(cast: Cast) -> None:
    over(cast, leaver=cast.leader, successor=cast.it, roles=[Role.PROJECT_MANAGER], by=cast.leader)
    assert "project_manager" in standing_of(cast.it, cast.slagelse, on=day_of(cast.at)).roles


def test_who_may_and_to_whom(cast: Cast) -> None:
    for person in (cast.observer, cast.people[Role.LEGAL_OFFICER], cast.neighbour):
        with pytest.raises(PermissionDenied):
            over(cast, by=person)
    with pytest.raises(HandOverToSelf):
        over(cast, successor=cast.it)
    with pytest.raises(NotAWorker):
        over(cast, successor=cast.neighbour)
    gone = cast.people[Role.SUPPORT_STAFF]
    Membership.objects.filter(user=gone).update(from_on=day_of(cast.at) - 2 * DAY, to_on=day_of(cast.at) - DAY)
    with pytest.raises(NotAWorker):
        over(cast, successor=gone)
    with pytest.raises(RoleChanged):
        over(cast, roles=[Role.LEGAL_OFFICER])
    assert not HandOver.objects.exists()


def test_the_same_form_twice_is_one_hand_over(cast: Cast) -> None:
    once = uuid4()
    assert over(cast, once=once, by=cast.leader) == over(cast, once=once, by=cast.leader)
    assert HandOver.objects.count() == 1


def test_two_at_once_hand_over_once(live_cast: Cast) -> None:
    others = [live_cast.people[role] for role in (Role.TECHNICAL_OWNER, Role.SUPPORT_STAFF, Role.LEGAL_OFFICER)]
    results = race(*[partial(over, live_cast, successor=other, by=live_cast.leader) for other in others])
    assert sorted(type(result).__name__ for result in results) == ["HandOver", "RoleChanged", "RoleChanged"]
    assert RoleHolding.objects.on(day_of(live_cast.at)).filter(role=Role.IT_STAFF).count() == 1


def test_a_hand_over_taken_back_twice_at_once_is_taken_back_once(live_cast: Cast) -> None:
    done = over(live_cast, from_on=day_of(live_cast.at) + 9 * DAY, by=live_cast.leader)
    act = partial(take_back, hand_over=done, by=live_cast.leader, at=live_cast.at)
    results = race(act, act, act)
    assert sorted(type(result).__name__ for result in results) == ["HandOver", "TooLate", "TooLate"]
    assert Event.objects.filter(type="role.hand_over_taken_back").count() == 1


def test_two_projektledere_who_let_each_other_go_at_once_leave_one(live_cast: Cast) -> None:
    give_role(
        project=live_cast.slagelse,
        user=live_cast.it,
        role=Role.PROJECT_MANAGER,
        by=live_cast.leader,
        at=live_cast.at,
    )
    pairs = [(live_cast.leader, live_cast.it), (live_cast.it, live_cast.leader)]
    acts = [
        partial(
            leave,
            project=live_cast.slagelse,
            person=person,
            last_day=day_of(live_cast.at) + DAY,
            instead_of=None,
            by=by,
            at=live_cast.at,
        )
        for person, by in pairs
    ]
    results = race(*acts)
    assert sorted(type(result).__name__ for result in results) == ["LastProjectManager", "Membership"]


def test_leaving_taken_back_twice_at_once_is_taken_back_once(live_cast: Cast) -> None:
    leave(
        project=live_cast.slagelse,
        person=live_cast.it,
        last_day=day_of(live_cast.at) + 9 * DAY,
        instead_of=None,
        by=live_cast.leader,
        at=live_cast.at,
    )
    act = partial(stay, project=live_cast.slagelse, person=live_cast.it, by=live_cast.leader, at=live_cast.at)
    results = race(act, act, act)
    assert sorted(type(result).__name__ for result in results) == ["NoneType", "NotLeaving", "NotLeaving"]
