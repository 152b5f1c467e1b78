"""Historik: every event as a sentence, newest first, in pages."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from audit.models import Event
from checklists.services.tasks import save_draft
from tests.cast import Cast


def test_it_works(cast: Cast, client: Client) -> None:
    client.force_login(cast.observer)
    page = client.get(reverse("history", kwargs={"pk": cast.slagelse.pk})).content.decode()
    assert "Karin Lund startede projektet." in page
    assert "Karin Lund gav Mette Kirkegaard rollen projektleder." in page
    assert "Jens Nørskov" not in page


def test_it_comes_in_pages_and_a_wild_page_number_does_no_harm(cast: Cast, client: Client) -> None:
    for n in range(60):
        task = cast.task()
        save_draft(task=task, answers={}, by=cast.it, version=task.version, at=cast.at + timedelta(minutes=n))
    client.force_login(cast.leader)
    address = reverse("history", kwargs={"pk": cast.slagelse.pk})
    assert "Vis ældre" in client.get(address).content.decode()
    for side in ("2", "999", "x", "-1"):
        answer = client.get(address, {"side": side})
        assert answer.status_code == 200
    assert "startede projektet" in client.get(address, {"side": "999"}).content.decode()


def test_every_type_that_is_written_has_its_sentence(cast: Cast) -> None:
    assert all(event.sentence for event in Event.objects.all())
