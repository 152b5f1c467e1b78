"""Asking people to take roles, and their answer."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied

from accounts.models import Membership, Municipality, User
from accounts.roles import Act, Role
from accounts.services.people import NationalPerson
from audit.clock import day_of
from audit.models import Event
from outbox.models import Letter
from projects.access import may_start_in, standing_of
from projects.models import Invitation, Project, RoleHolding
from projects.services.acceptance import WrongPerson, accept
from projects.services.invitations import (
    AlreadyInvited,
    HasAProject,
    HasTheRoles,
    InvitationGone,
    Invited,
    appoint,
    invite,
    send_again,
    withdraw,
)
from projects.services.roles import LastProjectManager, end_role
from projects.services.units import add_unit
from tests.cast import Cast
from tests.racing import race

DAY = timedelta(days=1)
PASSWORD = "en-lang-adgangskode-1"


def asked(cast: Cast, *roles: Role, email: str = "camilla@slagelse.example", **own: Any) -> Invited:
    """Slagelse's projektleder invites."""
    own = {"by": cast.leader, "at": cast.at, "once": uuid4(), **own}
    roles = roles or (Role.SUPPORT_STAFF,)
    return invite(project=cast.slagelse, email=email, name="Camilla Rask", roles=list(roles), **own)


def invitation(cast: Cast, *roles: Role, **own: Any) -> Invitation:
    """The same, for somebody unknown."""
    found = asked(cast, *roles, **own).invitation
    assert found
    return found


def yes(invitation: Invitation, at: datetime, user: User | None = None) -> User:
    """Say yes to it."""
    return accept(invitation=invitation, user=user, name="Camilla Rask", password=PASSWORD, at=at)


def test_somebody_new_is_invited_and_says_yes(cast: Cast) -> None:
    unit = add_unit(project=cast.slagelse, name="Bosted Æblehaven", by=cast.leader, at=cast.at)
    open_one = invitation(cast, Role.SUPPORT_STAFF, Role.UNIT_COORDINATOR, units=[unit])
    assert not User.objects.filter(email="camilla@slagelse.example").exists()
    camilla = yes(open_one, cast.at)
    assert camilla.check_password(PASSWORD)
    assert standing_of(camilla, cast.slagelse, on=day_of(cast.at)).roles == {"support_staff", "unit_coordinator"}
    held = RoleHolding.objects.get(user=camilla, role=Role.UNIT_COORDINATOR)
    assert list(held.units.all()) == [unit]
    assert EmailAddress.objects.get(user=camilla).verified


def test_historik_writes_the_roles_as_in_a_sentence(cast: Cast) -> None:
    camilla = yes(invitation(cast, Role.IT_STAFF, Role.LEGAL_OFFICER), cast.at)
    first_manager(cast)
    told = {event.sentence for event in Event.objects.all()}
    roles = "it-medarbejder og jurist"
    assert told >= {
        f"{cast.leader.name} inviterede {camilla.name} som {roles}.",
        f"{camilla.name} sagde ja til rollen som {roles}.",
        f"{cast.leader.name} gav {camilla.name} rollen jurist.",
        f"{cast.programme_manager.name} inviterede Ida Holm som projektleder.",
    }


def test_the_mail_is_put_once_with_the_row_and_holds_no_link(cast: Cast) -> None:
    open_one = invitation(cast)
    letter = Letter.objects.get(subject=f"invitation:{open_one.pk}")
    assert letter.to_email == "camilla@slagelse.example"
    assert letter.project_id == cast.slagelse.pk
    assert "http" not in str(letter.params)


def test_a_colleague_has_the_role_at_once_and_gets_a_mail(cast: Cast) -> None:
    answer = asked(cast, Role.LEGAL_OFFICER, email=cast.it.email.upper())
    assert answer.person == cast.it
    assert "legal_officer" in standing_of(cast.it, cast.slagelse, on=day_of(cast.at)).roles
    assert Letter.objects.get(kind="role_given").to_email == cast.it.email
    with pytest.raises(HasTheRoles):
        asked(cast, Role.LEGAL_OFFICER, email=cast.it.email)


def test_someone_known_elsewhere_is_invited_like_anybody_and_says_yes_signed_in(cast: Cast) -> None:
    open_one = invitation(cast, email=cast.neighbour.email)
    assert Membership.objects.filter(user=cast.neighbour).count() == 1
    with pytest.raises(WrongPerson):
        yes(open_one, cast.at)
    assert yes(open_one, cast.at, cast.neighbour) == cast.neighbour
    assert standing_of(cast.neighbour, cast.slagelse, on=day_of(cast.at)).roles == {"support_staff"}
    assert cast.neighbour.check_password(PASSWORD)


def test_someone_who_left_another_municipality_chooses_a_password_anew(cast: Cast) -> None:
    yesterday = day_of(cast.at) - DAY
    Membership.objects.filter(user=cast.neighbour).update(from_on=yesterday, to_on=yesterday)
    person = accept(
        invitation=invitation(cast, email=cast.neighbour.email),
        user=None,
        name="Et andet navn",
        password="en-helt-ny-adgangskode-2",
        at=cast.at,
    )
    assert person == cast.neighbour
    assert person.check_password("en-helt-ny-adgangskode-2")
    assert person.name == "Jens Nørskov"


def test_the_wrong_person_and_the_national_ones_are_refused(cast: Cast) -> None:
    with pytest.raises(WrongPerson):
        yes(invitation(cast), cast.at, cast.it)
    trifork = invitation(cast, email="ny@trifork.example")
    Invitation.objects.filter(pk=trifork.pk).update(email=cast.trifork.email)
    with pytest.raises(NationalPerson):
        yes(trifork, cast.at, cast.trifork)


def test_said_twice_it_is_said_once(cast: Cast) -> None:
    open_one = invitation(cast)
    camilla = yes(open_one, cast.at)
    assert yes(open_one, cast.at, camilla) == camilla
    with pytest.raises(InvitationGone):
        yes(open_one, cast.at)


def test_a_withdrawn_or_old_invitation_is_gone(cast: Cast) -> None:
    withdrawn = withdraw(invitation=invitation(cast), by=cast.leader, at=cast.at)
    with pytest.raises(InvitationGone):
        yes(withdrawn, cast.at)
    old = invitation(cast)
    assert yes(old, cast.at + 21 * DAY)
    older = invitation(cast, email="anden@slagelse.example")
    with pytest.raises(InvitationGone):
        yes(older, cast.at + 22 * DAY)


def test_one_open_invitation_an_address_and_an_old_one_gives_way(cast: Cast) -> None:
    first = invitation(cast)
    with pytest.raises(AlreadyInvited):
        asked(cast, Role.OBSERVER, email="CAMILLA@slagelse.example")
    second = invitation(cast, at=cast.at + 22 * DAY)
    first.refresh_from_db()
    assert first.withdrawn_at
    assert second.is_open(on=day_of(cast.at) + 22 * DAY)


def test_the_same_form_twice_invites_once(cast: Cast) -> None:
    once = uuid4()
    assert invitation(cast, once=once) == invitation(cast, once=once)
    assert Letter.objects.filter(kind="invitation").count() == 1


def test_sent_again_it_runs_on_and_two_clicks_send_one(cast: Cast) -> None:
    open_one = invitation(cast)
    later = cast.at + 30 * DAY
    for _ in range(2):
        send_again(invitation=open_one, times_sent=1, by=cast.leader, at=later)
    assert Letter.objects.filter(kind="invitation").count() == 2
    assert yes(open_one, later)


def test_who_may_invite(cast: Cast) -> None:
    for person in (cast.it, cast.neighbour, cast.programme_manager, cast.trifork, cast.observer):
        with pytest.raises(PermissionDenied):
            asked(cast, Role.PROJECT_MANAGER, by=person)
    open_one = invitation(cast)
    for person in (cast.it, cast.neighbour, cast.programme_manager):
        with pytest.raises(PermissionDenied):
            withdraw(invitation=open_one, by=person, at=cast.at)


def test_an_open_invitation_counts_as_the_projektleder_and_then_stays(cast: Cast) -> None:
    successor = invitation(cast, Role.PROJECT_MANAGER)
    holding = RoleHolding.objects.get(project=cast.slagelse, role=Role.PROJECT_MANAGER)
    end_role(holding=holding, last_day=day_of(cast.at), by=cast.leader, at=cast.at)
    with pytest.raises(LastProjectManager):
        withdraw(invitation=successor, by=cast.leader, at=cast.at)


def test_the_projektleder_cannot_leave_while_the_successors_invitation_is_withdrawn(live_cast: Cast) -> None:
    successor = invitation(live_cast, Role.PROJECT_MANAGER)
    holding = RoleHolding.objects.get(project=live_cast.slagelse, role=Role.PROJECT_MANAGER)
    leader, at = live_cast.leader, live_cast.at
    results = race(
        partial(withdraw, invitation=successor, by=leader, at=at),
        partial(end_role, holding=holding, last_day=day_of(at), by=leader, at=at),
    )
    assert sum(isinstance(result, LastProjectManager) for result in results) == 1


def test_two_who_say_yes_at_once_make_one_person(live_cast: Cast) -> None:
    open_one = invitation(live_cast)
    results = race(*[partial(yes, open_one, live_cast.at)] * 3)
    assert sorted(type(result).__name__ for result in results) == ["InvitationGone", "InvitationGone", "User"]
    assert User.objects.filter(email=open_one.email).count() == 1


def test_two_who_invite_the_same_address_at_once_invite_once(live_cast: Cast) -> None:
    results = race(*[partial(asked, live_cast)] * 3)
    assert sorted(type(result).__name__ for result in results) == ["AlreadyInvited", "AlreadyInvited", "Invited"]


def first_manager(cast: Cast, **own: Any) -> Invitation:
    """The programleder appoints Lolland's first projektleder."""
    own = {"by": cast.programme_manager, "at": cast.at, "once": uuid4(), **own}
    lolland = Municipality.objects.get(code="0360")
    return appoint(municipality=lolland, email="ida@lolland.example", name="Ida Holm", **own)


def test_the_first_projektleder_is_appointed_and_may_start_the_project(cast: Cast) -> None:
    ida = yes(first_manager(cast), cast.at)
    lolland = Municipality.objects.get(code="0360")
    assert may_start_in(ida, on=day_of(cast.at)) == [lolland.pk]
    assert not Project.objects.visible_to(ida, on=day_of(cast.at)).exists()
    Membership.objects.filter(user=ida).update(from_on=day_of(cast.at) - 2 * DAY, to_on=day_of(cast.at) - DAY)
    assert may_start_in(ida, on=day_of(cast.at)) == []


def test_one_first_projektleder_and_none_where_a_project_runs(cast: Cast) -> None:
    first_manager(cast)
    with pytest.raises(AlreadyInvited):
        first_manager(cast)
    with pytest.raises(PermissionDenied):
        first_manager(cast, by=cast.leader)
    with pytest.raises(HasAProject):
        appoint(
            municipality=cast.slagelse.municipality,
            email="ida@slagelse.example",
            name="Ida Holm",
            by=cast.programme_manager,
            at=cast.at,
            once=uuid4(),
        )


def test_the_programleder_steps_in_when_a_project_has_no_projektleder(cast: Cast) -> None:
    RoleHolding.objects.filter(project=cast.slagelse, role=Role.PROJECT_MANAGER).delete()
    with pytest.raises(PermissionDenied):
        asked(cast, Role.PROJECT_MANAGER, Role.OBSERVER, by=cast.programme_manager)
    new = invitation(cast, Role.PROJECT_MANAGER, by=cast.programme_manager)
    leader = yes(new, cast.at)
    assert standing_of(leader, cast.slagelse, on=day_of(cast.at)).may(Act.MANAGE_PEOPLE)
