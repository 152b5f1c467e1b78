"""The journalpakke: the same bytes every time, its cover sheet made once by a worker."""

import json
import re
from hashlib import sha256
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import fromstring
from zipfile import ZipFile

import page
import pikepdf
import pytest
from django.core.files.storage import FileSystemStorage
from django.test import Client, override_settings
from django.urls import reverse

from accounts.events import NOT_CPR
from agreements.kinds import kind_by_key
from agreements.models import JournalPackage
from agreements.moves import MoveKind
from agreements.rules.journal import as_xml
from agreements.services.packages import NothingSigned, make_cover, make_due, request_package
from agreements.services.taking_back import withdraw_signed
from agreements.tasks import make_cover_of, make_due_covers
from audit import clock
from audit.models import Event
from files.models import FileVersion
from files.storage import the_storage
from outbox.tries import WAITS
from tests.agreements.walk import DPA, accepted, day, jurist, of, signed, step, version_of
from tests.cast import Cast
from ui.danish import numeric_date
from ui.pdf import CannotBeMade, make_pdf

pytestmark = pytest.mark.django_db


def address(cast: Cast, name: str = "agreement_package", **more: Any) -> str:
    return reverse(name, kwargs={"pk": cast.slagelse.pk, "slug": "databehandleraftale", "number": 1, **more})


@pytest.fixture
def jurist_client(cast: Cast, client: Client) -> Client:
    """The jurist's browser."""
    client.force_login(jurist(cast))
    return client


def make(cast: Cast) -> JournalPackage:
    """The package of the databehandleraftale as it is now, its cover sheet and all."""
    package = request_package(project=cast.slagelse, kind=kind_by_key(DPA), number=1, by=cast.leader, at=cast.at)
    make_due(at=cast.at)
    package.refresh_from_db()
    return package


def fetched(client: Client, cast: Cast, package: JournalPackage) -> bytes:
    answer: Any = client.get(address(cast, "agreement_package_zip", package=package.pk))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def test_the_zip_holds_all_and_is_the_same_every_time(cast: Cast, jurist_client: Client) -> None:
    accepted(cast)
    signed(cast)
    package = make(cast)
    first = fetched(jurist_client, cast, package)
    assert first == fetched(jurist_client, cast, package)
    archive = ZipFile(BytesIO(first))
    assert archive.namelist() == ["aftale.pdf", "forside.pdf", "metadata.json", "metadata.xml", "checksums.sha256"]
    lines = [line.split("  ") for line in archive.read("checksums.sha256").decode().splitlines()]
    sums = {name: digest for digest, name in lines}
    assert sums == {name: sha256(archive.read(name)).hexdigest() for name in archive.namelist()[:-1]}
    facts = json.loads(archive.read("metadata.json"))
    assert facts["agreement"]["signed_on"] == day(cast, 1).isoformat()
    assert facts["file"]["sha256"] == sums["aftale.pdf"]
    xml = fromstring(archive.read("metadata.xml"))  # noqa: S314 - our own
    assert xml.findtext("agreement/signed_by") == facts["agreement"]["signed_by"] == "Direktør Lis Holm"
    assert [item.findtext("number") for item in xml.findall("items/item")] == ["G44", "G46", "G48", "G50"]
    assert xml.findtext("municipality/name") == "Slagelse Kommune"


def test_the_cover_sheet_is_accessible_and_says_what_it_covers(cast: Cast) -> None:
    signed(cast, facts={"signed_by": "Sundhedsdirektør Åse Østergård"})
    cover = make(cast).cover
    assert cover is not None
    with the_storage().open(cover.stored) as opened:
        content = opened.read()
    checked = page.validate_pdf_bytes(content, profile=page.ValidationProfile("ua1"))
    assert checked.is_compliant, checked
    with pikepdf.open(BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("da")


def test_a_worker_makes_the_cover_once(cast: Cast) -> None:
    signed(cast)
    given: dict[str, Any] = {"project": cast.slagelse, "kind": kind_by_key(DPA), "number": 1, "at": cast.at}
    package = request_package(**given, by=jurist(cast))
    assert package == request_package(**given, by=cast.leader)
    make_cover_of(package.pk)
    make_due_covers()
    package.refresh_from_db()
    assert package.state == JournalPackage.State.READY
    assert make_cover(package.pk, at=cast.at) is None
    assert FileVersion.objects.filter(name__startswith="Forside").count() == 1


def test_a_worker_that_was_killed_is_made_good(cast: Cast) -> None:
    signed(cast)
    given: dict[str, Any] = {"project": cast.slagelse, "kind": kind_by_key(DPA), "number": 1, "at": cast.at}
    package = request_package(**given, by=jurist(cast))
    # It was begun, and nothing more was heard of it.
    JournalPackage.objects.filter(pk=package.pk).update(attempts=1, next_attempt_at=cast.at + WAITS[0])
    assert make_due(at=cast.at) == 0
    assert make_due(at=cast.at + WAITS[0]) == 1
    package.refresh_from_db()
    assert (package.state, package.attempts) == (JournalPackage.State.READY, 2)


class Full(FileSystemStorage):
    """A storage without room."""

    def _save(self, name: str, content: Any) -> str:
        raise OSError("no room")


def test_after_some_tries_it_is_given_up_and_can_be_asked_for_again(cast: Cast, jurist_client: Client) -> None:
    signed(cast)
    jurist_client.post(address(cast))
    package = JournalPackage.objects.get()
    at = cast.at
    with override_settings(STORAGES={"files": {"BACKEND": f"{__name__}.Full"}}):
        for wait in WAITS:
            make_cover(package.pk, at=max(at, package.next_attempt_at))
            at = max(at, package.next_attempt_at) + wait
            package.refresh_from_db()
    assert package.state == JournalPackage.State.FAILED
    assert "Forsiden kunne ikke laves" in jurist_client.get(address(cast)).content.decode()
    jurist_client.post(address(cast))
    package.refresh_from_db()
    assert package.state == JournalPackage.State.WAITING


def test_what_changed_makes_another_package(cast: Cast, jurist_client: Client) -> None:
    signed(cast)
    first = make(cast)
    step(cast, MoveKind.RETURN, {"returned_on": day(cast), "returned_to": "Trifork"})
    text = jurist_client.get(address(cast)).content.decode()
    assert "Noget er ændret, siden pakken sidst blev lavet" in text
    second = make(cast)
    assert second != first
    step(cast, MoveKind.FILE, {"filed_on": day(cast), "case_number": "26/1"})
    assert make(cast) == second


def test_nothing_signed_no_package(cast: Cast, jurist_client: Client) -> None:
    assert "Aftalen er ikke underskrevet endnu" in jurist_client.get(address(cast)).content.decode()
    assert jurist_client.post(address(cast)).status_code == 409
    signed(cast, upload=None, facts={"signed_place": "Sag 26/9"})
    assert "Den underskrevne fil ligger ikke her" in jurist_client.get(address(cast)).content.decode()
    with pytest.raises(NothingSigned):
        make(cast)


def test_a_file_that_was_taken_back_is_in_no_package(cast: Cast, jurist_client: Client) -> None:
    signed(cast)
    package = make(cast)
    withdraw_signed(
        project=cast.slagelse, kind=kind_by_key(DPA), number=1, reason="Forkert", by=jurist(cast),
        version=version_of(cast, DPA, 1), at=cast.at,
    )  # fmt: skip
    assert jurist_client.get(address(cast, "agreement_package_zip", package=package.pk)).status_code == 404


def test_the_page_waits_then_offers_the_package_and_takes_the_number(cast: Cast, jurist_client: Client) -> None:
    signed(cast)
    answer = jurist_client.post(address(cast), follow=True)
    assert answer["Refresh"] == "3"
    make_due(at=clock.now())
    answer = jurist_client.get(address(cast))
    assert "Refresh" not in answer
    assert "Hent pakken (ZIP)" in answer.content.decode()
    assert 'name="journaliseret-case_number"' in answer.content.decode()


def filed(client: Client, cast: Cast, **typed: str) -> Any:
    """The number, as the form on the page of the package sends it."""
    good = {"case_number": "26/1873", "filed_on": numeric_date(day(cast)), "seen": str(of(cast).version)}
    data = {f"journaliseret-{name}": value for name, value in {**good, **typed}.items()}
    return client.post(address(cast, "agreement_move", deed="journaliseret"), data)


def test_the_case_number_comes_back(cast: Cast, jurist_client: Client) -> None:
    signed(cast)
    before = str(of(cast).version)
    assert filed(jurist_client, cast).status_code == 302
    assert of(cast).case_number == "26/1873"
    stale = filed(jurist_client, cast, case_number="26/2000", seen=before)
    assert stale.status_code == 409
    assert "26/2000" in stale.content.decode()
    assert of(cast).case_number == "26/1873"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"case_number": ""}, "Skriv sagsnummeret."),
        ({"filed_on": "01.01.2099"}, "Datoen ligger i fremtiden"),
        ({"filed_on": "01.01.2020"}, "Den blev underskrevet den"),
        ({"case_number": "Sag 010190-1234"}, "CPR-nummer"),
    ],
)
def test_a_number_that_cannot_be_is_refused(
    cast: Cast, jurist_client: Client, typed: dict[str, str], words: str
) -> None:
    signed(cast)
    answer = filed(jurist_client, cast, **typed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert of(cast).case_number == ""


def test_a_case_number_that_looks_like_a_cpr_is_taken_when_somebody_says_it_is_none(
    cast: Cast, jurist_client: Client
) -> None:
    signed(cast)
    page_ = filed(jurist_client, cast, case_number="Sag 010190-1234").content.decode()
    mark = re.search(r'name="journaliseret-case_number-not_cpr" value="(\w+)"', page_)
    assert mark
    answer = filed(jurist_client, cast, case_number="Sag 010190-1234", **{"case_number-not_cpr": mark[1]})
    assert answer.status_code == 302
    assert of(cast).case_number == "Sag 010190-1234"
    event = Event.objects.get(type=NOT_CPR)
    assert "010190" not in event.sentence


def test_a_character_that_xml_cannot_have_leaves_it_readable(cast: Cast) -> None:
    for mark in ("\uffff", "\ufffe", "\x0b", "<&>", "\U0001f600"):
        told = fromstring(as_xml({"name": f"a{mark}b"})).findtext("name")  # noqa: S314 - our own
        assert told in (f"a{mark}b", "a\ufffdb")


def test_a_pdf_takes_nothing_from_outside(cast: Cast) -> None:
    for source in ("https://example.com/a.css", "file:///etc/passwd", "static:///../manage.py"):
        html = (
            f'<html lang="da"><head><title>x</title><link rel="stylesheet" href="{source}"></head><body>x</body></html>'
        )
        with pytest.raises(CannotBeMade):
            make_pdf(html, made_at=cast.at)
