"""What the walls need to press the buttons of Organisation: an invitation, a hand-over, and what is posted."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from accounts.models import Municipality
from accounts.roles import Act, Role
from audit import clock
from projects.letters import token_of
from projects.models import HandOver, Invitation, RoleHolding
from projects.services.hand_over import hand_over
from projects.services.invitations import appoint, invite
from projects.services.units import add_unit
from tests.cast import Cast
from ui.danish import numeric_date

ONCE = uuid4()


def asked(cast: Cast) -> Invitation:
    """Slagelse's projektleder has invited somebody new; made once in a test."""
    invite(
        project=cast.slagelse,
        email="camilla@slagelse.example",
        name="Camilla Rask",
        roles=[Role.SUPPORT_STAFF],
        by=cast.leader,
        at=cast.at,
        once=ONCE,
    )
    return Invitation.objects.get(once=ONCE)


def appointed(cast: Cast) -> Invitation:
    """The programleder has asked Lolland's first projektleder; made once in a test."""
    return appoint(
        municipality=Municipality.objects.get(code="0360"),
        email="ida@lolland.example",
        name="Ida Holm",
        by=cast.programme_manager,
        at=cast.at,
        once=ONCE,
    )


def handed_over(cast: Cast, ahead: int = 0) -> HandOver:
    """The technical owner's role has gone to the supportmedarbejder; made once in a test."""
    return hand_over(
        project=cast.slagelse,
        leaver=cast.people[Role.TECHNICAL_OWNER],
        successor=cast.people[Role.SUPPORT_STAFF],
        roles=[Role.TECHNICAL_OWNER],
        from_on=clock.today() + timedelta(days=ahead),
        by=cast.leader,
        at=cast.at,
        once=ONCE,
    )


def holding(cast: Cast, role: Role = Role.UNIT_COORDINATOR) -> RoleHolding:
    """Slagelse's holder of a role."""
    return RoleHolding.objects.get(project=cast.slagelse, role=role, user=cast.people[role])


def today(cast: Cast) -> dict[str, str]:
    """The last day is today."""
    return {"last_day": numeric_date(clock.today())}


def one_unit(cast: Cast) -> dict[str, str]:
    """One unit for the tovholder."""
    return {"units": str(add_unit(project=cast.slagelse, name="Nord", by=cast.leader, at=cast.at).pk)}


def new_person(cast: Cast) -> dict[str, str]:
    """An invitation as the form sends it."""
    return {"name": "Ny Person", "email": "ny@slagelse.example", "roles": Role.OBSERVER.value, "once": str(uuid4())}


def new_manager(cast: Cast) -> dict[str, str]:
    """An appointment as the form sends it."""
    lolland = Municipality.objects.get(code="0360")
    return {"municipality": str(lolland.pk), "name": "Ida Holm", "email": "ida@lolland.example", "once": str(uuid4())}


def successor(cast: Cast) -> dict[str, str]:
    """A hand-over as the form sends it."""
    return {
        "roles": Role.TECHNICAL_OWNER.value,
        "successor": str(cast.people[Role.SUPPORT_STAFF].pk),
        "from_on": numeric_date(clock.today()),
        "once": str(uuid4()),
    }


def people_rows(row: Any, *, anybody: str) -> list[Any]:
    """The matrix's rows of these pages; `row` is its Row."""
    manage: dict[str, Any] = {"takes": Act.MANAGE_PEOPLE, "in_project": True}
    appoints: dict[str, Any] = {"takes": Act.APPOINT_PROJECT_MANAGER}
    invitation = {"invitation": lambda cast: asked(cast).pk}
    appointment = {"invitation": lambda cast: appointed(cast).pk}
    held = {"holding": lambda cast: holding(cast).pk}
    person = {"person": lambda cast: cast.people[Role.TECHNICAL_OWNER].pk}
    token = {"token": lambda cast: token_of(asked(cast))}
    planned = {"hand_over": lambda cast: handed_over(cast, ahead=9).pk}
    again = {"times_sent": "1"}
    yes = {"name": "Camilla Rask", "password": "en-lang-adgangskode-1"}
    return [
        row("organisation", Act.SEE_WORK, in_project=True),
        row("organisation_sheet", Act.SEE_WORK, in_project=True),
        row("hand_over_letter", Act.SEE_WORK, in_project=True, own={"hand_over": lambda cast: handed_over(cast).pk}),
        row("invite", **manage),
        row("invite", **manage, data=new_person),
        row("invitation_send_again", **manage, own=invitation, data=lambda cast: again),
        row("invitation_withdraw", **manage, own=invitation, data=lambda cast: {}),
        row("holding", **manage, own=held),
        row("holding_end", **manage, own=held, data=today),
        row("holding_go_on", **manage, own=held, data=lambda cast: {}, prepare=_ends_today),
        row("holding_units", **manage, own=held, data=one_unit),
        row("hand_over", **manage, own=person),
        row("hand_over", **manage, own=person, data=successor),
        row("leaving", **manage, own=person),
        row("leaving", **manage, own=person, data=today),
        row("leaving_undo", **manage, own=person, data=lambda cast: {}, prepare=_leaves),
        # The one whose roles they are may too: here somebody who has no other role left to act by.
        row("hand_over_take_back", **manage, own=planned, data=lambda cast: {}),
        row("appointments", **appoints),
        row("appointments", **appoints, data=new_manager),
        row("appointment_send_again", **appoints, own=appointment, data=lambda cast: again),
        row("appointment_withdraw", **appoints, own=appointment, data=lambda cast: {}),
        # For nobody but the one with the address: others who are signed in are told so.
        row("invitation", anybody, own=token, answers={"stranger": 200, "*": 403}),
        row("invitation", anybody, own=token, data=lambda cast: yes, answers={"stranger": 302, "*": 403}),
    ]


def _leaves(cast: Cast) -> None:
    cast.people[Role.TECHNICAL_OWNER].memberships.update(to_on=clock.today() + timedelta(days=9))


def _ends_today(cast: Cast) -> None:
    RoleHolding.objects.filter(pk=holding(cast).pk).update(to_on=clock.today())
