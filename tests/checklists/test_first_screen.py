"""Mine opgaver as a first screen: one next thing, few ready tasks, cards, and the rest behind a link."""

from datetime import date, timedelta

from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from audit import clock
from checklists.mine.cards import Card, cards_for
from checklists.mine.day import MyDay
from checklists.mine.tasks import SHOWN, grouped, my_rows, next_step
from checklists.models import Task, Waiting
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


def test_a_go_live_that_has_been_is_not_called_overdue(cast: Cast) -> None:
    live = cast.slagelse.waves.get().go_live_on
    assert live
    lines = {line.label: line for line in project_card(cast.leader, live + timedelta(days=9)).lines}
    assert lines["Go-live"].more == "dagen er passeret"


def test_nobody_gets_anothers_card(cast: Cast) -> None:
    on = cast.at.date()
    assert project_card(cast.neighbour, on).title == "Vesthimmerlands Kommune"
    assert cards_for(MyDay(cast.trifork, on)) == []
    assert project_card(cast.people[Role.OBSERVER], on).title == "Slagelse Kommune"


def wait_for(cast: Cast, number: str, *, party: str, whom: str = "") -> None:
    """The projektleder says that a task waits for somebody."""
    task = cast.task(number)
    Waiting.objects.create(
        task=task,
        party=party,
        party_name="juristen",
        whom=whom,
        ask_again_on=clock.today() + timedelta(days=9),
        began_at=cast.at,
        began_by=cast.leader,
    )


def groups_of(user: User, on: date) -> dict[str, list[str]]:
    """The numbers under each heading."""
    groups = grouped(my_rows(MyDay(user, on)), on=on)
    return {group.key: [row.task.number for row in group.rows] for group in groups}


def test_what_waits_for_a_person_stands_first_on_that_persons_screen(cast: Cast, client: Client) -> None:
    jurist, on = cast.people[Role.LEGAL_OFFICER], clock.today()
    wait_for(cast, "G44", party="jurist")
    wait_for(cast, "G02", party="other", whom=f" {cast.it.name.upper()} ")
    assert groups_of(jurist, on)["asked"] == ["G44"]
    assert groups_of(cast.it, on)["asked"] == ["G02"]
    assert "asked" not in groups_of(cast.people[Role.SUPPORT_STAFF], on)
    assert "asked" not in groups_of(cast.neighbour, on)
    client.force_login(jurist)
    page = client.get(reverse("my_tasks")).content.decode()
    assert "Andre venter på dig" in page
    assert "Du har haft den siden i dag" in page
    assert f'href="{reverse("task", kwargs={"pk": cast.slagelse.pk, "number": "G44"})}">G44' in page


def test_named_is_who_is_meant_and_not_the_whole_role(cast: Cast) -> None:
    wait_for(cast, "G44", party="jurist", whom="Advokatfirmaet Bech")
    assert "asked" not in groups_of(cast.people[Role.LEGAL_OFFICER], clock.today())


def test_the_next_thing_can_be_done_now(cast: Cast) -> None:
    """Not what lies with others, however late, until the day to ask them again; then it says whom to ask."""
    on = clock.today() + timedelta(days=5)
    wait_for(cast, "G44", party="jurist")
    Task.objects.filter(project=cast.slagelse, number="G44").update(due_on=clock.today() - timedelta(days=300))
    step = next_step(grouped(my_rows(MyDay(cast.leader, on)), on=on))
    assert step
    assert step.task.number != "G44"
    assert step.state in {"ready", "late", "in_progress"}
    assert not step.wait
    later = clock.today() + timedelta(days=9)
    step = next_step(grouped(my_rows(MyDay(cast.leader, later)), on=later))
    assert step
    assert (step.task.number, step.wait and step.wait.ask_again) == ("G44", True)
