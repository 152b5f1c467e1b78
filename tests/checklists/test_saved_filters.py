"""Filters with a name: one's own and those for everybody; and one due date for many tasks."""

from functools import partial
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import Event
from checklists import events
from checklists.models import SavedFilter
from checklists.services.saved_filters import MOST, Taken, TooMany, remove_filter, save_filter
from tests.cast import Cast
from tests.racing import race


def save(
    cast: Cast,
    name: str,
    query: str = "fase=test",
    *,
    shared: bool = False,
    by: User | None = None,
) -> SavedFilter:
    return save_filter(
        project=cast.slagelse,
        name=name,
        query=query,
        is_shared=shared,
        by=by or cast.leader,
        at=cast.at,
        once=uuid4(),
    )


def list_of(client: Client, cast: Cast, user: User) -> str:
    client.force_login(user)
    return client.get(reverse("task_list", kwargs={"pk": cast.slagelse.pk})).content.decode()


def test_saved_on_the_page_and_shown_above_the_list(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    url = reverse("saved_filters", kwargs={"pk": cast.slagelse.pk})
    assert "Fase: Test, sorteret efter frist." in client.get(url, {"filter": "sorter=frist&fase=test"}).content.decode()
    sent = {"filter": "sorter=frist&fase=test", "name": "Test først", "once": str(uuid4())}
    for _ in range(2):
        assert client.post(url, sent)["Location"].endswith("/opgaver/?fase=test&sorter=frist")
    assert SavedFilter.objects.get().query == "fase=test&sorter=frist"
    assert '?fase=test&amp;sorter=frist">Test først</a>' in list_of(client, cast, cast.leader)
    assert "Test først" not in list_of(client, cast, cast.it)


def test_shared_ones_are_for_everybody_who_sees_the_work(cast: Cast, client: Client) -> None:
    save(cast, "Ugemøde", shared=True)
    assert "Ugemøde" in list_of(client, cast, cast.it)
    assert "Ugemøde" in list_of(client, cast, cast.observer)
    assert "Ugemøde" not in list_of(client, cast, cast.programme_manager)
    assert Event.objects.filter(type=events.FILTER_SHARED).count() == 1
    with pytest.raises(PermissionDenied):
        save(cast, "Andet", "fase=plan", shared=True, by=cast.it)
    with pytest.raises(PermissionDenied):
        remove_filter(saved=SavedFilter.objects.get(), by=cast.it, at=cast.at)


@pytest.mark.parametrize(
    ("name", "query", "said"),
    [
        ("TEST", "fase=plan", "Der er allerede et filter, der hedder Test."),
        ("Andet", "fase=test", "Det samme filter er allerede gemt som Test."),
        ("", "fase=plan", "Skriv et navn"),
        ("x" * 61, "fase=plan", "Teksten er for lang"),
        ("Borger 010190-1234", "fase=plan", "Det ligner et CPR-nummer"),
    ],
)
def test_what_cannot_be_saved_is_said_and_kept(cast: Cast, client: Client, name: str, query: str, said: str) -> None:
    save(cast, "Test")
    client.force_login(cast.leader)
    sent = {"filter": query, "name": name, "once": str(uuid4())}
    answer = client.post(reverse("saved_filters", kwargs={"pk": cast.slagelse.pk}), sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert name in answer.content.decode()
    assert SavedFilter.objects.count() == 1


def test_two_people_may_use_the_same_name(cast: Cast) -> None:
    save(cast, "Mine", "person=mig")
    save(cast, "Mine", "person=mig", by=cast.it)
    save(cast, "Mine", "person=mig", shared=True)
    assert SavedFilter.objects.count() == 3


def test_there_is_an_end_to_it(cast: Cast) -> None:
    for n in range(MOST):
        save(cast, f"Filter {n}", f"q={n}")
    with pytest.raises(TooMany):
        save(cast, "Et til", "q=mere")
    save(cast, "En andens", by=cast.it)


def test_nonsense_saves_nothing(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    sent = {"filter": "fase=magic&farve=1", "name": "Intet", "once": str(uuid4())}
    assert client.post(reverse("saved_filters", kwargs={"pk": cast.slagelse.pk}), sent).status_code == 422
    assert not SavedFilter.objects.exists()


def test_a_search_for_a_cpr_number_is_not_saved(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    sent = {"filter": "q=010190-1234", "name": "Borger", "once": str(uuid4())}
    answer = client.post(reverse("saved_filters", kwargs={"pk": cast.slagelse.pk}), sent)
    assert answer.status_code == 422
    assert "Søgningen ligner et CPR-nummer." in answer.content.decode()
    assert not SavedFilter.objects.exists()


def test_anothers_own_is_not_there_to_remove(cast: Cast, client: Client) -> None:
    saved = save(cast, "Mit")
    address = reverse("saved_filter_remove", kwargs={"pk": cast.slagelse.pk, "saved": saved.pk})
    client.force_login(cast.it)
    client.post(address)
    assert SavedFilter.objects.exists()
    client.force_login(cast.leader)
    for _ in range(2):
        assert client.post(address).status_code == 302
    assert not SavedFilter.objects.exists()


def test_the_same_name_twice_at_once_is_one(live_cast: Cast) -> None:
    results = race(*(partial(save, live_cast, "Test", f"q={n}", shared=True) for n in range(4)))
    assert sum(isinstance(result, SavedFilter) for result in results) == 1
    assert sum(isinstance(result, Taken) for result in results) == 3
