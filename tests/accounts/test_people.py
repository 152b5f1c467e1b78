"""People get access once, however often they are added."""

from functools import partial
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from accounts.access import national_acts
from accounts.models import Membership, Municipality, User
from accounts.roles import Act
from accounts.services.people import ensure_membership, ensure_person
from audit import clock
from audit.models import Event
from tests.cast import Cast, make_colleague
from tests.racing import race


def test_an_address_is_one_person_whatever_its_case(db: None) -> None:
    person = ensure_person(email="Ane@Slagelse.example", name="Ane")
    assert ensure_person(email="ane@slagelse.EXAMPLE", name="En anden") == person
    assert person.email == "ane@slagelse.example"
    with pytest.raises(IntegrityError):
        User.objects.bulk_create([User(email="ANE@slagelse.example", name="Ane")])


def test_a_wrong_address_is_refused(db: None) -> None:
    with pytest.raises(ValidationError):
        ensure_person(email="ikke en adresse", name="Ane")


def test_working_in_a_municipality_is_recorded_once(db: None) -> None:
    ane = ensure_person(email="ane@slagelse.example", name="Ane")
    slagelse = Municipality.objects.get(code="0330")
    for _ in range(2):
        ensure_membership(user=ane, municipality=slagelse, by=None, at=timezone.now())
    events = Event.objects.filter(params__person="Ane")
    assert [event.sentence for event in events] == ["Portalen gav Ane adgang som medarbejder i Slagelse Kommune."]


def test_the_first_person_of_an_installation(db: None, client: Client) -> None:
    out = StringIO()
    call_command("create_programme_leader", "karin@medcom.example", "--name", "Karin Lund", stdout=out)
    karin = User.objects.get(email="karin@medcom.example")
    assert Act.SEE_ALL_PROJECTS in national_acts(karin, on=clock.today())
    link = out.getvalue().strip().removeprefix("http://testserver")
    page = client.get(link, follow=True)
    address = page.redirect_chain[-1][0]
    assert (
        client.post(address, {"password1": "en-helt-ny-kode-26", "password2": "en-helt-ny-kode-26"}).status_code == 302
    )
    karin.refresh_from_db()
    assert karin.check_password("en-helt-ny-kode-26")
    # The link has done its work.
    again = Client().get(link, follow=True).content.decode()
    assert "password1" not in again


def test_the_command_says_what_is_wrong(db: None) -> None:
    with pytest.raises(CommandError, match="e-mail"):
        call_command("create_programme_leader", "karin")
    make_colleague("ane@slagelse.example", "Ane Krogh")
    with pytest.raises(CommandError, match="kommune"):
        call_command("create_programme_leader", "ane@slagelse.example")


def test_two_who_add_a_colleague_at_once_make_one_membership(live_cast: Cast) -> None:
    ane = ensure_person(email="ane@slagelse.example", name="Ane")
    slagelse = Municipality.objects.get(code="0330")
    add = partial(ensure_membership, user=ane, municipality=slagelse, by=live_cast.leader, at=live_cast.at)
    results = race(add, add, add)
    assert [type(result) for result in results] == [Membership] * 3
    assert ane.memberships.count() == 1
