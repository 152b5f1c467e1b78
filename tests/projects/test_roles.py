"""Ending roles, the last projektleder, and roles that begin and end because a day turns."""

from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from accounts.roles import Role
from audit.clock import day_of
from audit.models import Event
from projects.manning import holdings_on
from projects.models import Project, RoleHolding
from projects.services.day_turns import day_turns
from projects.services.roles import LastProjectManager, RoleChanged, end_role, give_role, let_role_go_on
from tests.cast import Cast
from tests.racing import race
from ui.danish import long_date

DAY = timedelta(days=1)


def holding_of(cast: Cast, user: User, role: Role) -> RoleHolding:
    """The person's holding in Slagelse."""
    return RoleHolding.objects.get(project=cast.slagelse, user=user, role=role)


def sentences(project: Project) -> list[str]:
    """Historik, newest first."""
    return [event.sentence for event in Event.objects.of_project(project.pk).latest_first()]


def second_manager(cast: Cast) -> RoleHolding:
    """The it-medarbejder becomes projektleder too."""
    return give_role(project=cast.slagelse, user=cast.it, role=Role.PROJECT_MANAGER, by=cast.leader, at=cast.at)


def test_a_role_ends_now(cast: Cast) -> None:
    today = day_of(cast.at)
    holding = holding_of(cast, cast.it, Role.IT_STAFF)
    end_role(holding=holding, last_day=today - DAY, by=cast.leader, at=cast.at)
    assert not any(held.user == cast.it for held in holdings_on([cast.slagelse], on=today))
    assert sentences(cast.slagelse)[0] == (f"{cast.leader.name} afsluttede rollen it-medarbejder for {cast.it.name}.")


def test_a_last_day_ahead_can_be_taken_back(cast: Cast) -> None:
    today = day_of(cast.at)
    holding = end_role(
        holding=holding_of(cast, cast.it, Role.IT_STAFF), last_day=today + DAY, by=cast.leader, at=cast.at
    )
    assert [held for held in holdings_on([cast.slagelse], on=today + DAY) if held.user == cast.it]
    assert not [held for held in holdings_on([cast.slagelse], on=today + 2 * DAY) if held.user == cast.it]
    day = long_date(today + DAY)
    assert (
        sentences(cast.slagelse)[0]
        == f"{cast.leader.name} satte sidste dag til {day} for {cast.it.name} som it-medarbejder."
    )
    let_role_go_on(holding=holding, by=cast.leader, at=cast.at)
    assert (
        sentences(cast.slagelse)[0] == f"{cast.leader.name} fjernede sidste dag for {cast.it.name} som it-medarbejder."
    )
    assert holding_of(cast, cast.it, Role.IT_STAFF).to_on is None


def test_only_the_projektleder_ends_roles(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        end_role(
            holding=holding_of(cast, cast.observer, Role.OBSERVER), last_day=day_of(cast.at), by=cast.it, at=cast.at
        )
    with pytest.raises(PermissionDenied):
        end_role(
            holding=holding_of(cast, cast.it, Role.IT_STAFF), last_day=day_of(cast.at), by=cast.neighbour, at=cast.at
        )


def test_a_role_that_has_ended_is_not_ended_again(cast: Cast) -> None:
    holding = holding_of(cast, cast.it, Role.IT_STAFF)
    end_role(holding=holding, last_day=day_of(cast.at) - DAY, by=cast.leader, at=cast.at)
    with pytest.raises(RoleChanged):
        end_role(holding=holding, last_day=day_of(cast.at), by=cast.leader, at=cast.at)


def test_the_last_projektleder_stays(cast: Cast) -> None:
    holding = holding_of(cast, cast.leader, Role.PROJECT_MANAGER)
    with pytest.raises(LastProjectManager):
        end_role(holding=holding, last_day=day_of(cast.at) + 90 * DAY, by=cast.leader, at=cast.at)
    second_manager(cast)
    end_role(holding=holding, last_day=day_of(cast.at) + 90 * DAY, by=cast.leader, at=cast.at)
    with pytest.raises(LastProjectManager):
        end_role(
            holding=holding_of(cast, cast.it, Role.PROJECT_MANAGER), last_day=day_of(cast.at), by=cast.it, at=cast.at
        )


def test_two_projektledere_who_end_each_other_at_once_leave_one(live_cast: Cast) -> None:
    second_manager(live_cast)
    pairs = [(live_cast.leader, live_cast.it), (live_cast.it, live_cast.leader)]
    acts = [
        partial(
            end_role,
            holding=holding_of(live_cast, whose, Role.PROJECT_MANAGER),
            last_day=day_of(live_cast.at) - DAY,
            by=by,
            at=live_cast.at,
        )
        for whose, by in pairs
    ]
    results = race(*acts)
    assert sorted(type(result).__name__ for result in results) in (
        ["LastProjectManager", "RoleHolding"],
        ["PermissionDenied", "RoleHolding"],
    )


def test_a_role_that_begins_later_is_told_when_its_day_comes(cast: Cast) -> None:
    today = day_of(cast.at)
    give_role(
        project=cast.slagelse, user=cast.it, role=Role.OBSERVER, by=cast.leader, at=cast.at, from_on=today + 2 * DAY
    )
    assert day_turns(on=today + DAY, at=cast.at + DAY) == 0
    assert not [held for held in holdings_on([cast.slagelse], on=today + DAY) if held.role == "observer"][1:]
    assert day_turns(on=today + 2 * DAY, at=cast.at + 2 * DAY) == 1
    assert sentences(cast.slagelse)[0] == f"{cast.it.name} har fra i dag rollen observatør."
    assert day_turns(on=today + 2 * DAY, at=cast.at + 2 * DAY) == 0


def test_a_role_that_runs_out_is_told_once_also_when_days_were_missed(cast: Cast) -> None:
    today = day_of(cast.at)
    end_role(holding=holding_of(cast, cast.it, Role.IT_STAFF), last_day=today, by=cast.leader, at=cast.at)
    assert day_turns(on=today, at=cast.at) == 0
    assert day_turns(on=today + 5 * DAY, at=cast.at + 5 * DAY) == 1
    assert sentences(cast.slagelse)[0] == f"{cast.it.name} har ikke længere rollen it-medarbejder."
    assert day_turns(on=today + 6 * DAY, at=cast.at + 6 * DAY) == 0


def test_two_workers_turn_a_day_once(live_cast: Cast) -> None:
    today = day_of(live_cast.at)
    end_role(
        holding=holding_of(live_cast, live_cast.it, Role.IT_STAFF),
        last_day=today,
        by=live_cast.leader,
        at=live_cast.at,
    )
    turn = partial(day_turns, on=today + DAY, at=live_cast.at + DAY)
    assert sorted(race(turn, turn, turn), key=str) == [0, 0, 1]
    assert Event.objects.filter(type="role.ran_out").count() == 1
