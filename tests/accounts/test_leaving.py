"""A person's work in a municipality ends: once, knowingly, and never before it began."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest

from accounts.models import Membership, User
from accounts.services.people import (
    AlreadyEnding,
    EndsBeforeItBegan,
    NationalPerson,
    NotAMember,
    end_membership,
    ensure_membership,
)
from audit.clock import day_of
from audit.models import Event
from tests.cast import Cast
from tests.racing import race

DAY = timedelta(days=1)
End = Callable[..., Membership]


@pytest.fixture
def today(cast: Cast) -> date:
    """The day of the cast."""
    return day_of(cast.at)


@pytest.fixture
def end(cast: Cast) -> End:
    """End the it-medarbejder's work in Slagelse; what began a year ago."""
    begin_long_ago(cast.it)
    municipality = cast.slagelse.municipality
    return partial(end_membership, user=cast.it, municipality=municipality, by=cast.leader, at=cast.at)


def begin_long_ago(user: User) -> None:
    """The person has worked there for a year."""
    membership = user.memberships.get()
    membership.from_on -= 365 * DAY
    membership.save()


def told() -> list[str]:
    """What the record says of leaving."""
    return [event.type for event in Event.objects.filter(type__in=["person.left", "person.leaves"])]


def test_a_last_day_that_comes_is_told_as_such(cast: Cast, end: End, today: date) -> None:
    assert end(last_day=today + DAY).to_on == today + DAY
    event = Event.objects.get(type="person.leaves")
    assert event.municipality_id == cast.slagelse.municipality_id
    assert event.sentence.startswith(
        "Mette Kirkegaard satte sidste dag i Slagelse Kommune for It-medarbejder Hansen til"
    )


def test_a_last_day_that_has_passed_is_told_as_such(cast: Cast, end: End, today: date) -> None:
    end(last_day=today - DAY)
    assert told() == ["person.left"]
    assert not User.objects.with_access(on=today).filter(pk=cast.it.pk).exists()


def test_a_double_click_ends_it_once(end: End, today: date) -> None:
    for _ in range(2):
        assert end(last_day=today).to_on == today
    assert told() == ["person.leaves"]


def test_another_last_day_takes_knowing_the_first(end: End, today: date) -> None:
    end(last_day=today + DAY)
    with pytest.raises(AlreadyEnding) as refusal:
        end(last_day=today + 9 * DAY)
    assert refusal.value.membership.to_on == today + DAY
    assert end(last_day=today + 9 * DAY, instead_of=today + DAY).to_on == today + 9 * DAY


def test_what_is_over_stays_over(end: End, today: date) -> None:
    end(last_day=today - DAY)
    with pytest.raises(AlreadyEnding):
        end(last_day=today + DAY, instead_of=today - DAY)


def test_nobody_leaves_before_coming(cast: Cast, end: End, today: date) -> None:
    with pytest.raises(EndsBeforeItBegan) as refusal:
        end(last_day=today - 400 * DAY)
    assert refusal.value.from_on == today - 365 * DAY
    assert not told()


def test_what_was_given_today_by_mistake_is_taken_back(cast: Cast, today: date) -> None:
    municipality = cast.slagelse.municipality
    end_membership(user=cast.it, municipality=municipality, last_day=today - DAY, by=cast.leader, at=cast.at)
    assert not cast.it.memberships.on_or_after(today - 9 * DAY).exists()


def test_who_never_worked_there_cannot_leave(cast: Cast, today: date) -> None:
    with pytest.raises(NotAMember):
        end_membership(
            user=cast.neighbour, municipality=cast.slagelse.municipality, last_day=today, by=cast.leader, at=cast.at
        )


def test_who_comes_back_works_there_anew(cast: Cast, end: End, today: date) -> None:
    end(last_day=today - DAY)
    ensure_membership(user=cast.it, municipality=cast.slagelse.municipality, by=cast.leader, at=cast.at)
    assert end(last_day=today + DAY).from_on == today


def test_a_national_person_works_in_no_municipality(cast: Cast) -> None:
    with pytest.raises(NationalPerson):
        ensure_membership(user=cast.trifork, municipality=cast.slagelse.municipality, by=cast.leader, at=cast.at)


def test_two_who_end_it_at_once_on_different_days(live_cast: Cast) -> None:
    today = day_of(live_cast.at)
    end = partial(
        end_membership,
        user=live_cast.it,
        municipality=live_cast.slagelse.municipality,
        by=live_cast.leader,
        at=live_cast.at,
    )
    results = race(*[partial(end, last_day=today + days * DAY) for days in range(6)])
    assert sum(isinstance(result, Membership) for result in results) == 1
    assert sum(isinstance(result, AlreadyEnding) for result in results) == 5
    assert len(told()) == 1
