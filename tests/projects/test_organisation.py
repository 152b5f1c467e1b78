"""Organisation and its pages, through requests: what is missing is named, and what was typed stays."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, User
from accounts.roles import Role
from audit import clock
from audit.clock import day_of
from outbox.models import Letter
from projects.models import HandOver, Invitation, RoleHolding
from projects.services.invitations import invite
from projects.services.roles import end_role
from projects.services.units import add_unit
from tests.cast import Cast
from ui.danish import numeric_date

DAY = timedelta(days=1)


def address(cast: Cast, name: str = "organisation", **own: object) -> str:
    """Where to go in Slagelse."""
    return reverse(name, kwargs={"pk": cast.slagelse.pk, **own})


def page(client: Client, cast: Cast) -> str:
    """Organisation as text."""
    return client.get(address(cast)).content.decode()


def holding_of(cast: Cast, role: Role) -> RoleHolding:
    """Slagelse's holder of a role."""
    return RoleHolding.objects.get(project=cast.slagelse, role=role, to_on=None)


def person(cast: Cast, **own: Any) -> dict[str, Any]:
    """An invitation as the form sends it."""
    typed = {"name": "Camilla Rask", "email": "camilla@slagelse.example", "roles": ["support_staff"]}
    return {**typed, "once": str(uuid4()), **own}


def test_it_names_everybody_with_phone_and_mail(cast: Cast, leader: Client) -> None:
    User.objects.filter(pk=cast.it.pk).update(phone="55 00 20 31", workplace="It-afdelingen")
    text = page(leader, cast)
    for user in cast.people.values():
        assert user.email in text
    assert "55 00 20 31" in text
    assert "It-afdelingen" in text
    assert "10 roller: 10 er besat. Ingen enheder endnu." in text
    sheet = leader.get(address(cast, "organisation_sheet")).content.decode()
    assert "55 00 20 31" in sheet


def test_holes_are_named_first(cast: Cast, leader: Client) -> None:
    text = page(leader, cast)
    assert "Projektet har ingen enheder endnu" in text
    assert "mangler rollen" not in text
    add_unit(project=cast.slagelse, name="Bosted Æblehaven", by=cast.leader, at=cast.at)
    for role in (Role.TECHNICAL_OWNER, Role.LEGAL_OFFICER):
        end_role(holding=holding_of(cast, role), last_day=day_of(cast.at) - DAY, by=cast.leader, at=cast.at)
    text = page(leader, cast)
    assert "Projektet mangler rollen teknisk systemansvarlig" in text
    assert "Bosted Æblehaven mangler en tovholder" in text
    assert "Hvem læser og underskriver aftalerne i stedet?" in text
    assert text.index("mangler rollen") < text.index("mangler en tovholder") < text.index("Telefon og mail")


def test_silence_and_ends_are_named(cast: Cast, leader: Client) -> None:
    ask = partial(invite, project=cast.slagelse, roles=[Role.OBSERVER], by=cast.leader)
    RoleHolding.objects.update(from_on=day_of(cast.at) - 60 * DAY)
    Membership.objects.update(from_on=day_of(cast.at) - 60 * DAY)
    User.objects.exclude(pk=cast.it.pk).update(last_login=cast.at)
    ask(name="Tavs", email="tavs@slagelse.example", at=cast.at - 14 * DAY, once=uuid4())
    ask(name="Sen", email="sen@slagelse.example", at=cast.at - 30 * DAY, once=uuid4())
    ends = holding_of(cast, Role.HEALTH_CONSULTANT)
    end_role(holding=ends, last_day=day_of(cast.at) + 9 * DAY, by=cast.leader, at=cast.at)
    Letter.objects.create(
        kind="welcome",
        subject="person:1",
        occasion="prøve",
        to_email=cast.observer.email,
        state=Letter.State.FAILED,
        bounced=True,
        next_attempt_at=cast.at,
        put_at=cast.at,
        message_id="<2@kontaktlaege.example>",
        municipality_id=cast.slagelse.municipality_id,
    )
    Letter.objects.create(
        kind="invitation",
        subject="invitation:1",
        occasion="prøve",
        to_email="tavs@slagelse.example",
        state=Letter.State.FAILED,
        bounced=True,
        next_attempt_at=cast.at,
        put_at=cast.at,
        message_id="<3@kontaktlaege.example>",
        municipality_id=cast.slagelse.municipality_id,
    )
    text = page(leader, cast)
    assert "Tavs har ikke svaret på invitationen" in text
    assert "Invitationen til Sen er udløbet" in text
    assert f"{ends.user.name} slutter som sundhedsfaglig konsulent" in text
    assert f"{cast.it.name} er ikke set i " in text
    assert "Har ikke logget ind endnu." in text
    assert f"Mail til {cast.observer.name} kommer retur" in text
    assert "Mail til Tavs kommer retur" in text
    leader.force_login(cast.programme_manager)
    listed = leader.get(reverse("project_list")).content.decode()
    assert '#holes" class="late">7</a>' in listed
    assert "Tavs" not in listed


def test_the_programleder_finds_a_new_projektleder_from_the_list(cast: Cast, leader: Client) -> None:
    RoleHolding.objects.filter(project=cast.slagelse, role=Role.PROJECT_MANAGER).delete()
    leader.force_login(cast.programme_manager)
    listed = leader.get(reverse("project_list")).content.decode()
    assert listed.count("Invitér en projektleder") == 1
    form = leader.get(address(cast, "invite")).content.decode()
    assert "Tovholder" not in form
    leader.post(address(cast, "invite"), person(cast, roles=["project_manager"]))
    assert Invitation.objects.get().roles == ["project_manager"]


def test_a_role_with_a_successor_is_no_worry(cast: Cast, leader: Client) -> None:
    leader.post(
        address(cast, "hand_over", person=cast.it.pk),
        {
            "roles": "it_staff",
            "successor": str(cast.people[Role.SUPPORT_STAFF].pk),
            "from_on": numeric_date(day_of(cast.at) + 9 * DAY),
            "once": str(uuid4()),
        },
    )
    assert HandOver.objects.count() == 1
    assert "slutter som" not in page(leader, cast)


def test_inviting(cast: Cast, leader: Client) -> None:
    answer = leader.post(address(cast, "invite"), person(cast), follow=True)
    text = answer.content.decode()
    assert "Camilla Rask har fået en invitation på mail. Den gælder til og med " in text
    assert "Inviteret" in text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": ""}, "Skriv personens navn."),
        ({"email": "camilla"}, "Skriv en hel e-mailadresse"),
        ({"roles": []}, "Vælg mindst én rolle."),
        ({"roles": ["kejser"]}, "Et af valgene findes ikke længere."),
    ],
)
def test_bad_input_is_said_and_kept(cast: Cast, leader: Client, typed: dict[str, Any], words: str) -> None:
    answer = leader.post(address(cast, "invite"), person(cast, **typed))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text
    assert ("Camilla Rask" in text) is ("name" not in typed)
    assert not Invitation.objects.exists()


def test_units_without_the_role_and_anothers_unit_are_refused(cast: Cast, leader: Client) -> None:
    ours = add_unit(project=cast.slagelse, name="Nord", by=cast.leader, at=cast.at)
    theirs = add_unit(project=cast.vesthimmerland, name="Syd", by=cast.neighbour, at=cast.at)
    for unit in (ours, theirs):
        answer = leader.post(address(cast, "invite"), person(cast, units=[str(unit.pk)]))
        assert answer.status_code == 422
    assert not Invitation.objects.exists()


def test_an_invited_address_shows_the_open_invitation(cast: Cast, leader: Client) -> None:
    leader.post(address(cast, "invite"), person(cast))
    answer = leader.post(address(cast, "invite"), person(cast, roles=["observer"]))
    assert answer.status_code == 422
    assert "Camilla Rask er inviteret" in answer.content.decode()
    assert "Send den igen" in answer.content.decode()


def test_a_link_from_a_hole_fills_the_form(cast: Cast, leader: Client) -> None:
    unit = add_unit(project=cast.slagelse, name="Nord", by=cast.leader, at=cast.at)
    text = leader.get(f"{address(cast, 'invite')}?rolle=unit_coordinator&enhed={unit.pk}").content.decode()
    assert text.count("checked") == 2


def test_withdrawing_and_sending_again(cast: Cast, leader: Client) -> None:
    leader.post(address(cast, "invite"), person(cast))
    invitation = Invitation.objects.get()
    again = address(cast, "invitation_send_again", invitation=invitation.pk)
    assert "er sendt igen" in leader.post(again, {"times_sent": "1"}, follow=True).content.decode()
    gone = address(cast, "invitation_withdraw", invitation=invitation.pk)
    assert "Linket virker ikke længere." in leader.post(gone, follow=True).content.decode()
    assert "er trukket tilbage i mellemtiden" in leader.post(again, {"times_sent": "2"}, follow=True).content.decode()


def test_another_projects_invitation_and_role_are_not_found(cast: Cast, leader: Client) -> None:
    theirs = invite(
        project=cast.vesthimmerland,
        email="ny@vest.example",
        name="Ny",
        roles=[Role.OBSERVER],
        by=cast.neighbour,
        at=cast.at,
        once=uuid4(),
    ).invitation
    assert theirs
    holding = RoleHolding.objects.get(project=cast.vesthimmerland, role=Role.PROJECT_MANAGER)
    for there in (
        address(cast, "invitation_withdraw", invitation=theirs.pk),
        address(cast, "holding_end", holding=holding.pk),
        address(cast, "hand_over", person=cast.neighbour.pk),
        address(cast, "leaving", person=cast.neighbour.pk),
    ):
        assert leader.post(there, {"last_day": numeric_date(day_of(cast.at))}).status_code == 404
    theirs.refresh_from_db()
    assert theirs.withdrawn_at is None


def test_a_role_gets_a_last_day_and_goes_on(cast: Cast, leader: Client) -> None:
    there = address(cast, "holding_end", holding=holding_of(cast, Role.IT_STAFF).pk)
    for typed, words in (
        ("i går", "Skriv datoen som"),
        (numeric_date(day_of(cast.at) - 2 * DAY), "Dagen er passeret."),
    ):
        answer = leader.post(there, {"last_day": typed})
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert typed in answer.content.decode()
    ahead = numeric_date(day_of(cast.at) + 9 * DAY)
    assert "til og med" in leader.post(there, {"last_day": ahead}, follow=True).content.decode()
    go_on = there.replace("/slut/", "/fortsaet/")
    assert "fortsætter som it-medarbejder" in leader.post(go_on, follow=True).content.decode()
    yesterday = numeric_date(day_of(cast.at) - DAY)
    assert "er ikke længere it-medarbejder" in leader.post(there, {"last_day": yesterday}, follow=True).content.decode()
    assert "Rollen er ændret i mellemtiden." in leader.post(there, {"last_day": ahead}, follow=True).content.decode()


def test_the_last_projektleder_is_told_to_find_another(cast: Cast, leader: Client) -> None:
    ahead = {"last_day": numeric_date(day_of(cast.at) + 9 * DAY)}
    for there in (
        address(cast, "holding_end", holding=holding_of(cast, Role.PROJECT_MANAGER).pk),
        address(cast, "leaving", person=cast.leader.pk),
    ):
        answer = leader.post(there, ahead)
        assert answer.status_code == 422
        assert "Projektet skal altid have en projektleder" in answer.content.decode()
    assert RoleHolding.objects.filter(project=cast.slagelse, to_on__isnull=False).count() == 0
    assert Membership.objects.filter(user=cast.leader, to_on=None).exists()


def test_people_without_a_role_are_still_there(cast: Cast, leader: Client) -> None:
    end_role(holding=holding_of(cast, Role.IT_STAFF), last_day=day_of(cast.at) - DAY, by=cast.leader, at=cast.at)
    text = page(leader, cast)
    assert "Har adgang, men ingen rolle" in text
    assert address(cast, "leaving", person=cast.it.pk) in text


def test_an_invitation_to_a_unit_settles_the_hole_until_it_is_silent(cast: Cast, leader: Client) -> None:
    unit = add_unit(project=cast.slagelse, name="Bosted Æblehaven", by=cast.leader, at=cast.at)
    end_role(
        holding=holding_of(cast, Role.UNIT_COORDINATOR), last_day=day_of(cast.at) - DAY, by=cast.leader, at=cast.at
    )
    assert "Bosted Æblehaven mangler en tovholder" in page(leader, cast)
    leader.post(address(cast, "invite"), person(cast, roles=["unit_coordinator"], units=[str(unit.pk)]))
    assert "mangler en tovholder" not in page(leader, cast)
    with clock.shifted_to(cast.at + 12 * DAY):
        assert "har ikke svaret" in page(leader, cast)
        again = address(cast, "invitation_send_again", invitation=Invitation.objects.get().pk)
        leader.post(again, {"times_sent": "1"})
        assert "har ikke svaret" not in page(leader, cast)


def test_who_was_seen_just_after_midnight_was_seen_that_day(leader: Client, cast: Cast) -> None:
    """In UTC it was the day before."""
    seen = datetime(2026, 6, 2, 0, 30, tzinfo=timezone.get_default_timezone())
    User.objects.filter(pk=cast.it.pk).update(last_login=seen)
    RoleHolding.objects.filter(user=cast.it).update(from_on=seen.date())
    assert "Set 02.06.2026" in page(leader, cast)
