"""Mine opgaver as a first screen: one next thing, few ready tasks, cards, and the rest behind a link."""

from datetime import date, timedelta

from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from checklists.mine.cards import Card, cards_for
from checklists.mine.day import MyDay
from checklists.mine.tasks import SHOWN, grouped, my_rows, next_step
from tests.cast import Cast


def test_in_a_new_project_few_are_ready_and_the_blocked_are_folded(cast: Cast, client: Client) -> None:
    groups = grouped(my_rows(MyDay(cast.leader, cast.at.date())), on=cast.at.date())
    by_key = {group.key: group for group in groups}
    assert 1 <= len(by_key["ready"].shown) <= SHOWN
    assert by_key["blocked"].folded
    assert not by_key["ready"].folded
    client.force_login(cast.leader)
    page = client.get(reverse("my_tasks")).content.decode()
    assert page.count('class="act"') < 40
    assert f'<h2 class="h5">{by_key["blocked"].title}</h2>' in page


def test_the_next_thing_is_the_most_pressing(cast: Cast, client: Client) -> None:
    on = cast.at.date() + timedelta(days=60)
    rows = my_rows(MyDay(cast.leader, on))
    step = next_step(grouped(rows, on=on))
    assert step is not None
    late = [row.task.due_on for row in rows if row.late]
    assert step.late
    assert step.task.due_on == min(day for day in late if day)
    assert next_step([]) is None
    client.force_login(cast.leader)
    assert "Det næste:" in client.get(reverse("my_tasks")).content.decode()


def project_card(user: User, on: date) -> Card:
    """The one card of a project; others tell of other things."""
    (card,) = (card for card in cards_for(MyDay(user, on)) if card.title.endswith("Kommune"))
    return card


def test_the_card_says_go_live_gate_progress_and_what_is_late(cast: Cast) -> None:
    card = project_card(cast.leader, cast.at.date() + timedelta(days=60))
    lines = {line.label: line for line in card.lines}
    assert card.title == "Slagelse Kommune"
    assert lines["Næste port"].text == "P1 Klar til teknik"
    assert lines["Fremdrift"].text.endswith("skal-punkter")
    assert lines["Forsinket"].alarm
    assert {line.label for line in project_card(cast.leader, cast.at.date()).lines} == {
        "Go-live",
        "Næste port",
        "Fremdrift",
    }


def test_nobody_gets_anothers_card(cast: Cast) -> None:
    on = cast.at.date()
    assert project_card(cast.neighbour, on).title == "Vesthimmerlands Kommune"
    assert cards_for(MyDay(cast.trifork, on)) == []
    assert project_card(cast.people[Role.OBSERVER], on).title == "Slagelse Kommune"
