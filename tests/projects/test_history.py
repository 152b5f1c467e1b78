"""Historik: every event as a sentence, newest first, in pages."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from audit.models import Event
from checklists.events import START_UNDONE
from checklists.services.breaches import tell_live_too_early
from checklists.services.tasks import save_draft
from projects.models import Wave
from projects.record import record_in
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


def test_what_is_about_no_task_leads_to_none(cast: Cast, client: Client) -> None:
    """Once go-live had come without a signed G50, the page was an error for good."""
    go_live = Wave.objects.get(project=cast.slagelse, is_default=True).go_live_on
    assert go_live
    at = cast.at.replace(year=go_live.year, month=go_live.month, day=go_live.day)
    assert tell_live_too_early(at=at) >= 1
    record_in(cast.slagelse, START_UNDONE, by=cast.leader, at=at, subject="start 1", tasks="2 opgaver")
    save_draft(task=cast.task(), answers={}, by=cast.it, version=1, at=at)
    client.force_login(cast.leader)
    answer = client.get(reverse("history", kwargs={"pk": cast.slagelse.pk}))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert reverse("task", kwargs={"pk": cast.slagelse.pk, "number": "G31"}) in page
    assert "Se go-live" not in page
    assert "Se start" not in page
