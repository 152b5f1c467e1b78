"""Afleveringsbrev: a tovholder's successor reads what is still to be done in each of the units."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from audit.clock import day_of
from projects.models import HandOver
from tests.cast import Cast
from tests.checklists.unit_reports import coordinator_of, make_units, report
from ui.danish import numeric_date


def letter(cast: Cast, client: Client, reader: User) -> str:
    """The letter of the one hand-over."""
    client.force_login(reader)
    about = {"pk": cast.slagelse.pk, "hand_over": HandOver.objects.get().pk}
    answer = client.get(reverse("hand_over_letter", kwargs=about))
    assert answer.status_code == 200
    return answer.content.decode()


def give(cast: Cast, client: Client, role: Role, *, days: int = 0) -> User:
    """The holder of the role hands it over to the supporter."""
    successor, leaver = cast.people[Role.SUPPORT_STAFF], cast.people[role]
    typed = {"roles": role, "successor": successor.pk, "once": uuid4()}
    typed["from_on"] = numeric_date(day_of(cast.at) + timedelta(days=days))
    client.force_login(cast.leader)
    there = reverse("hand_over", kwargs={"pk": cast.slagelse.pk, "person": leaver.pk})
    assert client.post(there, typed).status_code == 302
    return successor


@pytest.mark.parametrize("days", [0, 10])
def test_a_tovholders_successor_reads_what_the_units_lack(cast: Cast, client: Client, days: int) -> None:
    mine, other, _ = make_units(cast)
    coordinator_of(cast, mine)
    report(cast, "G91", mine)
    give(cast, client, Role.UNIT_COORDINATOR, days=days)
    page = letter(cast, client, cast.leader)
    rows = page.split("Mangler i dine enheder")[1].split("</section>", maxsplit=1)[0]
    assert mine.name in rows
    assert other.name not in rows
    assert "G66 " in rows
    assert "G91 " not in rows


def test_others_letters_have_no_units(cast: Cast, client: Client) -> None:
    coordinator_of(cast, *make_units(cast))
    give(cast, client, Role.IT_STAFF)
    assert "Mangler i dine enheder" not in letter(cast, client, cast.leader)
