"""The filter of a project's tasks, against a check written a second time, over random data."""

import re
import unicodedata
from datetime import timedelta
from itertools import groupby
from random import Random
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from audit import clock
from checklists.models import Assignment, Item, Task, Waiting
from checklists.moves import State
from checklists.services.own_tasks import OwnWords, add_own_task
from checklists.task_list.filter import PARAMETERS, SORTS, TaskFilter, read_filter
from checklists.task_list.page import PER_PAGE, TaskListPage
from projects.access import standing_of
from tests.cast import Cast
from tests.dice import dice_of

WORDS = ["", "", "", "vdx", "VDX", "æ", "Åb", "G3", "k01", "100%", "_", ".*", "lav plan"]


def add(cast: Cast, title: str, role: Role = Role.PROJECT_MANAGER) -> Task:
    words = OwnWords(title, "plan", role)
    return add_own_task(project=cast.slagelse, words=words, by=cast.leader, at=cast.at, once=uuid4())


def shuffle(cast: Cast, dice: Random) -> None:
    """Every task in a state of its own; some given, some waiting, some of a role that nobody holds."""
    for title in ("Æbler til 100%", "Åbent hus", "Lav_en plan"):
        add(cast, title)
    tasks = list(Task.objects.filter(project=cast.slagelse))
    for task in tasks:
        task.state = dice.choice(State.values)
        task.done_on = clock.today() if task.state == State.DONE else None
        task.due_on = clock.today() + timedelta(days=dice.randint(-9, 9)) if dice.random() < 0.8 else None
        if task.state == State.DONE and dice.random() < 0.3:
            task.valid_until = clock.today() + timedelta(days=dice.randint(-5, 40))
        task.proof_missing = task.state == State.DONE and dice.random() < 0.3
        task.role = dice.choice(Role.values)
    Task.objects.bulk_update(tasks, ["state", "done_on", "due_on", "valid_until", "proof_missing", "role"])
    cast.slagelse.holdings.filter(role=Role.LEGAL_OFFICER).update(ended=True, from_on=LONG_AGO, to_on=LONG_AGO)
    for task in dice.sample(tasks, 25):
        Assignment.objects.create(
            task=task, user=dice.choice([cast.it, cast.leader]), assigned_at=cast.at, assigned_by=cast.leader
        )
    for task in dice.sample([task for task in tasks if task.state in ("not_started", "in_progress")], 10):
        Waiting.objects.create(
            task=task,
            party="trifork",
            party_name="Trifork",
            ask_again_on=clock.today(),
            began_at=cast.at,
            began_by=cast.leader,
        )


LONG_AGO = clock.today() - timedelta(days=400)


def page_of(cast: Cast, address: str) -> TaskListPage:
    standing = standing_of(cast.leader, cast.slagelse, on=clock.today())
    return TaskListPage(standing, clock.today(), QueryDict(address))


class Second:
    """The filter said again, straight from the tables."""

    def __init__(self, cast: Cast) -> None:
        self.today, self.plan = clock.today(), page_of(cast, "").plan
        tasks = Task.objects.filter(project=cast.slagelse)
        self.tasks = list(tasks.select_related("item"))
        self.blocked = set(tasks.blocked(self.plan.gates).values_list("pk", flat=True))
        self.waits = set(Waiting.objects.filter(ended_at=None).values_list("task", flat=True))
        self.given: dict[int, set[int]] = {}
        for task, user in Assignment.objects.values_list("task", "user"):
            self.given.setdefault(task, set()).add(user)
        self.roles = {"mig": (cast.leader.pk, Role.PROJECT_MANAGER), str(cast.it.pk): (cast.it.pk, Role.IT_STAFF)}

    def has(self, task: Task, who: str) -> bool:
        given = self.given.get(task.pk)
        if who == "ingen":
            return task.state in ("not_started", "in_progress") and not given and task.role == Role.LEGAL_OFFICER
        user, role = self.roles[who]
        return user in given if given else task.role == role

    def is_in(self, task: Task, state: str) -> bool:
        if state in State.values:
            return task.state == state
        new, waits, blocked = task.state == "not_started", task.pk in self.waits, task.pk in self.blocked
        is_open = task.state in ("not_started", "in_progress")
        return {
            "open": is_open,
            "stuck": waits or (is_open and task.due_on is not None and task.due_on < self.today),
            "ready": new and not blocked and not waits,
            "waiting": waits,
            "blocked": new and blocked,
            "expiring": task.valid_until is not None and (task.valid_until - self.today).days <= 14,
            "too_early": task.number in self.plan.too_early,
            "proof_missing": task.proof_missing,
        }[state]

    def passes(self, task: Task, name: str, value: str) -> bool:
        if name == "q":
            text = unicodedata.normalize("NFC", f"{task.number} {task.item.title}").lower()
            return all(re.search(re.escape(word.lower()), text) for word in value.split())
        if name == "forsinket":
            return self.is_in(task, "open") and task.due_on is not None and task.due_on < self.today
        if name == "port":
            return any(i.number == task.number for gate in self.plan.gates if gate.key == value for i in gate.items)
        columns = {"fase": task.item.phase, "rolle": task.role, "krav": task.item.force, "spor": task.item.track}
        if name in columns:
            return columns[name] == value
        return self.has(task, value) if name == "person" else self.is_in(task, value)

    def numbers(self, asked: dict[str, str]) -> set[str]:
        parts = [(name, value) for name, value in asked.items() if value and name != "sorter"]
        return {task.number for task in self.tasks if all(self.passes(task, *part) for part in parts)}


def roll(page: TaskListPage, dice: Random, cast: Cast) -> dict[str, str]:
    """A random filter of up to three parts."""
    options = {written: list(page.choices[name]) for name, written in PARAMETERS.items() if name != "q"}
    options["person"] = ["mig", "ingen", str(cast.it.pk)]
    options["q"] = WORDS
    # A part may have nothing to choose, e.g. the units of a project without any.
    filled = {name: choices for name, choices in options.items() if choices}
    return {name: dice.choice(filled[name]) for name in dice.sample(sorted(filled), dice.randint(1, 3))}


@pytest.mark.parametrize("seed", range(4))
def test_a_filter_finds_what_a_second_reading_finds(cast: Cast, seed: int) -> None:
    dice = dice_of(seed)
    shuffle(cast, dice)
    second, start = Second(cast), page_of(cast, "")
    for _ in range(8):
        asked = roll(start, dice, cast)
        page = page_of(cast, urlencode(asked))
        assert page.unknown == []
        assert {row.task.number for row in page.found} == second.numbers(asked), asked


def test_each_pill_says_how_many_rows_it_leads_to(cast: Cast) -> None:
    shuffle(cast, dice_of(7))
    for start in ("", "fase=test", "sorter=frist&q=a"):
        for pill in page_of(cast, start).pills:
            assert len(page_of(cast, pill.address).found) == pill.count, pill
            assert page_of(cast, pill.address).unknown == []


@pytest.mark.parametrize("sort", ["", *SORTS])
def test_every_order_has_the_same_rows(cast: Cast, sort: str) -> None:
    shuffle(cast, dice_of(8))
    rows = [row.task for row in page_of(cast, f"sorter={sort}").found]
    assert {task.number for task in rows} == set(
        Task.objects.filter(project=cast.slagelse).values_list("number", flat=True)
    )
    if sort == "frist":
        dues = [task.due_on for task in rows if task.due_on]
        assert dues == sorted(dues)
        assert rows[-1].due_on is None
    if sort == "titel":
        titles = [task.title for task in rows]
        assert titles.index("Æbler til 100%") < titles.index("Åbent hus")
        assert titles.index("Lav_en plan") < titles.index("Æbler til 100%")
    if sort == "aendret":
        assert rows[0].number.startswith("K")


def test_guide_order_is_by_phase_with_own_tasks_after_the_guides(cast: Cast) -> None:
    add(cast, "Egen")
    rows = [row.task for row in page_of(cast, "").found]
    phases = [task.item.phase for task in rows]
    assert [phase for phase, _ in groupby(phases)] == list(dict.fromkeys(phases))
    assert [task.number for task in rows if task.item.phase == "plan"][-1] == "K01"


NONSENSE = [
    ("fase=magic", "fase=magic"),
    ("tilstand=G31", "tilstand=G31"),
    ("farve=blaa", "farve"),
    ("person=4711", "person=4711"),
    ("person=²", "person=²"),
    ("port=P9", "port=P9"),
    ("sorter=%00", "sorter="),
    ("krav='+OR+1=1--", "krav=&#x27; OR 1=1--"),
    ("rolle=%3Cscript%3E", "rolle=&lt;script&gt;"),
    (f"fase={'x' * 5000}", "fase=" + "x" * 30),
]


@pytest.mark.parametrize(("address", "said"), NONSENSE, ids=[said[:20] for _, said in NONSENSE])
def test_a_filter_that_does_not_exist_is_said_and_not_used(cast: Cast, client: Client, address: str, said: str) -> None:
    client.force_login(cast.leader)
    answer = client.get(f"{reverse('task_list', kwargs={'pk': cast.slagelse.pk})}?{address}")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f"Filteret {said}" in page
    assert "findes ikke og er ikke brugt." in page
    assert "Alle <span>92</span>" in page


def test_many_unknown_parts_are_said_a_few_times_only(cast: Cast) -> None:
    assert len(page_of(cast, "&".join(f"x{n}=1" for n in range(100))).unknown) == 5


def test_an_address_is_always_written_in_the_same_way(cast: Cast) -> None:
    choices = page_of(cast, "").choices
    one, _ = read_filter({"rolle": "it_staff", "q": "  vdx   port ", "fase": "technical"}, choices)
    assert one.address == "q=vdx+port&fase=technical&rolle=it_staff"
    assert page_of(cast, one.address).asked == one
    assert read_filter({"tilstand": "late"}, choices)[0] == TaskFilter(late="ja")


def shown(client: Client, cast: Cast, address: str = "") -> str:
    answer = client.get(f"{reverse('task_list', kwargs={'pk': cast.slagelse.pk})}?{address}")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_nothing_found_names_the_filter_and_offers_to_take_it_away(cast: Cast, leader_client: Client) -> None:
    page = shown(leader_client, cast, "q=findesikke&fase=test")
    assert "Ingen opgaver passer til filtrene" in page
    assert "Du har valgt Søgning: “findesikke”, Fase: Test." in page
    assert "Ryd filtre" in page
    assert f'href="/projekter/{cast.slagelse.pk}/opgaver/?fase=test">Fjern' in page


def test_the_lead_says_whose_the_tasks_are(cast: Cast, leader_client: Client) -> None:
    assert "92 fra guiden. 61 skal-punkter" in shown(leader_client, cast)
    add(cast, "En")
    assert "92 fra guiden og 1 egen. 61 skal-punkter" in shown(leader_client, cast)


def test_the_programleder_filters_by_no_names(cast: Cast, client: Client) -> None:
    Assignment.objects.create(task=cast.task(), user=cast.it, assigned_at=cast.at, assigned_by=cast.leader)
    client.force_login(cast.programme_manager)
    page = shown(client, cast)
    assert cast.it.name not in page
    assert "Mine åbne <span>" not in page
    for person in (cast.it.pk, "mig"):
        assert f"Filteret person={person} findes ikke og er ikke brugt." in shown(client, cast, f"person={person}")


def test_a_neighbours_person_is_no_filter(cast: Cast, leader_client: Client) -> None:
    page = shown(leader_client, cast, f"person={cast.neighbour.pk}")
    assert "findes ikke og er ikke brugt" in page
    assert cast.neighbour.name not in page


def fill(cast: Cast, count: int) -> None:
    """Own tasks in great number, as rows; the service makes the first."""
    item = add(cast, "Den første").item
    items = []
    for n in range(2, count + 1):
        copy = Item(**{part.attname: getattr(item, part.attname) for part in Item._meta.fields if not part.primary_key})
        copy.number, copy.position, copy.once, copy.title = f"K{n:02}", 1000 + n, uuid4(), f"Opgave {n}"
        items.append(copy)
    made = Item.with_own.bulk_create(items)
    Task.objects.bulk_create(Task(project=cast.slagelse, item=i, number=i.number, role=i.role) for i in made)


def test_a_long_list_is_shown_in_pages(cast: Cast, leader_client: Client) -> None:
    fill(cast, 301)
    first, second = shown(leader_client, cast), shown(leader_client, cast, "side=2")
    assert first.count('<td role="cell" class="no">') == PER_PAGE
    assert second.count('<td role="cell" class="no">') == 92 + 301 - PER_PAGE
    assert "1–200 af 393" in first
    assert "201–393 af 393" in second
    assert "92 fra guiden og 301 egne" in first
    for nonsense in ("side=0", "side=99", "side=x", "side=-1", "side=1e9"):
        assert "af 393" in shown(leader_client, cast, nonsense)


def test_without_a_script_all_shown_can_be_chosen_by_a_link(cast: Cast, leader_client: Client) -> None:
    page = shown(leader_client, cast, "fase=test&vaelg=alle")
    assert page.count(" checked") == 5
    assert page.count('form="bulk"') == 5


def test_who_may_do_nothing_chooses_nothing(cast: Cast, client: Client) -> None:
    client.force_login(cast.observer)
    assert 'form="bulk"' not in shown(client, cast)
