"""Being away: saying so, changing it, and everything that can be wrong with the days or the deputy."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from accounts.models import Absence, User
from accounts.roles import Role
from accounts.services.absence import InACircle, OverlapsOther
from audit.models import Event
from projects.services.absence import NotADeputy, change_absence, register_absence, withdraw_absence
from tests.cast import Cast, make_colleague
from tests.racing import race
from ui.danish import numeric_date


@pytest.fixture
def lead(cast: Cast) -> User:
    """Slagelse's implementeringsansvarlig, who goes on holiday."""
    return cast.people[Role.IMPLEMENTATION_LEAD]


@pytest.fixture
def deputy(cast: Cast) -> User:
    """Somebody who can stand in."""
    return cast.people[Role.SUPPORT_STAFF]


@pytest.fixture
def away(cast: Cast, client: Client, lead: User) -> Client:
    """The implementeringsansvarlig, signed in."""
    client.force_login(lead)
    return client


def page(cast: Cast, rest: str = "") -> str:
    """A page about absence."""
    return f"/projekter/{cast.slagelse.pk}/organisation/fravaer/{rest}"


def typed(cast: Cast, first: int, last: int, deputy: User | None = None, **own: str) -> dict[str, str]:
    """The form, the days counted from today."""
    days = [numeric_date(cast.at.date() + timedelta(days=days)) for days in (first, last)]
    return {"from_on": days[0], "to_on": days[1], "deputy": str(deputy.pk) if deputy else "", **own}


def be_away(cast: Cast, user: User, first: int, last: int, deputy: User | None = None) -> Absence:
    """An absence, the days counted from today."""
    today = cast.at.date()
    return register_absence(
        project=cast.slagelse,
        user=user,
        from_on=today + timedelta(days=first),
        to_on=today + timedelta(days=last),
        deputy=deputy,
        anyway=True,
        by=user,
        at=cast.at,
    )


def told(cast: Cast) -> list[str]:
    """What has happened, oldest first, the days left out."""
    events = Event.objects.of_project(cast.slagelse.pk).filter(type__startswith="absence").order_by("pk")
    return [event.sentence.replace(event.params["days"], "…") for event in events]


def test_said_with_a_deputy(cast: Cast, away: Client, deputy: User) -> None:
    answer = away.post(page(cast, "ny/"), typed(cast, 3, 7, deputy), follow=True)
    text = answer.content.decode()
    assert "Supportmedarbejder Hansen er stedfortræder." in text
    assert "Supportmedarbejder Hansen dækker" in text
    assert told(cast) == [
        "Implementeringsansvarlig Hansen meldte sig fraværende …. Stedfortræder: Supportmedarbejder Hansen."
    ]


def test_without_a_deputy_is_allowed_and_said(cast: Cast, away: Client) -> None:
    text = away.post(page(cast, "ny/"), typed(cast, 0, 0), follow=True).content.decode()
    assert "Ingen stedfortræder: opgaverne venter, til Implementeringsansvarlig Hansen er tilbage." in text
    assert "<strong>Ingen stedfortræder</strong>" in text
    assert "er væk" in text


def test_one_that_began_last_month_is_kept_as_it_is(cast: Cast, away: Client) -> None:
    assert away.post(page(cast, "ny/"), typed(cast, -40, 2)).status_code == 302
    assert Absence.objects.get().from_on == cast.at.date() - timedelta(days=40)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (5, 4, "Sidste dag ligger før første dag."),
        (-40, -1, "Fraværet er allerede slut."),
        (0, 366, "Fravær kan højst vare et år."),
    ],
)
def test_days_that_cannot_be(cast: Cast, away: Client, first: int, last: int, words: str) -> None:
    data = typed(cast, first, last)
    answer = away.post(page(cast, "ny/"), data)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert words in text
    assert f'value="{data["from_on"]}"' in text
    assert not Absence.objects.exists()


def test_without_an_end(cast: Cast, away: Client) -> None:
    answer = away.post(page(cast, "ny/"), {**typed(cast, 0, 1), "to_on": ""})
    assert answer.status_code == 422
    assert "Sidste dag: Skriv datoen som dag.måned.år" in answer.content.decode()


def test_a_whole_year_may_be(cast: Cast, away: Client) -> None:
    assert away.post(page(cast, "ny/"), typed(cast, 0, 365)).status_code == 302


def test_overlapping_is_refused_with_its_days(cast: Cast, away: Client, lead: User) -> None:
    other = be_away(cast, lead, 3, 7)
    answer = away.post(page(cast, "ny/"), typed(cast, 7, 9))
    assert answer.status_code == 422
    assert f"er allerede væk {other.days}." in answer.content.decode()
    assert away.post(page(cast, "ny/"), typed(cast, 8, 9)).status_code == 302


def test_a_double_click_is_one(cast: Cast, away: Client, deputy: User) -> None:
    for _ in range(2):
        assert away.post(page(cast, "ny/"), typed(cast, 3, 7, deputy)).status_code == 302
    assert len(told(cast)) == 1


def test_not_in_a_circle(cast: Cast, away: Client, lead: User, deputy: User) -> None:
    be_away(cast, deputy, 5, 9, lead)
    answer = away.post(page(cast, "ny/"), typed(cast, 3, 5, deputy, anyway="on"))
    assert answer.status_code == 422
    assert "De ville dække for hinanden" in answer.content.decode()
    # In other days they may.
    assert away.post(page(cast, "ny/"), typed(cast, 3, 4, deputy)).status_code == 302


def test_not_in_a_longer_circle_either(cast: Cast, lead: User, deputy: User) -> None:
    be_away(cast, deputy, 1, 9, cast.it)
    be_away(cast, cast.it, 5, 9, lead)
    be_away(cast, lead, 1, 4, deputy)
    with pytest.raises(InACircle):
        be_away(cast, lead, 6, 7, deputy)


def test_a_deputy_who_is_away_is_said_at_once_and_can_be_kept(
    cast: Cast, away: Client, lead: User, deputy: User
) -> None:
    other = be_away(cast, deputy, 5, 9)
    answer = away.post(page(cast, "ny/"), typed(cast, 3, 7, deputy))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert f"Supportmedarbejder Hansen er selv væk {other.days}. Vælg en anden, eller gem alligevel." in text
    assert 'type="checkbox" name="anyway"' in text
    answer = away.post(page(cast, "ny/"), typed(cast, 3, 7, deputy, anyway="on"), follow=True)
    assert "<strong>er selv væk</strong>" in answer.content.decode()


def test_who_was_to_stand_in_is_said_when_that_person_goes(cast: Cast, away: Client, lead: User, deputy: User) -> None:
    other = be_away(cast, deputy, 5, 9, lead)
    text = away.post(page(cast, "ny/"), typed(cast, 6, 6), follow=True).content.decode()
    assert f"Hansen er stedfortræder for Supportmedarbejder Hansen {other.days}." in text


def test_who_can_be_deputy(cast: Cast, lead: User) -> None:
    stranger = make_colleague("uden@slagelse.example", "Uden Rolle")
    for person in (cast.observer, cast.neighbour, stranger, lead, cast.programme_manager):
        with pytest.raises(NotADeputy):
            be_away(cast, lead, 1, 2, person)
    cast.it.memberships.update(to_on=cast.at.date() - timedelta(days=1))
    with pytest.raises(NotADeputy):
        be_away(cast, lead, 1, 2, cast.it)


def test_only_the_own_but_the_projektleder_anybodys(cast: Cast, away: Client, lead: User, client: Client) -> None:
    # Whoever is named, it is about oneself.
    away.post(page(cast, "ny/"), typed(cast, 1, 1, user=str(cast.it.pk)))
    assert Absence.objects.get().user == lead
    its = be_away(cast, cast.it, 1, 1)
    assert away.get(page(cast, f"{its.pk}/")).status_code == 403
    with pytest.raises(PermissionDenied):
        withdraw_absence(project=cast.slagelse, absence=its, by=lead, at=cast.at)
    client.force_login(cast.leader)
    client.post(page(cast, "ny/"), typed(cast, 2, 2, user=str(cast.observer.pk)))
    assert told(cast)[-1] == "Mette Kirkegaard meldte Observatør Hansen fraværende …. Stedfortræder: ingen."
    answer = client.post(page(cast, "ny/"), typed(cast, 2, 2, user=str(cast.neighbour.pk)))
    assert answer.status_code == 422


def test_another_projects_absence_is_not_found(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    theirs = Absence.objects.create(
        user=cast.neighbour,
        from_on=cast.at.date(),
        to_on=cast.at.date(),
        registered_at=cast.at,
        registered_by=cast.neighbour,
    )
    assert client.get(page(cast, f"{theirs.pk}/")).status_code == 404
    assert client.post(page(cast, f"{theirs.pk}/fjern/")).status_code == 404
    assert cast.neighbour.name not in client.get(page(cast)).content.decode()


def test_back_early(cast: Cast, away: Client, lead: User, deputy: User) -> None:
    absence = be_away(cast, lead, -3, 7, deputy)
    data = typed(cast, -3, -1, deputy, seen=absence.fingerprint)
    assert away.post(page(cast, f"{absence.pk}/"), data).status_code == 302
    assert Absence.objects.get().to_on == cast.at.date() - timedelta(days=1)
    assert "Ingen er væk" in away.get(page(cast)).content.decode()
    # What is over stays as it is, and says so.
    answer = away.get(page(cast, f"{absence.pk}/"), follow=True)
    assert "er slut og kan ikke ændres mere" in answer.content.decode()
    answer = away.post(page(cast, f"{absence.pk}/fjern/"), follow=True)
    assert "er slut og kan ikke ændres mere" in answer.content.decode()


def test_a_stale_form_shows_theirs_and_keeps_mine(cast: Cast, away: Client, lead: User, deputy: User) -> None:
    absence = be_away(cast, lead, 3, 7)
    mine = typed(cast, 3, 9, seen=absence.fingerprint)
    change_absence(
        project=cast.slagelse,
        absence=absence,
        from_on=absence.from_on,
        to_on=absence.last_day,
        deputy=deputy,
        anyway=False,
        seen=absence.fingerprint,
        by=cast.leader,
        at=cast.at,
    )
    answer = away.post(page(cast, f"{absence.pk}/"), mine)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Supportmedarbejder Hansen dækker. Gem igen" in text
    assert f'value="{mine["to_on"]}"' in text
    absence.refresh_from_db()
    assert away.post(page(cast, f"{absence.pk}/"), {**mine, "seen": absence.fingerprint}).status_code == 302
    absence.refresh_from_db()
    assert (absence.deputy, absence.to_on) == (None, cast.at.date() + timedelta(days=9))


def test_withdrawn_once(cast: Cast, away: Client, lead: User) -> None:
    absence = be_away(cast, lead, 3, 7)
    for _ in range(2):
        assert away.post(page(cast, f"{absence.pk}/fjern/")).status_code == 302
    assert told(cast)[-1] == "Implementeringsansvarlig Hansen fjernede fraværet … for Implementeringsansvarlig Hansen."
    assert len(told(cast)) == 2
    assert away.get(page(cast, f"{absence.pk}/")).status_code == 302
    # Its days are free again.
    assert be_away(cast, lead, 3, 7).pk != absence.pk


def test_one_that_was_withdrawn_meanwhile_is_not_changed(cast: Cast, away: Client, lead: User) -> None:
    absence = be_away(cast, lead, 3, 7)
    seen = absence.fingerprint
    withdraw_absence(project=cast.slagelse, absence=absence, by=cast.leader, at=cast.at)
    for last in (7, 9):
        answer = away.post(page(cast, f"{absence.pk}/"), typed(cast, 3, last, seen=seen))
        assert answer.status_code == 409
        assert "Fraværet er fjernet." in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_overlapping_at_once(live_cast: Cast) -> None:
    cast, lead = live_cast, live_cast.people[Role.IMPLEMENTATION_LEAD]
    results = race(*(partial(be_away, cast, lead, first, 9) for first in range(4)))
    assert sum(isinstance(result, OverlapsOther) for result in results) == 3, results
    assert Absence.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_circle_at_once(live_cast: Cast) -> None:
    cast = live_cast
    one, other = cast.people[Role.IMPLEMENTATION_LEAD], cast.people[Role.SUPPORT_STAFF]
    results = race(partial(be_away, cast, one, 1, 5, other), partial(be_away, cast, other, 5, 9, one))
    assert sum(isinstance(result, InACircle) for result in results) == 1, results
    assert Absence.objects.count() == 1


def test_the_day_is_the_danish_one() -> None:
    absence = Absence(from_on=date(2026, 11, 30), to_on=date(2026, 12, 4))
    assert absence.days == "30. november–4. december 2026"
