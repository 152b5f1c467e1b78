"""A file is taken back that a done task stands on: the task asks for proof again, when it has nothing else."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from audit.models import Event
from checklists import events
from checklists.evidence.forms import as_answers
from checklists.models import Task
from checklists.services.task_files import LOST, add_file, withdraw_file
from files.models import FileVersion
from tests.answers import ANSWERS, posted
from tests.cast import Cast
from tests.files.samples import pdf

pytestmark = pytest.mark.django_db
WARNED = "Opgaven mister sit bevis"


def address(cast: Cast, name: str, version: FileVersion | None = None) -> str:
    one = {"file": version.file_id, "version": version.number} if version else {}
    return reverse(name, kwargs={"pk": cast.slagelse.pk, "number": "G31", **one})


def lay(cast: Cast, name: str = "bevis.pdf", **more: Any) -> FileVersion:
    upload = SimpleUploadedFile(name, pdf(Title=name))
    return add_file(task=cast.task(), upload=upload, by=cast.it, at=cast.at, **more).version


def close(cast: Cast, client: Client, *, without: str = "file") -> None:
    answers = posted(cast.task().item, version=cast.task().version, without=without)
    assert client.post(address(cast, "task_close"), answers).status_code == 302


def take_back(cast: Cast, client: Client, version: FileVersion) -> tuple[bool, str]:
    """Was one warned, and the page that comes of it."""
    where = address(cast, "task_file_withdraw", version)
    warned = WARNED in client.get(where).content.decode()
    return warned, client.post(where, {"reason": "Forkert fil."}, follow=True).content.decode()


def lacks(cast: Cast) -> bool:
    assert cast.task().state == "done"
    return cast.task().proof_missing


def test_the_only_file_is_asked_for_again(cast: Cast, it_client: Client) -> None:
    version = lay(cast)
    close(cast, it_client)
    before = cast.task()
    warned, page = take_back(cast, it_client, version)
    task = cast.task()
    assert warned
    assert lacks(cast)
    assert "Opgaven mangler nu bevis." in page
    assert f"Det mangler: {LOST}" in page
    assert (task.done_on, task.valid_until) == (before.done_on, before.valid_until)
    newest, first = task.evidence.all()
    assert as_answers(newest) == as_answers(first)
    assert (first.files.count(), newest.files.count()) == (1, 0)
    told = Event.objects.get(type=events.PROOF_LOST, subject="G31")
    assert told.actor_id is None
    # It is listed, and another file is enough.
    missing = it_client.get(reverse("missing_proof", args=[cast.slagelse.pk])).content.decode()
    assert LOST in missing
    lay(cast, "rigtig.pdf")
    answers = posted(task.item, version=task.version, without="file")
    assert it_client.post(address(cast, "task_proof"), answers).status_code == 302
    assert not lacks(cast)
    assert cast.task().evidence.all()[0].files.get().version.name == "rigtig.pdf"


def test_with_a_place_written_nothing_is_lost(cast: Cast, it_client: Client) -> None:
    version = lay(cast)
    close(cast, it_client, without="")
    assert cast.task().evidence.get().data["file"] == ANSWERS["file"]
    warned, page = take_back(cast, it_client, version)
    assert (warned, "mangler nu bevis" in page, lacks(cast)) == (False, False, False)


def test_with_another_file_there_the_last_one_counts(cast: Cast, it_client: Client) -> None:
    first, second = lay(cast), lay(cast, "to.pdf")
    close(cast, it_client)
    warned, _ = take_back(cast, it_client, first)
    assert (warned, lacks(cast)) == (False, False)
    warned, _ = take_back(cast, it_client, second)
    assert (warned, lacks(cast)) == (True, True)


def test_an_earlier_version_of_the_file_is_enough(cast: Cast, it_client: Client) -> None:
    first = lay(cast)
    second = lay(cast, "rettet.pdf", file=first.file)
    close(cast, it_client)
    warned, _ = take_back(cast, it_client, second)
    assert (warned, lacks(cast)) == (False, False)


def test_an_open_task_and_one_of_a_part_ask_for_nothing(cast: Cast, it_client: Client) -> None:
    version = lay(cast)
    warned, _ = take_back(cast, it_client, version)
    assert (warned, cast.task().state) == (False, "not_started")
    again = lay(cast, "igen.pdf")
    close(cast, it_client)
    Task.objects.filter(pk=cast.task().pk).update(managed_by="agreements")
    warned, _ = take_back(cast, it_client, again)
    assert (warned, lacks(cast)) == (False, False)


def test_twice_is_once(cast: Cast, it_client: Client) -> None:
    version = lay(cast)
    close(cast, it_client)
    for _ in range(2):
        withdraw_file(task=cast.task(), version=version, reason="Forkert.", by=cast.it, at=cast.at)
    assert cast.task().evidence.count() == 2
    assert Event.objects.filter(type=events.PROOF_LOST).count() == 1
