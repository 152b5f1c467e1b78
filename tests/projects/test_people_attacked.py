"""What a hostile look at the people pages found; each of these was red once."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Municipality, User
from accounts.roles import Act, Role
from accounts.services.absence import put_absence
from accounts.services.people import NationalPerson
from audit.clock import day_of
from audit.models import Event
from kontaktlaege.log import masked
from outbox.models import Letter
from projects.access import may_start_in, standing_of
from projects.letters import token_of
from projects.manning import is_manned
from projects.models import HandOver, Invitation, RoleHolding
from projects.services.acceptance import accept
from projects.services.day_turns import day_turns
from projects.services.hand_over import hand_over
from projects.services.invitations import InvitationGone, invite, send_again
from projects.services.leaving import leave
from projects.services.roles import LastProjectManager, RoleChanged, end_role, give_role, let_role_go_on
from tests.cast import Cast, make_project
from tests.racing import race
from tests.walls.people import appointed, asked
from ui.danish import numeric_date

D = timedelta(days=1)
PASSWORD = "en-lang-adgangskode-1"


@pytest.fixture
def over(cast: Cast) -> Callable[..., HandOver]:
    """Hand one role from one to another, so many days from now."""

    def act(leaver: User, successor: User, role: Role, days: int = 0) -> HandOver:
        return hand_over(
            project=cast.slagelse,
            leaver=leaver,
            successor=successor,
            roles=[role],
            from_on=day_of(cast.at) + days * D,
            by=cast.leader,
            at=cast.at,
            once=uuid4(),
        )

    return act


def give(cast: Cast, user: User, role: Role, **own: Any) -> RoleHolding:
    """Slagelse's projektleder gives a role."""
    return give_role(project=cast.slagelse, user=user, role=role, by=cast.leader, at=cast.at, **own)


def goes(cast: Cast, user: User, last_day: date) -> None:
    """Somebody stops working in Slagelse."""
    leave(project=cast.slagelse, person=user, last_day=last_day, instead_of=None, by=cast.leader, at=cast.at)


def test_one_with_two_roles_hands_over(cast: Cast, client: Client) -> None:
    give(cast, cast.it, Role.LEGAL_OFFICER)
    client.force_login(cast.it)
    page = client.get(reverse("hand_over", kwargs={"pk": cast.slagelse.pk, "person": cast.it.pk}))
    assert page.status_code == 200
    assert "Jurist" in page.content.decode()


def test_the_last_projektleder_does_not_hand_over_to_one_who_leaves(cast: Cast, over: Callable[..., HandOver]) -> None:
    goes(cast, cast.it, day_of(cast.at) + D)
    with pytest.raises(LastProjectManager):
        over(cast.leader, cast.it, Role.PROJECT_MANAGER)
    assert not HandOver.objects.exists()


def test_an_invitation_that_ran_out_is_no_projektleder(cast: Cast) -> None:
    invitation = asked(cast)
    yesterday = day_of(cast.at) - D
    Invitation.objects.filter(pk=invitation.pk).update(roles=[Role.PROJECT_MANAGER], expires_on=yesterday)
    holding = RoleHolding.objects.get(project=cast.slagelse, role=Role.PROJECT_MANAGER)
    with pytest.raises(LastProjectManager):
        end_role(holding=holding, last_day=yesterday, by=cast.leader, at=cast.at)


def test_a_national_person_is_not_invited(cast: Cast) -> None:
    with pytest.raises(NationalPerson):
        invite(
            project=cast.slagelse,
            email=cast.trifork.email,
            name="Rasmus",
            roles=[Role.PROJECT_MANAGER],
            by=cast.leader,
            at=cast.at,
            once=uuid4(),
        )


def test_no_role_outlives_the_work_in_the_municipality(cast: Cast, over: Callable[..., HandOver]) -> None:
    last = day_of(cast.at) + 3 * D
    goes(cast, cast.it, last)
    assert give(cast, cast.it, Role.OBSERVER).to_on == last
    over(cast.people[Role.LEGAL_OFFICER], cast.it, Role.LEGAL_OFFICER)
    assert RoleHolding.objects.get(user=cast.it, role=Role.LEGAL_OFFICER).to_on == last
    day_turns(on=last + D, at=cast.at + 4 * D)
    assert not is_manned(cast.slagelse, Role.LEGAL_OFFICER, on=last + D)
    assert cast.task("G10").state == "in_progress"
    # Back again for one role, one has that and no other.
    invitation = asked(cast)
    Invitation.objects.filter(pk=invitation.pk).update(email=cast.it.email, roles=[Role.OBSERVER])
    invitation.refresh_from_db()
    accept(invitation=invitation, user=None, name="", password=PASSWORD, at=cast.at + 6 * D)
    assert standing_of(cast.it, cast.slagelse, on=last + 4 * D).roles == {Role.OBSERVER}


def test_a_role_that_was_to_end_goes_on_when_handed_back(cast: Cast, over: Callable[..., HandOver]) -> None:
    jurist = cast.people[Role.LEGAL_OFFICER]
    old = give(cast, cast.it, Role.LEGAL_OFFICER)
    end_role(holding=old, last_day=day_of(cast.at) + 5 * D, by=cast.leader, at=cast.at)
    over(jurist, cast.it, Role.LEGAL_OFFICER)
    assert RoleHolding.objects.get(user=cast.it, role=Role.LEGAL_OFFICER).to_on is None
    day_turns(on=day_of(cast.at) + 9 * D, at=cast.at + 9 * D)
    assert not Event.objects.filter(type="role.ran_out").exists()


def test_a_role_that_comes_back_later_is_not_made_to_go_on_twice(cast: Cast, over: Callable[..., HandOver]) -> None:
    jurist = cast.people[Role.LEGAL_OFFICER]
    first = RoleHolding.objects.get(user=jurist)
    over(jurist, cast.it, Role.LEGAL_OFFICER, 5)
    over(cast.it, jurist, Role.LEGAL_OFFICER, 10)
    with pytest.raises(RoleChanged):
        let_role_go_on(holding=first, by=cast.leader, at=cast.at)


def test_a_role_from_a_later_day_is_brought_forward(cast: Cast) -> None:
    today = day_of(cast.at)
    give(cast, cast.it, Role.LEGAL_OFFICER, from_on=today + 30 * D)
    give(cast, cast.it, Role.LEGAL_OFFICER)
    assert Role.LEGAL_OFFICER in standing_of(cast.it, cast.slagelse, on=today).roles
    assert RoleHolding.objects.filter(user=cast.it, role=Role.LEGAL_OFFICER).count() == 1


def test_secrets_do_not_stand_in_the_log(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    token = token_of(asked(cast))
    line = f'"GET /invitation/{token}/ HTTP/1.1" 200 "http://x/konto/glemt/vaelg/1-abc-def/" /mig/e-mail/MQ:1x/'
    assert token not in masked(line)
    assert "abc-def" not in masked(line)
    assert "MQ:1x" not in masked(line)
    assert masked("/projekter/1/opgaver/G31/") == "/projekter/1/opgaver/G31/"


def test_the_programleder_learns_no_names(cast: Cast, client: Client) -> None:
    client.force_login(cast.programme_manager)
    lolland = Municipality.objects.get(code="0360")
    answer = client.post(
        reverse("project_start"),
        {
            "municipality": str(lolland.pk),
            "manager_name": "Helt Anden",
            "manager_email": cast.it.email,
            "once": str(uuid4()),
        },
    )
    assert cast.it.name not in answer.content.decode()
    there = reverse("hand_over", kwargs={"pk": cast.slagelse.pk, "person": cast.it.pk})
    assert client.get(there).status_code == 403
    RoleHolding.objects.filter(project=cast.slagelse, role=Role.PROJECT_MANAGER).delete()
    invitation = asked_by_portal(cast)
    typed = {"name": "X", "email": invitation.email, "roles": "project_manager", "once": str(uuid4())}
    answer = client.post(reverse("invite", kwargs={"pk": cast.slagelse.pk}), typed)
    assert answer.status_code == 422
    assert invitation.name not in answer.content.decode()
    for act in ("invitation_withdraw", "invitation_send_again"):
        there = reverse(act, kwargs={"pk": cast.slagelse.pk, "invitation": invitation.pk})
        assert client.post(there, {"times_sent": "1"}).status_code == 403


def asked_by_portal(cast: Cast) -> Invitation:
    """An open invitation of Slagelse's own, whoever leads it now."""
    return Invitation.objects.create(
        municipality=cast.slagelse.municipality,
        project=cast.slagelse,
        email="kim@slagelse.example",
        name="Kim Hemmelig",
        roles=[Role.LEGAL_OFFICER],
        expires_on=day_of(cast.at) + 9 * D,
        once=uuid4(),
        invited_at=cast.at,
        invited_by=cast.leader,
    )


def test_an_appointment_is_over_when_somebody_else_starts(cast: Cast) -> None:
    invitation = appointed(cast)
    make_project(
        "0360",
        by=cast.programme_manager,
        at=cast.at,
        manager_email="zoe@lolland.example",
        manager_name="Zoe",
    )
    with pytest.raises(InvitationGone):
        send_again(invitation=invitation, times_sent=1, by=cast.programme_manager, at=cast.at)
    with pytest.raises(InvitationGone):
        accept(invitation=invitation, user=None, name="Ida", password=PASSWORD, at=cast.at)


def test_one_who_started_the_project_does_not_start_the_next(cast: Cast) -> None:
    ida = accept(invitation=appointed(cast), user=None, name="Ida", password=PASSWORD, at=cast.at)
    project = make_project("0360", by=ida, at=cast.at, manager_email=ida.email, manager_name="Ida")
    RoleHolding.objects.filter(project=project).update(to_on=day_of(cast.at) - D)
    assert may_start_in(ida, on=day_of(cast.at)) == []


def test_one_who_leaves_is_no_longer_asked(cast: Cast) -> None:
    invitation = asked(cast)
    Invitation.objects.filter(pk=invitation.pk).update(email=cast.it.email)
    goes(cast, cast.it, day_of(cast.at))
    invitation.refresh_from_db()
    assert invitation.withdrawn_at


def test_nobody_says_yes_to_a_closed_project(cast: Cast) -> None:
    invitation = asked(cast)
    cast.slagelse.closed_at, cast.slagelse.closed_by = cast.at, cast.leader
    cast.slagelse.save()
    with pytest.raises(InvitationGone):
        accept(invitation=invitation, user=None, name="X", password=PASSWORD, at=cast.at)


def test_one_address_says_yes_in_two_municipalities_at_once(live_cast: Cast) -> None:
    first = asked(live_cast)
    second = invite(
        project=live_cast.vesthimmerland,
        email=first.email,
        name="Camilla",
        roles=[Role.OBSERVER],
        by=live_cast.neighbour,
        at=live_cast.at,
        once=uuid4(),
    ).invitation
    assert second
    acts = [
        partial(accept, invitation=one, user=None, name="Camilla", password=PASSWORD, at=live_cast.at)
        for one in (first, second)
    ]
    results = race(*acts)
    assert sorted(type(result).__name__ for result in results) == ["User", "WrongPerson"]


def test_historik_tells_of_no_role_that_nobody_held(cast: Cast, over: Callable[..., HandOver]) -> None:
    jurist = cast.people[Role.LEGAL_OFFICER]
    over(jurist, cast.it, Role.LEGAL_OFFICER, 5)
    coming = RoleHolding.objects.get(user=cast.it, role=Role.LEGAL_OFFICER)
    end_role(holding=coming, last_day=day_of(cast.at), by=cast.leader, at=cast.at)
    day_turns(on=day_of(cast.at) + 9 * D, at=cast.at + 9 * D)
    told = Event.objects.filter(type__in=["role.begun", "role.ran_out"], params__person=cast.it.name)
    assert not told.exists()


def test_a_stale_page_shortens_no_role(cast: Cast, over: Callable[..., HandOver]) -> None:
    holding = RoleHolding.objects.get(user=cast.it)
    over(cast.it, cast.people[Role.SUPPORT_STAFF], Role.IT_STAFF, 10)
    with pytest.raises(RoleChanged):
        end_role(holding=holding, last_day=day_of(cast.at) + 2 * D, by=cast.leader, at=cast.at)
    ends = day_of(cast.at) + 9 * D
    end_role(holding=holding, last_day=ends, by=cast.leader, at=cast.at)
    assert not Event.objects.filter(type="role.ends").exists()


def test_a_colleague_invited_by_two_clicks_is_told_once(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    typed = {"name": "It", "email": cast.it.email, "roles": "legal_officer", "once": str(uuid4())}
    for _ in range(2):
        assert client.post(reverse("invite", kwargs={"pk": cast.slagelse.pk}), typed).status_code == 302
    assert Letter.objects.filter(kind="role_given").count() == 1


def test_one_forms_token_says_nothing_about_another(cast: Cast) -> None:
    once = uuid4()
    ask = partial(invite, project=cast.slagelse, roles=[Role.OBSERVER], by=cast.leader, at=cast.at, once=once)
    first, second = ask(email="a@x.example", name="Anna"), ask(email="b@x.example", name="Bo")
    assert first.invitation != second.invitation
    assert Invitation.objects.count() == 2


def test_only_a_tovholder_stands_for_units(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    holding = RoleHolding.objects.get(user=cast.it)
    there = reverse("holding_units", kwargs={"pk": cast.slagelse.pk, "holding": holding.pk})
    assert client.post(there).status_code == 404


def test_what_the_neighbour_wrote_to_an_address_is_not_told(cast: Cast, client: Client) -> None:
    invitation = asked(cast)
    Letter.objects.create(
        kind="invitation",
        subject="invitation:9",
        occasion="x",
        to_email=invitation.email,
        municipality_id=cast.vesthimmerland.municipality_id,
        project_id=cast.vesthimmerland.pk,
        state=Letter.State.FAILED,
        bounced=True,
        next_attempt_at=cast.at,
        put_at=cast.at,
        message_id="<4@kontaktlaege.example>",
    )
    client.force_login(cast.leader)
    page = client.get(reverse("organisation", kwargs={"pk": cast.slagelse.pk})).content.decode()
    assert f"Mail til {invitation.name}" not in page


def test_one_who_ends_the_own_role_is_shown_home(cast: Cast, client: Client) -> None:
    give(cast, cast.it, Role.PROJECT_MANAGER)
    client.force_login(cast.leader)
    holding = RoleHolding.objects.get(user=cast.leader, project=cast.slagelse)
    there = reverse("holding_end", kwargs={"pk": cast.slagelse.pk, "holding": holding.pk})
    answer = client.post(there, {"last_day": numeric_date(day_of(cast.at) - D)})
    assert answer["Location"] == reverse("my_tasks")


def test_rubbish_for_times_sent_sends_nothing_and_says_so(cast: Cast, client: Client) -> None:
    invitation = asked(cast)
    client.force_login(cast.leader)
    there = reverse("invitation_send_again", kwargs={"pk": cast.slagelse.pk, "invitation": invitation.pk})
    assert "Den er ikke sendt nu." in client.post(there, {"times_sent": "x"}, follow=True).content.decode()


def test_the_second_of_two_clicks_on_yes_leads_the_same_way(cast: Cast) -> None:
    there = reverse("invitation", kwargs={"token": token_of(asked(cast))})
    typed = {"name": "Camilla", "password": PASSWORD}
    for _ in range(2):
        assert Client().post(there, typed)["Location"] == reverse("my_tasks")
    assert Client().post(there, {**typed, "password": "en-helt-anden-kode-2"}).status_code == 410


def test_a_deputy_does_the_work_and_gives_no_roles(cast: Cast) -> None:
    today = day_of(cast.at)
    put_absence(
        user=cast.leader, from_on=today, to_on=today + D, deputy=cast.it, anyway=False, by=cast.leader, at=cast.at
    )
    standing = standing_of(cast.it, cast.slagelse, on=today)
    assert standing.may(Act.WORK_ALL_TASKS)
    assert not standing.may(Act.MANAGE_PEOPLE)


def test_a_taken_out_unit_hangs_on_nobody(cast: Cast, client: Client) -> None:
    from projects.services.units import add_unit

    unit = add_unit(project=cast.slagelse, name="Nedlagt", by=cast.leader, at=cast.at)
    RoleHolding.objects.get(user=cast.people[Role.UNIT_COORDINATOR]).units.add(unit)
    unit.taken_out_at, unit.taken_out_by = cast.at, cast.leader
    unit.save()
    client.force_login(cast.leader)
    page = client.get(reverse("organisation", kwargs={"pk": cast.slagelse.pk})).content.decode()
    assert "Nedlagt" not in page
