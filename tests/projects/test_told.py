"""What people are told when they are asked or given a role: who asks, for which units, and who signs (G06, G10)."""

from datetime import timedelta
from email.message import EmailMessage
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from audit import clock
from audit.clock import day_of
from outbox.models import Letter
from outbox.services import deliver_due
from projects.letters import token_of
from projects.models import Invitation, RoleHolding, Unit
from projects.services.hand_over import hand_over, take_back
from projects.services.invitations import invite
from projects.services.roles import end_role
from projects.services.units import add_unit
from tests.cast import Cast
from tests.mail_server import Sink
from tests.walls.people import appointed
from ui.danish import numeric_date

SIGNS = "læser og underskriver aftalerne i stedet for en jurist"
STRANGER = "camilla@slagelse.example"
YES = {"name": "Camilla Rask", "password": "en-lang-adgangskode-1"}


@pytest.fixture
def unit(cast: Cast) -> Unit:
    """Slagelse's one unit."""
    return add_unit(project=cast.slagelse, name="Bosted Æblehaven", by=cast.leader, at=cast.at)


@pytest.fixture
def without_jurist(cast: Cast) -> Cast:
    """Nobody in Slagelse is jurist."""
    RoleHolding.objects.filter(project=cast.slagelse, role=Role.LEGAL_OFFICER).delete()
    return cast


def asked(cast: Cast, *roles: Role, email: str = STRANGER, **own: Any) -> None:
    """Slagelse's projektleder invites."""
    own = {"by": cast.leader, "at": cast.at, "once": uuid4(), **own}
    invite(project=cast.slagelse, email=email, name="Camilla Rask", roles=list(roles), **own)


def arrived(sink: Sink, email: str = STRANGER) -> tuple[EmailMessage, str, str]:
    """The one mail that has come to that address: itself, its text and its HTML."""
    deliver_due(at=clock.now())
    (mail,) = [mail for mail in sink.arrived if mail["To"] == email]
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text
    assert html
    return mail, " ".join(text.get_content().split()), " ".join(html.get_content().split())


def shown(client: Client) -> str:
    """The page of the one invitation."""
    return client.get(reverse("invitation", kwargs={"token": token_of(Invitation.objects.get())})).content.decode()


def said_yes(client: Client) -> str:
    """The first screen after saying yes."""
    there = reverse("invitation", kwargs={"token": token_of(Invitation.objects.get())})
    return client.post(there, YES, follow=True).content.decode()


def test_a_tovholder_is_told_the_unit_in_mail_page_and_welcome(
    cast: Cast, client: Client, unit: Unit, sink: Sink
) -> None:
    asked(cast, Role.UNIT_COORDINATOR, units=[unit])
    for body in arrived(sink)[1:]:
        assert "tovholder for Bosted Æblehaven" in body.replace("<strong>", "")
    assert "Bosted Æblehaven" in shown(client)
    assert "Velkommen. Du er nu tovholder for Bosted Æblehaven i Slagelse Kommune." in said_yes(client)


def test_a_colleague_is_told_the_unit_too(cast: Cast, client: Client, unit: Unit, sink: Sink) -> None:
    client.force_login(cast.leader)
    typed = {"name": "Yusuf", "email": cast.it.email, "roles": ["unit_coordinator"], "units": [str(unit.pk)]}
    answer = client.post(reverse("invite", kwargs={"pk": cast.slagelse.pk}), {**typed, "once": uuid4()}, follow=True)
    assert f"{cast.it.name} er nu tovholder for Bosted Æblehaven og har fået en mail" in answer.content.decode()
    for body in arrived(sink, cast.it.email)[1:]:
        assert f"Hej {cast.it.name}" in body
        assert "tovholder for Bosted Æblehaven" in body


def test_units_of_the_mail_are_those_when_it_is_written(cast: Cast, unit: Unit, sink: Sink) -> None:
    asked(cast, Role.UNIT_COORDINATOR, email=cast.it.email, units=[unit])
    held = RoleHolding.objects.get(user=cast.it, role=Role.UNIT_COORDINATOR)
    held.units.set([add_unit(project=cast.slagelse, name="Plejecenter Nord", by=cast.leader, at=cast.at)])
    assert "tovholder for Plejecenter Nord i" in arrived(sink, cast.it.email)[1]


def test_a_role_taken_back_before_the_mail_is_written_is_not_told(cast: Cast, sink: Sink) -> None:
    asked(cast, Role.SUPPORT_STAFF, email=cast.it.email)
    RoleHolding.objects.filter(user=cast.it, role=Role.SUPPORT_STAFF).delete()
    deliver_due(at=clock.now())
    assert Letter.objects.get().state == Letter.State.DROPPED


def test_one_who_signs_is_never_called_jurist(without_jurist: Cast, client: Client, sink: Sink) -> None:
    asked(without_jurist, Role.LEGAL_OFFICER, signs_instead=True)
    for body in arrived(sink)[1:]:
        assert f"den, der {SIGNS}" in body
    assert f"Du {SIGNS}" in shown(client)
    assert "<dt>Jurist</dt>" not in shown(client)
    assert f"Du er nu den, der {SIGNS} i Slagelse Kommune." in said_yes(client)


def test_a_colleague_who_signs_and_the_receipt(without_jurist: Cast, client: Client, sink: Sink) -> None:
    cast = without_jurist
    client.force_login(cast.leader)
    typed = {"name": "Yusuf", "email": cast.it.email, "signs_instead": "on", "once": uuid4()}
    answer = client.post(reverse("invite", kwargs={"pk": cast.slagelse.pk}), typed, follow=True)
    assert f"{cast.it.name} er nu den, der {SIGNS} og har" in answer.content.decode()
    assert RoleHolding.objects.get(project=cast.slagelse, role=Role.LEGAL_OFFICER).signs_instead
    mail, text, html = arrived(sink, cast.it.email)
    assert "jurist" not in mail["Subject"]
    for body in (text, html):
        assert f"gjort dig til den, der {SIGNS}" in body.replace("<strong>", "")


def test_the_box_stands_under_the_roles_and_only_without_a_jurist(cast: Cast, client: Client, unit: Unit) -> None:
    client.force_login(cast.leader)
    there = reverse("invite", kwargs={"pk": cast.slagelse.pk})
    assert "underskriver aftalerne i stedet" not in client.get(there).content.decode()
    RoleHolding.objects.filter(project=cast.slagelse, role=Role.LEGAL_OFFICER).delete()
    text = client.get(there).content.decode()
    assert text.index("Observatør:") < text.index("underskriver aftalerne i stedet") < text.index("Bosted Æblehaven")


def test_no_role_and_no_box_is_said(without_jurist: Cast, client: Client) -> None:
    client.force_login(without_jurist.leader)
    there = reverse("invite", kwargs={"pk": without_jurist.slagelse.pk})
    for box in ({}, {"signs_instead": "false"}):
        answer = client.post(there, {"name": "Camilla", "email": STRANGER, "once": uuid4(), **box})
        assert answer.status_code == 422
        assert "Vælg mindst én rolle." in answer.content.decode()


def test_giving_oneself_a_role_is_said_without_a_mail(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    typed = {"name": cast.leader.name, "email": cast.leader.email, "roles": ["support_staff"], "once": uuid4()}
    answer = client.post(reverse("invite", kwargs={"pk": cast.slagelse.pk}), typed, follow=True)
    assert "Du er nu supportmedarbejder." in answer.content.decode()


def test_a_stranger_learns_who_asks_what_it_is_and_whom_to_ask(cast: Cast, client: Client, sink: Sink) -> None:
    User.objects.filter(pk=cast.leader.pk).update(phone="55 00 20 10")
    asked(cast, Role.SUPPORT_STAFF)
    mail, *bodies = arrived(sink)
    assert "Slagelse Kommune" in mail["Subject"]
    for body in (*bodies, shown(client)):
        for words in (
            "Mette Kirkegaard, projektleder i Slagelse Kommune, beder dig være",
            "KontaktLæge er en app",
            f"{cast.leader.email} eller 55 00 20 10",
            "ikke til dig, så gør ingenting",
        ):
            assert words in body


def test_medcom_asks_in_its_own_name(cast: Cast, client: Client, sink: Sink) -> None:
    invitation = appointed(cast)
    mail, *bodies = arrived(sink, invitation.email)
    assert "Lolland Kommune" in mail["Subject"]
    for body in (*bodies, shown(client)):
        assert "Karin Lund fra MedCom beder dig være" in body


def test_a_successor_is_told_the_units_and_the_signing(without_jurist: Cast, unit: Unit, sink: Sink) -> None:
    cast = without_jurist
    asked(cast, Role.UNIT_COORDINATOR, Role.LEGAL_OFFICER, email=cast.it.email, units=[unit], signs_instead=True)
    Letter.objects.all().delete()
    hand_over(
        project=cast.slagelse,
        leaver=cast.it,
        successor=cast.observer,
        roles=[Role.UNIT_COORDINATOR, Role.LEGAL_OFFICER],
        from_on=cast.at.date(),
        by=cast.leader,
        at=cast.at,
        once=uuid4(),
    )
    mail, text, _ = arrived(sink, cast.observer.email)
    assert "jurist" not in mail["Subject"]
    assert "tovholder for Bosted Æblehaven" in text
    assert f"den, der {SIGNS}" in text


def test_the_sheet_is_the_page_on_paper(cast: Cast, client: Client, unit: Unit) -> None:
    asked(cast, Role.SUPPORT_STAFF)
    held = RoleHolding.objects.get(user=cast.it, role=Role.IT_STAFF)
    last = day_of(cast.at) + timedelta(days=40)
    end_role(holding=held, last_day=last, by=cast.leader, at=cast.at)
    client.force_login(cast.leader)
    sheet = client.get(reverse("organisation_sheet", kwargs={"pk": cast.slagelse.pk})).content.decode()
    for words in (
        "Løser it-afdelingens opgaver",
        numeric_date(last),
        numeric_date(held.from_on),
        "Camilla Rask",
        STRANGER,
        f"{cast.people[Role.SUPPORT_STAFF].email}",
        "Bosted Æblehaven",
    ):
        assert words in sheet


def test_a_hand_over_taken_back_before_the_mail_is_written_is_not_told(cast: Cast, sink: Sink) -> None:
    done = hand_over(
        project=cast.slagelse,
        leaver=cast.it,
        successor=cast.observer,
        roles=[Role.IT_STAFF],
        from_on=day_of(cast.at) + timedelta(days=9),
        by=cast.leader,
        at=cast.at,
        once=uuid4(),
    )
    take_back(hand_over=done, by=cast.leader, at=cast.at)
    deliver_due(at=clock.now())
    assert Letter.objects.get(kind="handed_over").state == Letter.State.DROPPED
