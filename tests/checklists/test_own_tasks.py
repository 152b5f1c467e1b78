"""A municipality's own tasks: made, put right, with needs that run in no circle, and seen by nobody else."""

from functools import partial
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from checklists.models import Item, Need, Task
from checklists.moves import State
from checklists.rules.needs import Circle, circle_in_words, circle_with
from checklists.rules.progress import progress_of
from checklists.rules.task_rows import rows_of
from checklists.services.own_tasks import NotAnOwnTask, OwnWords, add_own_task, change_own_task, words_of
from checklists.services.tasks import StaleTask, close_task
from tests.cast import Cast
from tests.racing import race

WORDS = OwnWords("Orientér styregruppen", "plan", Role.PROJECT_MANAGER)


def add(cast: Cast, title: str = "Orientér styregruppen", *needs: str, once: UUID | None = None) -> Task:
    """An own task of the projektleder's."""
    words = OwnWords(title, "plan", Role.PROJECT_MANAGER, needs=needs)
    return add_own_task(project=cast.slagelse, words=words, by=cast.leader, at=cast.at, once=once or uuid4())


def change(cast: Cast, number: str, **changed: object) -> Task:
    """Put it right."""
    task = cast.task(number)
    words = OwnWords(**{**vars(words_of(task)), **changed})
    return change_own_task(task=task, words=words, by=cast.leader, version=task.version, at=cast.at)


def posted(**changed: str) -> dict[str, str]:
    """The form as a browser sends it."""
    words = {"title": "Bestil lokale", "what": "", "phase": "plan", "role": Role.PROJECT_MANAGER.value, "due_on": ""}
    return {**words, "needs": "", "sub_points": "", "once": str(uuid4()), **changed}


def page_of(client: Client, cast: Cast, name: str, number: str = "") -> str:
    """A page of the project."""
    return client.get(
        reverse(name, kwargs={"pk": cast.slagelse.pk, **({"number": number} if number else {})})
    ).content.decode()


def test_it_works_as_the_guides_do(cast: Cast, leader_client: Client) -> None:
    answer = leader_client.post(reverse("own_task_add", kwargs={"pk": cast.slagelse.pk}), posted(), follow=True)
    assert "K01 Bestil lokale er lagt til." in answer.content.decode()
    task = cast.task("K01")
    assert (task.title, task.role, task.state) == ("Bestil lokale", Role.PROJECT_MANAGER, State.NOT_STARTED)
    close_task(task=task, answers={}, by=cast.leader, version=1, at=cast.at)
    assert "Bestil lokale" in page_of(leader_client, cast, "task_list")
    assert "Jeres egen opgave, ikke guidens." in page_of(leader_client, cast, "task", "K01")
    assert "i guiden med kilder" not in page_of(leader_client, cast, "task", "K01")


def test_without_a_date_it_waits_for_no_go_live(cast: Cast, leader_client: Client) -> None:
    add(cast)
    Task.objects.filter(project=cast.slagelse, number="G31").update(due_on=None)
    assert "Ingen frist, før go-live er sat" not in page_of(leader_client, cast, "task", "K01")
    assert "Ingen frist endnu" in page_of(leader_client, cast, "task", "G31")
    cast.slagelse.waves.update(go_live_on=None)
    assert "Ingen frist, før go-live er sat" in page_of(leader_client, cast, "task", "G31")


def test_it_never_counts_in_the_progress(cast: Cast) -> None:
    tasks = Task.objects.filter(project=cast.slagelse).select_related("item")
    before = progress_of(tasks)
    add(cast)
    assert progress_of(tasks.all()) == before


def test_neither_the_guide_nor_a_new_project_nor_a_neighbour_has_it(cast: Cast, client: Client) -> None:
    add(cast, "Kun hos Slagelse")
    assert not Item.objects.filter(title="Kun hos Slagelse").exists()
    client.force_login(cast.neighbour)
    assert "Kun hos Slagelse" not in client.get(reverse("guide")).content.decode()
    assert client.get(reverse("guide_item", kwargs={"number": "K01"})).status_code == 404
    assert not Task.objects.filter(project=cast.vesthimmerland, number="K01").exists()


def test_numbers_follow_each_other_and_a_double_click_gives_one(cast: Cast) -> None:
    once = uuid4()
    assert [add(cast, once=once).number, add(cast, once=once).number, add(cast).number] == ["K01", "K01", "K02"]


def test_many_at_once_get_numbers_of_their_own(live_cast: Cast) -> None:
    results = race(*(partial(add, live_cast, f"Opgave {n}") for n in range(5)))
    assert sorted(task.number for task in results if isinstance(task, Task)) == [f"K0{n}" for n in range(1, 6)]


def test_its_needs_block(cast: Cast) -> None:
    add(cast, "Noget", "G86")
    (row,) = rows_of([cast.task("K01")], on=cast.at.date())
    assert (row.state, row.blocked_by) == ("blocked", ["G86"])
    assert cast.task("K01").needs.get().source == Need.Source.OWN


def test_needs_that_run_in_a_circle_are_named(cast: Cast, leader_client: Client) -> None:
    add(cast, "Den ene")
    add(cast, "Den anden", "K01")
    with pytest.raises(Circle) as found:
        change(cast, "K01", needs=["K02"])
    assert found.value.numbers == ["K01", "K02", "K01"]
    assert not cast.task("K01").needs.exists()
    address = reverse("own_task_edit", kwargs={"pk": cast.slagelse.pk, "number": "K01"})
    answer = leader_client.post(address, posted(needs="K02", task_version="1"))
    assert answer.status_code == 422
    assert "K01 kræver K02, som kræver K01. Det går i ring." in answer.content.decode()


@pytest.mark.parametrize(
    ("edges", "circle"),
    [
        ([], []),
        ([("K01", "G31")], []),
        ([("K01", "K01")], ["K01", "K01"]),
        ([("K01", "K02"), ("K02", "K01")], ["K01", "K02", "K01"]),
        ([("K01", "G31"), ("G31", "K03"), ("K03", "K01"), ("K01", "K03")], ["K01", "K03", "K01"]),
        ([("K02", "K03"), ("K03", "K02"), ("K01", "K02")], []),
    ],
)
def test_the_shortest_circle(edges: list[tuple[str, str]], circle: list[str]) -> None:
    assert circle_with("K01", edges) == circle


def test_a_long_circle_in_words() -> None:
    assert circle_in_words(["K01", "G31", "K02", "K01"]) == "K01 kræver G31, som kræver K02, som kræver K01"


def test_a_very_long_circle_is_told_by_its_ends() -> None:
    numbers = [f"K{n:02}" for n in range(1, 2001)]
    named = "K01 kræver K02, som kræver K03, som kræver K04, som kræver K05, som kræver K06"
    assert circle_in_words([*numbers, "K01"]) == f"{named}, som kræver 1994 andre i træk, som kræver K01"


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("title", "", "Skriv, hvad der skal gøres."),
        ("title", "x" * 121, "Teksten er for lang: 121 tegn. Der er plads til 120."),
        ("what", "x" * 100_000, "Teksten er for lang: 100000 tegn. Der er plads til 4000."),
        ("phase", "", "Vælg en fase."),
        ("role", "", "Vælg den rolle, der skal løse opgaven."),
        ("needs", "G31, g99", "I har ingen opgave med nummeret G99."),
        ("due_on", "31.02.2027", "Den dag findes ikke."),
        ("due_on", "24-11-26", "Datoen er passeret, så opgaven er forsinket fra nu af."),
        ("due_on", "24.11", "Skriv datoen som dag.måned.år"),
    ],
)
def test_wrong_input_is_said_beside_the_field_and_kept(
    cast: Cast, leader_client: Client, field: str, typed: str, said: str
) -> None:
    answer = leader_client.post(reverse("own_task_add", kwargs={"pk": cast.slagelse.pk}), posted(**{field: typed}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert typed in page
    assert not Item.with_own.filter(project=cast.slagelse).exists()


def test_a_past_date_may_be_kept_all_the_same(cast: Cast, leader_client: Client) -> None:
    data = posted(due_on="24.11.2025", anyway="on")
    assert leader_client.post(reverse("own_task_add", kwargs={"pk": cast.slagelse.pk}), data).status_code == 302
    assert cast.task("K01").is_late(on=cast.at.date())


def test_a_stale_form_changes_nothing_and_keeps_what_was_typed(cast: Cast, leader_client: Client) -> None:
    add(cast)
    change(cast, "K01", title="Nyt navn")
    address = reverse("own_task_edit", kwargs={"pk": cast.slagelse.pk, "number": "K01"})
    answer = leader_client.post(address, posted(title="Mit navn", task_version="1"))
    assert answer.status_code == 409
    assert "Mit navn" in answer.content.decode()
    assert cast.task("K01").title == "Nyt navn"
    with pytest.raises(StaleTask):
        change_own_task(task=cast.task("K01"), words=WORDS, by=cast.leader, version=1, at=cast.at)


def test_one_may_add_to_ones_own_role_only(cast: Cast) -> None:
    mine = OwnWords("Mit", "technical", Role.IT_STAFF)
    assert add_own_task(project=cast.slagelse, words=mine, by=cast.it, at=cast.at, once=uuid4()).number == "K01"
    with pytest.raises(PermissionDenied):
        add_own_task(project=cast.slagelse, words=WORDS, by=cast.it, at=cast.at, once=uuid4())
    with pytest.raises(PermissionDenied):
        add_own_task(project=cast.slagelse, words=WORDS, by=cast.neighbour, at=cast.at, once=uuid4())


def test_the_guides_words_are_not_ours_to_change(cast: Cast, leader_client: Client) -> None:
    with pytest.raises(NotAnOwnTask):
        change_own_task(task=cast.task("G31"), words=WORDS, by=cast.leader, version=1, at=cast.at)
    assert page_of(leader_client, cast, "own_task_edit", "G31")
    with pytest.raises(DatabaseError), transaction.atomic():
        Item.objects.filter(number="G31").update(title="Andet")
