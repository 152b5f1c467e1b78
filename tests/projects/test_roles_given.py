"""Giving a role, and setting go-live."""

from datetime import date
from functools import partial

import pytest

from accounts.roles import Role
from audit.models import Event
from projects.models import RoleHolding, WaveDate
from projects.services.dates import Dates, set_dates
from projects.services.roles import give_role
from projects.services.units import add_unit
from tests.cast import Cast
from tests.racing import race
from ui.danish import long_date


def test_a_role_is_given_once(cast: Cast) -> None:
    for _ in range(2):
        give_role(project=cast.slagelse, user=cast.it, role=Role.TECHNICAL_OWNER, by=cast.leader, at=cast.at)
    assert cast.it.holdings.filter(role=Role.TECHNICAL_OWNER).count() == 1


def test_only_someone_who_works_there_gets_a_role(cast: Cast) -> None:
    with pytest.raises(ValueError, match="does not work in Slagelse"):
        give_role(project=cast.slagelse, user=cast.neighbour, role=Role.IT_STAFF, by=cast.leader, at=cast.at)


def test_two_who_give_a_role_at_once_give_one(live_cast: Cast) -> None:
    give = partial(
        give_role,
        project=live_cast.slagelse,
        user=live_cast.it,
        role=Role.TECHNICAL_OWNER,
        by=live_cast.leader,
        at=live_cast.at,
    )
    results = race(give, give, give)
    assert [type(result) for result in results] == [RoleHolding] * 3
    assert live_cast.it.holdings.filter(role=Role.TECHNICAL_OWNER).count() == 1


def test_every_old_go_live_stays(cast: Cast) -> None:
    first = cast.slagelse.waves.get().go_live_on
    assert first is not None
    set_dates(project=cast.slagelse, new=Dates(date(2027, 3, 1)), by=cast.leader, at=cast.at, reason="Testen trak ud.")
    change = WaveDate.objects.filter(wave__project=cast.slagelse).latest("pk")
    assert (change.old, change.new, change.reason) == (first, date(2027, 3, 1), "Testen trak ud.")
    event = Event.objects.of_project(cast.slagelse.pk).get(type="go_live.moved")
    assert event.sentence == f"Mette Kirkegaard flyttede go-live fra {long_date(first)} til mandag den 1. marts 2027."


def test_a_unit_is_added_once(cast: Cast) -> None:
    for _ in range(2):
        add_unit(project=cast.slagelse, name="Bosted Æblehaven", by=cast.leader, at=cast.at)
    assert cast.slagelse.units.count() == 1
