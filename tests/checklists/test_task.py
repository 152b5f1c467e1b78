"""One task in a person's hands: start, close, reopen, not relevant, drafts, and two people at once."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from audit.clock import day_of
from checklists.models import Evidence, Task
from checklists.moves import MoveNotAllowed
from checklists.services.tasks import StaleTask, close_task, save_draft, start_task
from projects.models import RoleHolding
from tests.answers import EARLY_REASON, posted
from tests.cast import Cast
from tests.racing import race


def address(cast: Cast, act: str = "task", number: str = "G31") -> str:
    """Where to press."""
    return reverse(act, kwargs={"pk": cast.slagelse.pk, "number": number})


def press(client: Client, cast: Cast, act: str, **data: str) -> Any:
    """Press one of the task's buttons, the page being fresh."""
    return client.post(address(cast, act), {"task_version": str(cast.task().version), **data}, follow=True)


def test_the_thread(cast: Cast, it_client: Client) -> None:
    press(it_client, cast, "task_start")
    assert cast.task().state == "in_progress"
    page = press(it_client, cast, "task_close", **posted(cast.task().item, version=cast.task().version))
    text = page.content.decode()
    assert "G31 er lukket med bevis." in text
    assert "Sag 26-1031, bilag 2" in text
    history = it_client.get(reverse("history", kwargs={"pk": cast.slagelse.pk})).content.decode()
    title = cast.task().title
    assert f"It-medarbejder Hansen lukkede G31 »{title}«, selv om G28 ikke var på plads." in history
    assert f"It-medarbejder Hansen startede G31 »{title}«." in history


def test_the_page_says_what_why_how_needs_and_what_waits(cast: Cast, it_client: Client) -> None:
    page = it_client.get(address(cast)).content.decode()
    item = cast.task().item
    for words in (item.what, item.why, item.how[0], item.done_when, item.faults[0]["symptom"]):
        assert words.replace("'", "&#x27;") in page
    assert address(cast, number="G28") in page
    assert address(cast, number="G32") in page


def test_reopening_keeps_the_evidence_and_asks_why(cast: Cast, it_client: Client) -> None:
    press(it_client, cast, "task_close", **posted(cast.task().item))
    refused = press(it_client, cast, "task_reopen", **{"reopen-reason": "  "})
    assert refused.status_code == 422
    assert cast.task().state == "done"
    page = press(it_client, cast, "task_reopen", **{"reopen-reason": "Login fejler igen."}).content.decode()
    task = cast.task()
    assert (task.state, task.done_on) == ("in_progress", None)
    assert "Tidligere beviser (1)" in page
    assert "Login fejler igen." in page
    press(it_client, cast, "task_close", **posted(task.item, version=task.version))
    assert [row.version for row in task.evidence.all()] == [2, 1]


def test_not_relevant_takes_a_reason_and_can_be_taken_back(cast: Cast, it_client: Client) -> None:
    assert press(it_client, cast, "task_not_relevant", **{"not_relevant-reason": ""}).status_code == 422
    page = press(it_client, cast, "task_not_relevant", **{"not_relevant-reason": "Vi deler login."}).content.decode()
    assert cast.task().state == "not_relevant"
    assert "Vi deler login." in page
    press(it_client, cast, "task_reopen", **{"reopen-reason": "Alligevel."})
    assert cast.task().state == "not_started"


def test_a_draft_keeps_what_is_there_and_fills_the_form(cast: Cast, it_client: Client) -> None:
    page = press(it_client, cast, "task_draft", reference="Ændring 26-0417").content.decode()
    assert cast.task().state == "not_started"
    assert 'value="Ændring 26-0417"' in page
    assert "Kladde gemt" in page
    press(it_client, cast, "task_draft", reference="Ændring 26-0418", date="24.11.2026")
    draft = Evidence.objects.get(task=cast.task())
    assert (draft.is_draft, draft.version, draft.reference) == (True, 1, "Ændring 26-0418")
    press(it_client, cast, "task_close", **posted(cast.task().item, version=cast.task().version))
    assert Evidence.objects.get(task=cast.task()).is_draft is False


def test_the_page_says_whose_it_is_and_how_far_the_others_are(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    page = client.get(address(cast)).content.decode()
    assert "It-medarbejder<br>It-medarbejder Hansen" in page
    # G32 waits for G31 and more: it is blocked, not merely "ikke startet".
    assert page.index("Blokeret: ") < page.index(address(cast, number="G32"))
    assert "#P2" in page
    client.force_login(cast.programme_manager)
    assert "It-medarbejder Hansen" not in client.get(address(cast)).content.decode()


def test_a_role_without_a_holder_is_said(cast: Cast, client: Client) -> None:
    RoleHolding.objects.filter(role=Role.IT_STAFF).delete()
    client.force_login(cast.leader)
    assert "Ingen har rollen endnu" in client.get(address(cast)).content.decode()


def test_a_reason_stands_in_the_history_of_the_task(cast: Cast, it_client: Client) -> None:
    press(it_client, cast, "task_not_relevant", **{"not_relevant-reason": "Vi bruger en anden rolle."})
    press(it_client, cast, "task_reopen", **{"reopen-reason": "Det gjorde vi ikke alligevel."})
    page = press(it_client, cast, "task_start").content.decode()
    assert "Begrundelse: Vi bruger en anden rolle." in page
    assert "Begrundelse: Det gjorde vi ikke alligevel." in page


def test_a_refused_reason_is_said_in_the_title(cast: Cast, it_client: Client) -> None:
    page = press(it_client, cast, "task_not_relevant", **{"not_relevant-reason": ""})
    assert page.status_code == 422
    assert "<title>Fejl: G31" in page.content.decode()


def test_the_receipt_says_what_can_begin_now(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    gate = cast.task().item.edition.gates[0]
    for item in gate["items"]:
        number = item["item"]
        if cast.task(number).state == "not_started":
            data = {"task_version": str(cast.task(number).version), "not_relevant-reason": "Prøve."}
            receipt = client.post(address(cast, "task_not_relevant", number), data, follow=True).content.decode()
    links = [f'<a href="{address(cast, number=ready)}">{ready}</a>' for ready in ("G31", "G32", "G34")]
    assert f"er sat til ikke relevant. {links[0]}, {links[1]} og {links[2]} er nu klar til start." in receipt


def test_a_wrong_date_in_a_draft_is_said_and_nothing_is_lost(cast: Cast, it_client: Client) -> None:
    answer = press(it_client, cast, "task_draft", reference="Sag 1", date="i går")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Skriv datoen som dag.måned.år" in page
    assert 'value="Sag 1"' in page
    assert 'value="i går"' in page
    assert not Evidence.objects.filter(task=cast.task()).exists()


def test_a_stale_form_is_shown_the_change_and_keeps_what_was_typed(cast: Cast, it_client: Client) -> None:
    stale = posted(cast.task().item)
    start_task(task=cast.task(), by=cast.leader, version=1, at=cast.at)
    answer = it_client.post(address(cast, "task_close"), stale)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Nogen var her før dig" in page
    assert f"{cast.leader.name} startede G31" in page
    assert 'value="Sag 26-1031"' in page
    assert cast.task().state == "in_progress"
    # The page now holds the new version, so pressing again is a choice.
    assert 'name="task_version" value="2"' in page
    assert it_client.post(address(cast, "task_close"), {**stale, "task_version": "2"}).status_code == 302


def test_a_stale_form_on_a_closed_task_still_shows_what_was_typed(cast: Cast, it_client: Client) -> None:
    item = cast.task().item
    close_task(
        task=cast.task(),
        answers={"reference": "Andres"},
        early_reason=EARLY_REASON,
        by=cast.leader,
        version=1,
        at=cast.at,
    )
    answer = it_client.post(address(cast, "task_close"), posted(item))
    assert answer.status_code == 409
    assert "Sag 26-1031" in answer.content.decode()
    assert cast.task().evidence.count() == 1


@pytest.mark.parametrize("version", ["", "0", "x", "99999999999999999999"])
def test_a_form_without_its_version_is_stale(cast: Cast, it_client: Client, version: str) -> None:
    data = {**posted(cast.task().item), "task_version": version}
    assert it_client.post(address(cast, "task_close"), data).status_code == 409
    assert cast.task().state == "not_started"


def test_a_move_the_table_lacks_is_refused(cast: Cast) -> None:
    close_task(task=cast.task(), answers={}, early_reason=EARLY_REASON, by=cast.it, version=1, at=cast.at)
    with pytest.raises(MoveNotAllowed):
        start_task(task=cast.task(), by=cast.it, version=2, at=cast.at)


@pytest.mark.parametrize("act", ["task_start", "task_close", "task_draft", "task_reopen", "task_not_relevant"])
def test_opening_a_buttons_address_leads_back_to_the_task(cast: Cast, it_client: Client, act: str) -> None:
    assert it_client.get(address(cast, act))["Location"] == address(cast)


def test_evidence_that_closed_something_cannot_be_changed(cast: Cast) -> None:
    close_task(
        task=cast.task(), answers={"reference": "Sag 1"}, early_reason=EARLY_REASON, by=cast.it, version=1, at=cast.at
    )
    evidence = Evidence.objects.get(task=cast.task())
    evidence.reference = "Sag 2"
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        evidence.save()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Evidence.objects.filter(pk=evidence.pk)._raw_delete(using="default")


def test_a_person_of_the_project_is_known_by_name(cast: Cast) -> None:
    close_task(
        task=cast.task(), answers={"person": cast.it.name}, early_reason=EARLY_REASON, by=cast.it, version=1, at=cast.at
    )
    assert Evidence.objects.get(task=cast.task()).person == cast.it


def test_a_name_the_project_does_not_know_stays_a_name(cast: Cast) -> None:
    close_task(
        task=cast.task(),
        answers={"person": cast.neighbour.name},
        early_reason=EARLY_REASON,
        by=cast.it,
        version=1,
        at=cast.at,
    )
    evidence = Evidence.objects.get(task=cast.task())
    assert (evidence.person, evidence.person_name) == (None, cast.neighbour.name)


def closing(cast: Cast, task: Task, who: User) -> Task:
    """Close G31."""
    return close_task(
        task=task, answers={"reference": who.name}, early_reason=EARLY_REASON, by=who, version=1, at=cast.at
    )


def test_two_who_close_at_once_give_one_closing(live_cast: Cast) -> None:
    task = live_cast.task()
    results = race(*(partial(closing, live_cast, task, who) for who in (live_cast.it, live_cast.leader) * 3))
    assert sum(isinstance(result, Task) for result in results) == 1
    assert sum(isinstance(result, StaleTask) for result in results) == 5
    assert live_cast.task().evidence.count() == 1
    assert live_cast.task().moves.count() == 1


@pytest.mark.parametrize(
    "link",
    [
        "https://intranet/sag/12",
        "http://esdh01:8080/x",
        "https://sags_system.kommune.dk/1",
        "https://slagelse.example/" + "x" * 1900,
    ],
)
def test_every_link_the_form_accepts_can_be_kept(cast: Cast, client: Client, link: str) -> None:
    client.force_login(cast.leader)
    answer = client.post(address(cast, "task_draft", "G01"), {"link": link, "task_version": "1"})
    assert answer.status_code == 302
    assert cast.task("G01").evidence.get().link == link


def test_a_day_that_has_not_come_closes_nothing(cast: Cast, it_client: Client) -> None:
    ahead = f"{cast.at.date() + timedelta(days=2):%d.%m.%Y}"
    answer = press(it_client, cast, "task_close", **{**posted(cast.task().item), "date": ahead})
    assert answer.status_code == 422
    assert "Datoen ligger i fremtiden" in answer.content.decode()
    assert cast.task().state == "not_started"


def test_a_planned_date_may_lie_ahead(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    ahead = cast.at.date() + timedelta(days=90)
    data = {**posted(cast.task("G88").item), "date": f"{ahead:%d.%m.%Y}"}
    assert client.post(address(cast, "task_close", "G88"), data).status_code == 302
    task = cast.task("G88")
    assert (task.evidence.get().on_date, task.done_on) == (ahead, day_of(cast.at))


def test_a_draft_may_be_half_done_but_closing_takes_a_figure(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    half = {"figures": "Kun halvt prøvet", "task_version": "1"}
    assert client.post(address(cast, "task_draft", "G64"), half).status_code == 302
    answer = client.post(
        address(cast, "task_close", "G64"), {**posted(cast.task("G64").item, version=2), **half, "task_version": "2"}
    )
    assert answer.status_code == 422
    assert "Skriv mindst ét tal." in answer.content.decode()


def test_the_projects_people_are_offered_where_a_person_is_asked_for(cast: Cast, it_client: Client) -> None:
    page = it_client.get(address(cast)).content.decode()
    assert 'list="people"' in page
    assert f'<option value="{cast.leader.name}">' in page


def test_a_stale_form_that_is_also_wrong_loses_nothing(cast: Cast, it_client: Client) -> None:
    wrong = {**posted(cast.task().item), "date": "i morgen"}
    close_task(
        task=cast.task(),
        answers={"reference": "Andres"},
        early_reason=EARLY_REASON,
        by=cast.leader,
        version=1,
        at=cast.at,
    )
    for act in ("task_close", "task_draft"):
        answer = it_client.post(address(cast, act), wrong)
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "Nogen var her før dig" in page
        assert "i morgen" in page
        assert "Sag 26-1031" in page


@pytest.mark.parametrize("act", ["reopen", "not_relevant"])
def test_a_stale_reason_is_shown(cast: Cast, it_client: Client, act: str) -> None:
    if act == "not_relevant":
        close_task(task=cast.task(), answers={}, early_reason=EARLY_REASON, by=cast.leader, version=1, at=cast.at)
    else:
        start_task(task=cast.task(), by=cast.leader, version=1, at=cast.at)
    data = {f"{act}-reason": "Min lange grund.", "task_version": "1"}
    answer = it_client.post(address(cast, f"task_{act}"), data)
    assert answer.status_code == 409
    assert "Min lange grund." in answer.content.decode()


def test_a_colleagues_newer_draft_is_shown_before_it_is_replaced(cast: Cast, it_client: Client) -> None:
    save_draft(task=cast.task(), answers={"reference": "KOLLEGAENS"}, by=cast.leader, version=1, at=cast.at)
    page = it_client.post(address(cast, "task_draft"), {"reference": "MIT", "task_version": "1"}).content.decode()
    assert "Kladden, som den er gemt nu" in page
    assert "KOLLEGAENS" in page
    assert 'value="MIT"' in page


def test_starting_what_is_started_says_so_and_no_more(cast: Cast, it_client: Client) -> None:
    start_task(task=cast.task(), by=cast.leader, version=1, at=cast.at)
    page = it_client.post(address(cast, "task_start"), {"task_version": "1"}, follow=True).content.decode()
    assert "Den er nu: i gang." in page
    assert "Det, du skrev" not in page


def test_who_may_only_read_is_told_whose_it_is(cast: Cast, client: Client) -> None:
    client.force_login(cast.observer)
    assert "Opgaven hører til rollen it-medarbejder." in client.get(address(cast)).content.decode()
    client.force_login(cast.it)
    assert "Opgaven hører til rollen" not in client.get(address(cast)).content.decode()
