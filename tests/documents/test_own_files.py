"""The municipality's own files: its copy of a document, and the shelves by phase."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from audit.models import Event
from documents import events
from documents.models import OwnFile
from documents.services.links import set_national_link
from files.models import FileVersion
from tests.cast import Cast
from tests.documents.conftest import browser_of
from tests.files.samples import pdf, png
from tests.walls.documents import SHELF, TECHNICAL, a_document, lay

pytestmark = pytest.mark.django_db


def send(client: Client, cast: Cast, *files: tuple[str, bytes], name: str = "shelf", **where: Any) -> Any:
    """What a form that takes files sends."""
    kwargs = where or {"phase": SHELF.phase}
    uploads = [SimpleUploadedFile(called, data) for called, data in files]
    return client.post(reverse(name, kwargs={"pk": cast.slagelse.pk, **kwargs}), {"filer": uploads}, follow=True)


def fetched(client: Client, where: str) -> Any:
    """What the address gives."""
    return client.get(where)


def address(cast: Cast, version: FileVersion, name: str = "own_file_content") -> str:
    """Where one version is."""
    where = {"pk": cast.slagelse.pk, "file": version.file_id, "version": version.number}
    return reverse(name, kwargs=where)


def test_several_are_laid_on_a_shelf_and_stand_on_the_list(cast: Cast) -> None:
    client = browser_of(cast.it)
    send(client, cast, ("skema.pdf", pdf()), ("kort.png", png()))
    page = client.get(reverse("document_list", args=[cast.slagelse.pk])).content.decode()
    shelf = page.split('id="shelf-technical"')[1].split("</section>")[0]
    assert "2 filer" in shelf
    assert "skema.pdf" in shelf
    history = client.get(reverse("history", args=[cast.slagelse.pk])).content.decode()
    assert "lagde en fil på hylden »Teknisk installation«." in history
    content = fetched(client, address(cast, FileVersion.objects.get(name="skema.pdf")))
    assert b"".join(content.streaming_content) == pdf()
    assert content["Content-Disposition"].startswith("attachment")


def test_a_bad_file_is_refused_and_the_others_come_through(cast: Cast, leader: Client) -> None:
    answer = send(leader, cast, ("god.pdf", pdf()), ("snyd.pdf", b"MZ\x90\x00 program"))
    assert answer.status_code == 422
    assert "snyd.pdf" in answer.content.decode()
    assert FileVersion.objects.get().name == "god.pdf"
    assert send(leader, cast).status_code == 422


def test_one_that_is_too_large_is_refused_everywhere(cast: Cast, leader: Client) -> None:
    laid = lay(cast, pdf())
    with override_settings(FILES_MOST_BYTES=1000):
        big = ("stor.pdf", pdf() + b"%" * 2000)
        for answer in (
            send(leader, cast, big),
            send(leader, cast, big, name="own_file", file=laid.pk),
            send(leader, cast, big, name="document_upload", key=TECHNICAL),
        ):
            assert answer.status_code == 422
            assert "stor.pdf" in answer.content.decode()
    assert FileVersion.objects.count() == 1


def test_a_document_has_one_file_and_the_next_is_its_next_version(cast: Cast, leader: Client) -> None:
    for pages in (1, 2):
        send(leader, cast, (f"vejledning-{pages}.pdf", pdf(pages=pages)), name="document_upload", key=TECHNICAL)
    assert OwnFile.objects.get().document == TECHNICAL
    assert sorted(FileVersion.objects.values_list("number", flat=True)) == [1, 2]
    page = leader.get(reverse("document", args=[cast.slagelse.pk, TECHNICAL])).content.decode()
    assert "Egen fil, version 2" in page
    assert "vejledning-2.pdf" in page
    assert Event.objects.filter(type=events.FILE_ADDED).count() == 1
    assert Event.objects.filter(type=events.FILE_NEW_VERSION).count() == 1


def test_a_script_gets_its_answer_as_json(cast: Cast, leader: Client) -> None:
    where = reverse("document_upload", args=[cast.slagelse.pk, TECHNICAL])
    data = {"filer": SimpleUploadedFile("a.pdf", pdf())}
    answer = leader.post(where, data, headers={"Accept": "application/json"})
    assert answer.json()["results"][0]["taken"] is True


def test_a_version_taken_back_cannot_be_opened_and_the_reason_stays(cast: Cast, leader: Client) -> None:
    version = lay(cast, pdf(), a_document(cast)).versions.get()
    where = address(cast, version, "own_file_withdraw")
    assert leader.post(where, {"reason": ""}).status_code == 422
    leader.post(where, {"reason": "Det var kladden."})
    leader.post(where, {"reason": "En anden grund."})
    assert leader.get(address(cast, version)).status_code == 410
    page = leader.get(reverse("own_file", args=[cast.slagelse.pk, version.file_id])).content.decode()
    assert "Det var kladden." in page
    assert "Mangler" in leader.get(reverse("document", args=[cast.slagelse.pk, TECHNICAL])).content.decode()
    assert Event.objects.filter(type=events.FILE_WITHDRAWN).count() == 1


def test_a_document_is_kept_by_few_and_a_shelf_filled_by_all_who_work(cast: Cast) -> None:
    client = browser_of(cast.it)
    laid = lay(cast, pdf(), a_document(cast))
    page = client.get(reverse("own_file", args=[cast.slagelse.pk, laid.pk])).content.decode()
    assert "Vælg den nye version" not in page
    assert send(client, cast, ("n.pdf", pdf(pages=2)), name="own_file", file=laid.pk).status_code == 403
    assert send(client, cast, ("n.pdf", pdf(pages=2))).status_code == 200
    assert send(browser_of(cast.observer), cast, ("o.pdf", pdf(pages=3))).status_code == 403


def test_files_of_others_and_of_other_parts_are_not_found(cast: Cast, leader: Client) -> None:
    version = lay(cast, pdf()).versions.get()
    neighbour = browser_of(cast.neighbour)
    assert neighbour.get(address(cast, version)).status_code == 404
    elsewhere = reverse("own_file", args=[cast.vesthimmerland.pk, version.file_id])
    assert neighbour.get(elsewhere).status_code == 404
    assert leader.get(reverse("shelf", args=[cast.slagelse.pk, "findes-ikke"])).status_code == 404
    assert leader.get(reverse("own_file", args=[cast.slagelse.pk, 4711])).status_code == 404
    missing = {"pk": cast.slagelse.pk, "file": version.file_id, "version": 9}
    assert leader.get(reverse("own_file_content", kwargs=missing)).status_code == 404


def test_they_stand_in_the_list_of_all_files_with_where_they_lie(cast: Cast, leader: Client) -> None:
    laid = lay(cast, pdf(), a_document(cast)), lay(cast, pdf(pages=2))
    page = leader.get(reverse("file_list", args=[cast.slagelse.pk])).content.decode()
    assert reverse("document", args=[cast.slagelse.pk, TECHNICAL]) in page
    assert reverse("shelf", args=[cast.slagelse.pk, SHELF.phase]) in page
    assert all(reverse("own_file", args=[cast.slagelse.pk, file.pk]) in page for file in laid)


def test_the_programleder_sees_how_many_lie_there_and_no_more(cast: Cast, programme: Client) -> None:
    lay(cast, pdf())
    page = programme.get(reverse("document_list", args=[cast.slagelse.pk])).content.decode()
    assert "1 fil" in page
    assert "vores.pdf" not in page
    assert programme.get(reverse("shelf", args=[cast.slagelse.pk, SHELF.phase])).status_code == 403


def test_medcoms_newer_version_is_seen_by_who_keeps_an_older_copy(cast: Cast, leader: Client) -> None:
    lay(cast, pdf(), a_document(cast))
    set_national_link(
        playbook=cast.slagelse.playbook,
        document=a_document(cast),
        link="https://medcom.example/2",
        version="2",
        seen=0,
        by=cast.programme_manager,
        at=cast.at + timedelta(hours=1),
    )
    page = leader.get(reverse("document", args=[cast.slagelse.pk, TECHNICAL])).content.decode()
    assert "MedCom har lagt en nyere udgave ud" in page
