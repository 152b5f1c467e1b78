"""Beskeder: who got what, what did not get through, and sending it again."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.letters import put_welcome
from accounts.models import User
from audit.models import Event
from outbox.models import Letter
from outbox.services import deliver, deliver_due
from projects.message_list import DROPPED, WITHDRAWN
from projects.services.invitations import withdraw
from tests.cast import Cast, make_person
from tests.mail_server import GONE, Sink
from tests.walls.people import asked

NEW = "ny@slagelse.example"


@pytest.fixture
def mail(cast: Cast) -> Letter:
    """A mail to someone new."""
    put_welcome(make_person(NEW, "Ny Hansen"), at=cast.at, project_id=cast.slagelse.pk)
    return Letter.objects.get()


def page_of(client: Client, cast: Cast, query: str = "") -> str:
    """The page's HTML."""
    answer = client.get(f"/projekter/{cast.slagelse.pk}/beskeder/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_empty_says_what_will_come(cast: Cast, leader: Client) -> None:
    assert "Ingen mails endnu" in page_of(leader, cast)


def test_who_got_what_and_how_it_went(cast: Cast, leader: Client, mail: Letter, sink: Sink) -> None:
    page = page_of(leader, cast)
    for seen in ("Ny Hansen", NEW, "Velkomst med link til adgangskode", "På vej"):
        assert seen in page
    deliver_due(at=cast.at)
    assert "Sendt" in page_of(leader, cast)


def test_a_refused_address_is_told_in_danish_and_sent_again(
    cast: Cast, leader: Client, mail: Letter, sink: Sink
) -> None:
    sink.answers = {NEW: GONE}
    deliver_due(at=cast.at)
    page = page_of(leader, cast, "?tilstand=fejlet")
    for seen in ("1 kom ikke frem", "Fejlet", "Adressen findes ikke", GONE, "Send igen"):
        assert seen in page
    address = reverse("message_send_again", kwargs={"pk": cast.slagelse.pk, "letter": mail.pk})
    answer = leader.post(address, {"tilstand": "fejlet"}, follow=True)
    assert answer.redirect_chain[-1][0].endswith("?tilstand=fejlet")
    assert f"Mailen til {NEW} er på vej igen." in answer.content.decode()
    again = leader.post(address, follow=True).content.decode()
    assert "allerede sendt eller på vej" in again
    assert Event.objects.filter(type="mail.sent_again").count() == 1
    sink.answers = {}
    deliver_due(at=Letter.objects.get().next_attempt_at)
    assert [mail["Message-ID"] for mail in sink.arrived] == [mail.message_id]
    assert "kom ikke frem" not in page_of(leader, cast)


def test_the_next_attempt_is_told(cast: Cast, leader: Client, mail: Letter, mail_port: int) -> None:
    deliver(mail.pk, at=cast.at)
    page = page_of(leader, cast)
    assert "Mailserveren svarede ikke. Vi prøver igen" in page
    assert "Send igen" not in page


def test_a_dropped_mail_says_why(cast: Cast, leader: Client, mail: Letter, sink: Sink) -> None:
    User.objects.filter(email=NEW).update(is_active=False)
    deliver_due(at=cast.at)
    assert DROPPED in page_of(leader, cast)


def test_the_filter_survives_paging(cast: Cast, leader: Client) -> None:
    rows = [
        Letter(
            kind="welcome",
            subject=f"person:{n}",
            occasion="welcome",
            to_email=NEW,
            project_id=cast.slagelse.pk,
            state=Letter.State.FAILED if n else Letter.State.WAITING,
            next_attempt_at=cast.at,
            put_at=cast.at + timedelta(seconds=n),
            message_id=f"<{n}@kontaktlaege.example>",
        )
        for n in range(52)
    ]
    Letter.objects.bulk_create(rows)
    page = page_of(leader, cast, "?tilstand=fejlet")
    assert "Alle (52)" in page
    assert "Fejlet (51)" in page
    assert 'href="?tilstand=fejlet&amp;side=2"' in page
    assert "På vej</span>" not in page_of(leader, cast, "?tilstand=fejlet&side=2")
    assert page_of(leader, cast, "?tilstand=vrøvl&side=x").count("<tr") == 51


def test_a_neighbours_mail_cannot_be_sent_again(cast: Cast, leader: Client, mail: Letter) -> None:
    Letter.objects.update(project_id=cast.vesthimmerland.pk, state=Letter.State.FAILED)
    address = reverse("message_send_again", kwargs={"pk": cast.slagelse.pk, "letter": mail.pk})
    assert leader.post(address).status_code == 404
    assert Letter.objects.get().state == "failed"
    assert NEW not in page_of(leader, cast)


def test_an_invited_person_is_named_and_a_withdrawn_invitation_says_so(cast: Cast, leader: Client, sink: Sink) -> None:
    invitation = asked(cast)
    assert "Camilla Rask" in page_of(leader, cast)
    deliver_due(at=cast.at)
    assert WITHDRAWN not in page_of(leader, cast)
    withdraw(invitation=invitation, by=cast.leader, at=cast.at)
    page = page_of(leader, cast)
    assert "Sendt" in page
    assert WITHDRAWN in page
