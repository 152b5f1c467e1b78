"""Handing over and leaving, through the pages of Organisation."""

from uuid import uuid4

from django.test import Client

from accounts.models import Membership
from accounts.roles import Role
from audit.clock import day_of
from projects.models import HandOver, RoleHolding
from projects.services.day_turns import day_turns
from projects.services.roles import end_role
from tests.cast import Cast
from tests.projects.test_organisation import DAY, address, holding_of, page
from ui.danish import numeric_date


def test_the_it_medarbejder_hands_over_and_the_successor_reads_the_letter(cast: Cast, client: Client) -> None:
    client.force_login(cast.it)
    successor = cast.people[Role.SUPPORT_STAFF]
    typed = {
        "roles": "it_staff",
        "successor": str(successor.pk),
        "from_on": numeric_date(day_of(cast.at)),
        "once": str(uuid4()),
    }
    there = address(cast, "hand_over", person=cast.it.pk)
    for bad, words in (
        ({"successor": str(cast.it.pk)}, "Valget findes ikke længere"),
        ({"successor": str(cast.neighbour.pk)}, "Valget findes ikke længere"),
        ({"from_on": "1.1.2020"}, "Dagen er passeret."),
        ({"roles": "project_manager"}, "Et af valgene findes ikke længere"),
    ):
        answer = client.post(there, {**typed, **bad})
        assert answer.status_code == 422
        assert words in answer.content.decode()
    client.post(there, typed)
    client.force_login(successor)
    letter = client.get(address(cast, "hand_over_letter", hand_over=HandOver.objects.get().pk)).content.decode()
    assert "Det skal du som it-medarbejder" in letter
    assert "Sørger for login gennem KOMBITs Context Handler." in letter
    assert cast.task("G31").title in letter
    assert cast.leader.email in letter


def test_somebody_else_may_not_hand_over_for_another(cast: Cast, client: Client) -> None:
    client.force_login(cast.observer)
    assert client.get(address(cast, "hand_over", person=cast.it.pk)).status_code == 403


def test_leaving_ends_the_roles_and_the_sign_in(cast: Cast, leader: Client) -> None:
    there = address(cast, "leaving", person=cast.it.pk)
    assert "It-medarbejder" in leader.get(there).content.decode()
    yesterday = numeric_date(day_of(cast.at) - DAY)
    answer = leader.post(there, {"last_day": yesterday}, follow=True)
    assert "kan" in answer.content.decode()
    assert not RoleHolding.objects.on(day_of(cast.at)).filter(user=cast.it).exists()
    browser = Client()
    browser.force_login(cast.it)
    assert browser.get(address(cast, "task_list")).status_code == 302
    assert leader.get(there).status_code == 404


def test_two_who_set_a_last_day_the_second_sees_the_first(cast: Cast, leader: Client) -> None:
    there = address(cast, "leaving", person=cast.it.pk)
    ahead = [numeric_date(day_of(cast.at) + days * DAY) for days in (9, 20)]
    assert leader.post(there, {"last_day": ahead[0]}).status_code == 302
    answer = leader.post(there, {"last_day": ahead[1]})
    assert answer.status_code == 422
    assert "En anden har ændret det i mellemtiden." in answer.content.decode()


def test_a_planned_hand_over_is_seen_refused_twice_and_taken_back(cast: Cast, leader: Client) -> None:
    there = address(cast, "hand_over", person=cast.it.pk)
    first, second = cast.people[Role.SUPPORT_STAFF], cast.people[Role.LEGAL_OFFICER]
    ahead = day_of(cast.at) + 9 * DAY
    typed = {"roles": "it_staff", "successor": str(first.pk), "from_on": numeric_date(ahead), "once": str(uuid4())}
    assert leader.post(there, typed).status_code == 302
    assert f"Begynder {numeric_date(ahead)}" in page(leader, cast)
    again = {**typed, "successor": str(second.pk), "from_on": numeric_date(day_of(cast.at)), "once": str(uuid4())}
    answer = leader.post(there, again)
    assert answer.status_code == 422
    assert f"{first.name} overtager it-medarbejder fra" in answer.content.decode()
    undo = address(cast, "hand_over_take_back", hand_over=HandOver.objects.get().pk)
    assert "Overdragelsen er fortrudt." in leader.post(undo, follow=True).content.decode()
    assert "fortrudt i mellemtiden" in leader.post(undo, follow=True).content.decode()
    assert holding_of(cast, Role.IT_STAFF).user == cast.it
    assert not RoleHolding.objects.on(ahead).filter(user=first, role=Role.IT_STAFF).exists()
    assert "Begynder" not in page(leader, cast)
    assert day_turns(on=ahead, at=cast.at + 9 * DAY) == 0


def test_a_hand_over_after_the_roles_end_names_the_end(cast: Cast, leader: Client) -> None:
    holding = holding_of(cast, Role.IT_STAFF)
    end_role(holding=holding, last_day=day_of(cast.at) + 2 * DAY, by=cast.leader, at=cast.at)
    typed = {
        "roles": "it_staff",
        "successor": str(cast.people[Role.SUPPORT_STAFF].pk),
        "from_on": numeric_date(day_of(cast.at) + 9 * DAY),
        "once": str(uuid4()),
    }
    answer = leader.post(address(cast, "hand_over", person=cast.it.pk), typed)
    assert answer.status_code == 422
    assert "Rollen slutter " in answer.content.decode()


def test_what_hangs_on_the_roles_is_listed_before_somebody_goes(cast: Cast, leader: Client) -> None:
    for name in ("hand_over", "leaving"):
        text = leader.get(address(cast, name, person=cast.it.pk)).content.decode()
        assert f"G31 {cast.task('G31').title}" in text


def test_leaving_is_taken_back_with_the_roles_that_were_to_end(cast: Cast, leader: Client) -> None:
    there = address(cast, "leaving", person=cast.it.pk)
    ahead = numeric_date(day_of(cast.at) + 9 * DAY)
    leader.post(there, {"last_day": ahead})
    assert f"Stopper {ahead}" in page(leader, cast)
    go_on = address(cast, "holding_go_on", holding=RoleHolding.objects.get(user=cast.it).pk)
    assert "stopper i kommunen" in leader.post(go_on, follow=True).content.decode()
    undo = address(cast, "leaving_undo", person=cast.it.pk)
    assert "stopper ikke. Rollerne fortsætter." in leader.post(undo, follow=True).content.decode()
    assert Membership.objects.get(user=cast.it).to_on is None
    assert RoleHolding.objects.get(user=cast.it).to_on is None
    assert "Intet er ændret nu." in leader.post(undo, follow=True).content.decode()
    history = leader.get(address(cast, "history")).content.decode()
    assert f"{cast.it.name} stopper i kommunen." in history
    assert f"fortrød, at {cast.it.name} stopper" in history
