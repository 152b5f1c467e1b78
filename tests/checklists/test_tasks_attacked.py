"""What a hostile tester found in the tasks: each was red once."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from checklists.models import SavedFilter, Task
from checklists.services.assignments import assign
from checklists.services.own_tasks import OwnWords, add_own_task
from checklists.services.tasks import close_task, reopen_task
from checklists.services.undo import undo_move
from projects.models import Unit
from projects.services.units import add_unit
from tests.answers import EARLY_REASON
from tests.cast import Cast
from tests.checklists.unit_reports import make_units, report


def address(cast: Cast, name: str, **about: Any) -> str:
    """A page of Slagelse's project."""
    return reverse(name, kwargs={"pk": cast.slagelse.pk, **about})


def own_task(cast: Cast, **about: Any) -> Task:
    """K01 of the projektleder's role."""
    words = OwnWords("Bestil kage", "plan", Role.PROJECT_MANAGER, **about)
    return add_own_task(project=cast.slagelse, words=words, by=cast.leader, at=cast.at, once=uuid4())


def test_what_an_answer_settled_follows_it_also_after_a_reopening_was_undone(cast: Cast) -> None:
    def about(number: str, minutes: int) -> dict[str, Any]:
        task = cast.task(number)
        return {"task": task, "version": task.version, "by": cast.leader, "at": cast.at + timedelta(minutes=minutes)}

    close_task(**about("G29", 0), answers={"choice": "only_ios"}, early_reason=EARLY_REASON)
    reopen_task(**about("G22", 1), reason="Prøve.")
    undo_move(**about("G22", 2))
    assert cast.task("G22").state == "not_relevant"
    reopen_task(**about("G29", 3), reason="Prøve.")
    assert cast.task("G22").state == "not_started"


def test_a_points_place_of_5000_digits_is_no_place(cast: Cast, leader_client: Client) -> None:
    assert leader_client.post(address(cast, "task_tick", number="G31"), {"tick": "1" * 5000}).status_code == 404


def test_a_form_sent_again_with_other_words_is_another_task(cast: Cast, leader_client: Client) -> None:
    words = {"title": "Bestil kage", "phase": "plan", "role": Role.PROJECT_MANAGER, "once": str(uuid4())}
    for title in ("Bestil kage", "Bestil kage", "Bestil lokale"):
        leader_client.post(address(cast, "own_task_add"), {**words, "title": title})
    own = Task.objects.filter(project=cast.slagelse, number__startswith="K").order_by("number")
    assert [task.title for task in own] == ["Bestil kage", "Bestil lokale"]


def test_a_form_sent_again_with_another_date_is_not_lost(cast: Cast, leader_client: Client) -> None:
    words = {"title": "Bestil kage", "phase": "plan", "role": Role.PROJECT_MANAGER, "once": str(uuid4())}
    for day in ("01.03.2027", "01.03.2027", "01.04.2027"):
        leader_client.post(address(cast, "own_task_add"), {**words, "due_on": day})
    own = Task.objects.filter(project=cast.slagelse, number__startswith="K").order_by("number")
    assert [str(day) for day in own.values_list("due_on", flat=True)] == ["2027-03-01", "2027-04-01"]


def test_a_form_of_anothers_gives_nobody_a_task_without_the_right(cast: Cast) -> None:
    once, words = uuid4(), OwnWords("Bestil kage", "plan", Role.PROJECT_MANAGER)
    add_own_task(project=cast.slagelse, words=words, by=cast.leader, at=cast.at, once=once)
    with pytest.raises(PermissionDenied):
        add_own_task(project=cast.slagelse, words=words, by=cast.it, at=cast.at, once=once)


def test_a_closed_own_task_keeps_its_date_when_its_words_are_put_right(cast: Cast, leader_client: Client) -> None:
    own_task(cast)
    close_task(task=cast.task("K01"), answers={}, by=cast.leader, version=1, at=cast.at)
    words = {"title": "Bestil lagkage", "phase": "plan", "role": Role.PROJECT_MANAGER, "due_on": "01.03.2027"}
    leader_client.post(address(cast, "own_task_edit", number="K01"), {**words, "task_version": 2})
    assert (cast.task("K01").title, cast.task("K01").due_on) == ("Bestil lagkage", None)


def client_of(user: User) -> Client:
    """Somebody's browser, beside those of the fixtures."""
    client = Client()
    client.force_login(user)
    return client


def test_a_form_that_was_another_projects_makes_a_task_here(cast: Cast, leader_client: Client) -> None:
    words = {"title": "Bestil kage", "phase": "plan", "role": Role.PROJECT_MANAGER, "once": str(uuid4())}
    client_of(cast.neighbour).post(reverse("own_task_add", kwargs={"pk": cast.vesthimmerland.pk}), words)
    assert leader_client.post(address(cast, "own_task_add"), words).status_code == 302
    assert cast.task("K01").title == "Bestil kage"


def test_a_filters_form_sent_again_with_another_name_saves_that_too(cast: Cast, leader_client: Client) -> None:
    once, saved = str(uuid4()), address(cast, "saved_filters")
    client_of(cast.it).post(saved, {"filter": "fase=test", "name": "It", "once": once})
    for name, query in (("Først", "fase=test"), ("Sidst", "fase=plan")):
        assert leader_client.post(saved, {"filter": query, "name": name, "once": once}).status_code == 302
    assert sorted(SavedFilter.objects.values_list("name", flat=True)) == ["Først", "It", "Sidst"]


@pytest.mark.parametrize("names", [("i", "İ"), ("ß", "ẞ"), ("σς", "ΣΣ")])
def test_names_of_filters_that_only_one_of_two_takes_for_the_same(
    cast: Cast, leader_client: Client, names: tuple[str, str]
) -> None:
    for name, query in zip(names, ("fase=test", "fase=plan"), strict=True):
        about = {"filter": query, "name": name, "once": str(uuid4())}
        assert leader_client.post(address(cast, "saved_filters"), about).status_code < 500


def test_who_was_given_anothers_own_task_does_it_and_does_not_rewrite_it(cast: Cast, it_client: Client) -> None:
    task = own_task(cast)
    assign(project=cast.slagelse, tasks=[task], people=[cast.it], by=cast.leader, at=cast.at)
    edit = address(cast, "own_task_edit", number="K01")
    assert it_client.get(edit).status_code == 403
    page = it_client.get(address(cast, "task", number="K01")).content.decode()
    assert edit not in page
    assert "Luk opgaven" in page


def test_an_own_task_follows_its_units_when_they_count_again(cast: Cast, leader_client: Client) -> None:
    own_task(cast, per_unit=True)
    for unit in make_units(cast):
        report(cast, "K01", unit)
    assert (cast.task("K01").state, cast.task("K01").managed_by) == ("done", "units")
    words = {"title": "Bestil kage", "phase": "plan", "role": Role.PROJECT_MANAGER}
    edit = address(cast, "own_task_edit", number="K01")
    leader_client.post(edit, {**words, "task_version": cast.task("K01").version})
    assert (cast.task("K01").state, cast.task("K01").managed_by) == ("done", "")
    add_unit(project=cast.slagelse, name="Ny", by=cast.leader, at=cast.at)
    leader_client.post(edit, {**words, "per_unit": "on", "task_version": cast.task("K01").version})
    # It was left closed by hand meanwhile, so it stays closed until its units are all done again.
    assert (cast.task("K01").state, cast.task("K01").managed_by) == ("done", "")
    report(cast, "K01", Unit.objects.get(name="Ny"))
    assert (cast.task("K01").state, cast.task("K01").managed_by) == ("done", "units")


def test_a_closed_task_is_not_dated_anew(cast: Cast, leader_client: Client) -> None:
    close_task(task=cast.task("G31"), answers={}, early_reason=EARLY_REASON, by=cast.it, version=1, at=cast.at)
    before = cast.task("G31")
    dated = {"due_on": "01.01.2027", "task_version": before.version}
    answer = leader_client.post(address(cast, "task_due", number="G31"), dated, follow=True).content.decode()
    assert "G31 er lukket, så fristen bliver stående." in answer
    after = cast.task("G31")
    assert (after.due_on, after.due_by_hand, after.version) == (before.due_on, False, before.version)
