"""Files on a task: laid there, shown, fetched, part of the evidence, taken back."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse

from audit import clock
from checklists.models import EvidenceFile
from files.models import FileVersion
from files.services.signatures import read_version
from files.storage import the_storage
from tests.answers import posted
from tests.cast import Cast
from tests.files.samples import pdf, png
from tests.files.signing import authority, person, signed

pytestmark = pytest.mark.django_db


def address(cast: Cast, name: str = "task_files", number: str = "G31", **more: int) -> str:
    return reverse(name, kwargs={"pk": cast.slagelse.pk, "number": number, **more})


def lay(client: Client, cast: Cast, *files: tuple[str, bytes], **more: Any) -> Any:
    """Lay files on G31, as the plain form does."""
    uploads = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(address(cast), {"filer": uploads, **more}, follow=True)


def stored() -> set[str]:
    """The names in the storage."""
    storage = the_storage()
    folders, _ = storage.listdir("")
    return {f"{folder}/{name}" for folder in folders for name in storage.listdir(folder)[1]}


@pytest.fixture
def laid(cast: Cast, it_client: Client) -> FileVersion:
    """A PDF on G31."""
    lay(it_client, cast, ("Skærmbillede æøå.pdf", pdf()))
    return FileVersion.objects.get()


def content(client: Client, cast: Cast, version: FileVersion, name: str = "task_file_content", **headers: str) -> Any:
    where = address(cast, name, file=version.file_id, version=version.number)
    return client.get(where, headers=headers)


def test_several_are_laid_at_once_each_with_its_own_answer(cast: Cast, it_client: Client) -> None:
    page = lay(it_client, cast, ("god.pdf", pdf()), ("side.png", b"<html>hej</html>"), ("b.png", png()))
    text = page.content.decode()
    assert "god.pdf" in text
    assert {version.name for version in FileVersion.objects.all()} == {"god.pdf", "b.png"}
    assert "<strong>side.png:</strong>" in text or "»side.png«" in text
    assert len(stored() & set(FileVersion.objects.values_list("stored", flat=True))) == 2


def test_the_file_comes_back_as_it_was(cast: Cast, it_client: Client, laid: FileVersion) -> None:
    answer = content(it_client, cast, laid)
    assert b"".join(answer.streaming_content) == pdf()
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''Sk%C3%A6rmbillede%20%C3%A6%C3%B8%C3%A5.pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_a_page_of_ours_may_show_it(cast: Cast, it_client: Client, laid: FileVersion) -> None:
    answer = content(it_client, cast, laid, "task_file_shown")
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert answer["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'self'"
    page = it_client.get(address(cast, "task_file", file=laid.file_id))
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    assert f'src="{address(cast, "task_file_shown", file=laid.file_id, version=1)}"' in page.content.decode()


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-9", 206, slice(0, 10)),
        ("bytes=5-", 206, slice(5, None)),
        ("bytes=-7", 206, slice(-7, None)),
        ("bytes=0-99999999", 206, slice(0, None)),
        ("bytes=9-2", 200, slice(None)),
        ("bytes=0-1,3-4", 200, slice(None)),
        ("spaghetti", 200, slice(None)),
        ("bytes=-", 200, slice(None)),
    ],
)
def test_a_part_of_it(cast: Cast, it_client: Client, laid: FileVersion, asked: str, status: int, part: slice) -> None:
    answer = content(it_client, cast, laid, Range=asked)
    body = b"".join(answer.streaming_content)
    assert (answer.status_code, body) == (status, pdf()[part])
    assert answer["Content-Length"] == str(len(body))


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0"])
def test_a_part_it_has_not(cast: Cast, it_client: Client, laid: FileVersion, asked: str) -> None:
    answer = content(it_client, cast, laid, Range=asked)
    assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{laid.size}")


def test_head_and_what_the_browser_has_already(cast: Cast, it_client: Client, laid: FileVersion) -> None:
    where = address(cast, "task_file_content", file=laid.file_id, version=1)
    head = it_client.head(where)
    assert (head.status_code, head["Content-Length"], head.content) == (200, str(laid.size), b"")
    assert it_client.get(where, headers={"If-None-Match": head["ETag"]}).status_code == 304
    assert it_client.get(where, headers={"If-Range": '"andet"', "Range": "bytes=0-1"}).status_code == 200


def test_the_same_file_again_is_shown_not_refused(cast: Cast, it_client: Client, laid: FileVersion) -> None:
    page = lay(it_client, cast, ("andet navn.pdf", pdf())).content.decode()
    assert "lå her i forvejen" in page
    assert FileVersion.objects.count() == 1
    assert len(stored() & {laid.stored}) == 1


def test_the_next_version_leaves_the_first_as_it_was(cast: Cast, it_client: Client, laid: FileVersion) -> None:
    where = address(cast, "task_file", file=laid.file_id)
    new = SimpleUploadedFile("ny.pdf", pdf(pages=2))
    page = it_client.post(where, {"filer": new}, follow=True).content.decode()
    assert "Lagt op som version 2." in page
    assert [version.number for version in laid.file.versions.all()] == [2, 1]
    assert b"".join(content(it_client, cast, laid).streaming_content) == pdf()


def test_closing_with_a_file_needs_no_reference(cast: Cast, it_client: Client) -> None:
    data = posted(cast.task().item, without="file")
    assert it_client.post(address(cast, "task_close"), data).status_code == 422
    data["filer"] = SimpleUploadedFile("bevis.pdf", pdf())  # type: ignore[assignment]
    page = it_client.post(address(cast, "task_close"), data, follow=True).content.decode()
    assert cast.task().state == "done"
    link = EvidenceFile.objects.get(evidence__task=cast.task())
    assert link.version.name == "bevis.pdf"
    assert address(cast, "task_file_content", file=link.version.file_id, version=1) in page


def test_a_refused_file_closes_nothing_and_keeps_what_was_typed(cast: Cast, it_client: Client) -> None:
    data: dict[str, Any] = posted(cast.task().item)
    data["filer"] = [SimpleUploadedFile("god.pdf", pdf()), SimpleUploadedFile("tom.pdf", b"")]
    answer = it_client.post(address(cast, "task_close"), data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Filen er tom." in page
    assert 'value="Sag 26-1031"' in page
    assert cast.task().state == "not_started"
    assert FileVersion.objects.get().name == "god.pdf"


def test_laying_files_without_script_keeps_what_was_typed(cast: Cast, it_client: Client) -> None:
    page = lay(it_client, cast, ("god.pdf", pdf()), task_version="1", reference="Sag 7").content.decode()
    assert 'value="Sag 7"' in page
    assert FileVersion.objects.count() == 1


def test_a_script_gets_an_answer_for_each(cast: Cast, it_client: Client) -> None:
    uploads = [SimpleUploadedFile("god.pdf", pdf()), SimpleUploadedFile("tom.pdf", b"")]
    answer = it_client.post(address(cast), {"filer": uploads}, headers={"Accept": "application/json"}).json()
    assert [result["taken"] for result in answer["results"]] == [True, False]


def test_taking_back_asks_why_and_closes_the_door(cast: Cast, it_client: Client, laid: FileVersion) -> None:
    where = address(cast, "task_file_withdraw", file=laid.file_id, version=1)
    assert it_client.post(where, {"reason": " "}).status_code == 422
    page = it_client.post(where, {"reason": "Forkert fil."}, follow=True).content.decode()
    assert "er trukket tilbage" in page
    gone = content(it_client, cast, laid)
    assert gone.status_code == 410
    assert "trukket tilbage" in gone.content.decode()
    told = it_client.get(address(cast, "task_file", file=laid.file_id)).content.decode()
    assert "Forkert fil." in told
    # The bytes stay, and twice is once.
    assert laid.stored in stored()
    assert it_client.post(where, {"reason": "Igen."}).status_code == 302
    laid.refresh_from_db()
    assert laid.withdrawn_reason == "Forkert fil."


def test_a_file_of_another_task_is_not_found_here(cast: Cast, it_client: Client, laid: FileVersion) -> None:
    other = {"pk": cast.slagelse.pk, "number": "G32", "file": laid.file_id}
    assert it_client.get(reverse("task_file", kwargs=other)).status_code == 404
    assert it_client.get(reverse("task_file_content", kwargs={**other, "version": 1})).status_code == 404
    assert it_client.get(address(cast, "task_file_content", file=laid.file_id, version=2)).status_code == 404


def test_the_neighbour_guesses_in_vain(cast: Cast, client: Client, it_client: Client, laid: FileVersion) -> None:
    client.force_login(cast.neighbour)
    theirs = {"pk": cast.vesthimmerland.pk, "number": "G31", "file": laid.file_id}
    assert client.get(reverse("task_file", kwargs=theirs)).status_code == 404
    for name in ("task_file_content", "task_file_shown", "task_file_withdraw"):
        assert client.get(reverse(name, kwargs={**theirs, "version": 1})).status_code == 404


class FullDisk(FileSystemStorage):
    """A disk with room for a few bytes."""

    def _save(self, name: str, content: Any) -> str:
        super()._save(name, ContentFile(content.read(10)))  # type: ignore[misc]
        raise OSError(28, "No space left on device")


@override_settings(FILES_MOST_BYTES=3 * 1024 * 1024)
def test_too_large_says_how_large(cast: Cast, it_client: Client) -> None:
    page = lay(it_client, cast, ("stor.pdf", b"%PDF-" + bytes(4 * 1024 * 1024))).content.decode()
    assert "Filen fylder 4,1 MB. Den må højst fylde 3 MB." in page
    assert not FileVersion.objects.exists()


def test_a_full_disk_is_said_and_leaves_nothing(cast: Cast, it_client: Client, settings: Any, tmp_path: Any) -> None:
    full = {"BACKEND": f"{__name__}.FullDisk", "OPTIONS": {"location": tmp_path}}
    with override_settings(STORAGES={**settings.STORAGES, "files": full}):
        answer: HttpResponse = lay(it_client, cast, ("god.pdf", pdf()))
        assert "serveren mangler plads" in answer.content.decode()
        assert stored() == set()
    assert not FileVersion.objects.exists()


def test_bytes_that_are_gone_are_said_plainly(cast: Cast, it_client: Client, laid: FileVersion) -> None:
    the_storage().delete(laid.stored)
    answer = content(it_client, cast, laid)
    assert answer.status_code == 503
    assert "kan ikke hentes lige nu" in answer.content.decode()


def test_the_page_tells_who_signed_and_whether_it_was_changed_since(cast: Cast, it_client: Client) -> None:
    ca = authority()
    lay(it_client, cast, ("aftale.pdf", signed(pdf(), person("Mette Kirkegaard", ca))))
    version = FileVersion.objects.get()
    where = address(cast, "task_file", file=version.file_id)
    assert "Filens signaturer læses." in it_client.get(where).content.decode()
    read_version(version.signature_readings.get().pk, at=clock.now())
    page = it_client.get(where).content.decode()
    assert "Mette Kirkegaard" in page
    assert "Dokumentet er ikke ændret siden." in page
    assert "Udsteder ikke kontrolleret." in page
