"""The page with all files of a project: which are there, which are found, in which order, and what is said of each."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit import clock
from checklists.services.task_files import add_file, withdraw_file
from documents.services.own_files import Shelf, add_own_file
from files.kinds import PDF
from files.models import FileVersion
from files.services.made import keep_made
from files.services.signatures import read_version
from projects.models import Project
from tests.agreements.walk import accepted, of, upload
from tests.cast import Cast
from tests.files.samples import pdf, png
from tests.files.signatures.stored import reading_of, store
from tests.files.signing import authority, person, signed

pytestmark = pytest.mark.django_db


def address(cast: Cast, **asked: str) -> str:
    return reverse("file_list", kwargs={"pk": cast.slagelse.pk}, query=asked)


def lay(cast: Cast, name: str, data: bytes | None = None, *, by: User | None = None, **more: Any) -> FileVersion:
    """A file on G31, each a minute after the one before."""
    at = cast.at + timedelta(minutes=FileVersion.objects.count())
    sent = SimpleUploadedFile(name, data or pdf(Title=name))
    return add_file(task=cast.task("G31"), upload=sent, by=by or cast.it, at=at, **more).version


def take_back(cast: Cast, version: FileVersion) -> None:
    withdraw_file(task=cast.task("G31"), version=version, reason="Forkert fil.", by=cast.it, at=cast.at)


def page_of(cast: Cast, client: Client, **asked: str) -> str:
    answer = client.get(address(cast, **asked))
    assert answer.status_code == 200
    return answer.content.decode()


def names(page: str) -> list[str]:
    """The files in the table, in its order."""
    return re.findall(r'<td role="cell" class="t">(?:<a [^>]*>)?([^<]+)', page)


def found(cast: Cast, client: Client, **asked: str) -> list[str]:
    return names(page_of(cast, client, **asked))


@pytest.fixture
def client(cast: Cast, client: Client) -> Client:
    """The browser of Slagelse's projektleder."""
    client.force_login(cast.leader)
    return client


def test_without_a_file_it_says_where_they_come_from(cast: Cast, client: Client) -> None:
    page = page_of(cast, client)
    assert "Ingen filer endnu" in page
    assert f'href="{reverse("task_list", args=[cast.slagelse.pk])}">Se opgaverne' in page


def test_the_menu_leads_there(cast: Cast, client: Client) -> None:
    page = client.get(reverse("project", args=[cast.slagelse.pk])).content.decode()
    assert re.search(rf'<a [^>]*href="{address(cast)}"[^>]*>Filer</a>', page)
    client.force_login(cast.programme_manager)
    page = client.get(reverse("project", args=[cast.slagelse.pk])).content.decode()
    assert address(cast) not in page


def test_each_file_stands_once_by_its_newest_version(cast: Cast, client: Client) -> None:
    first = lay(cast, "første.pdf")
    lay(cast, "anden.pdf")
    lay(cast, "første rettet.pdf", by=cast.leader, file=first.file)
    page = page_of(cast, client)
    assert names(page) == ["første rettet.pdf", "anden.pdf"]
    assert "PDF · " in page
    assert page.count("2 versioner") == 1
    assert cast.leader.name in page
    assert reverse("task_file", args=[cast.slagelse.pk, "G31", first.file_id]) in page


def test_a_file_of_each_part_leads_to_where_it_belongs(cast: Cast, client: Client) -> None:
    made = {"project": cast.slagelse, "part": "agreements", "subject": str(accepted(cast).pk)}
    keep_made(b"%PDF-", name="Forside.pdf", kind=PDF, by=cast.leader, at=clock.now(), **made)  # type: ignore[arg-type]
    lay(cast, "bevis.pdf")
    shelf = Shelf("technical", "Teknisk installation")
    add_own_file(project=cast.slagelse, place=shelf, upload=upload("tegning.pdf"), by=cast.leader, at=clock.now())
    page = page_of(cast, client)
    agreement = reverse("agreement", args=[cast.slagelse.pk, "databehandleraftale", of(cast).number])
    assert f'<a href="{reverse("task", args=[cast.slagelse.pk, "G31"])}">{cast.task("G31")}</a>' in page
    assert f'<a href="{agreement}">Databehandleraftale</a>' in page
    assert f'<a href="{reverse("shelf", args=[cast.slagelse.pk, "technical"])}">Hylden ' in page
    version = FileVersion.objects.get(name="aftale 1.0.pdf")
    where = [cast.slagelse.pk, "databehandleraftale", of(cast).number]
    assert f'<a href="{reverse("agreement_file", args=[*where, version.file_id])}">aftale 1.0.pdf</a>' in page
    assert f'<a href="{reverse("agreement_package", args=where)}">Forside.pdf</a>' in page
    assert found(cast, client, sted="agreements") == ["Forside.pdf", "aftale 1.0.pdf"]
    assert found(cast, client, sted="document") == ["tegning.pdf"]
    assert found(cast, client, sted="task") == ["bevis.pdf"]


def test_a_file_of_a_part_that_says_nothing_stands_there_without_an_address(cast: Cast, client: Client) -> None:
    store(pdf(), project=cast.slagelse, by=cast.it, at=cast.at)
    page = page_of(cast, client)
    assert names(page) == ["aftale.pdf"]
    assert '<td role="cell" class="t">aftale.pdf<br>' in page
    assert '<td role="cell" class="w">G31</td>' in page
    assert found(cast, client, sted="tasks") == ["aftale.pdf"]


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ({"q": "ÅRS"}, ["Årsplan 100%.pdf"]),
        ({"q": "aarsplan"}, ["Årsplan 100%.pdf"]),
        ({"q": "a\u030arsplan"}, ["Årsplan 100%.pdf"]),
        ({"q": "100%"}, ["Årsplan 100%.pdf"]),
        ({"q": "plan net"}, ["netværk_plan.png"]),
        ({"q": "k_p"}, ["netværk_plan.png"]),
        ({"q": "\\"}, []),
        ({"type": "png"}, ["netværk_plan.png"]),
        ({"type": "pdf", "q": "plan"}, ["Årsplan 100%.pdf"]),
        ({"person": "leader"}, ["Zebra.pdf"]),
        ({"sorter": "navn"}, ["netværk_plan.png", "Zebra.pdf", "Årsplan 100%.pdf"]),
        ({}, ["Zebra.pdf", "netværk_plan.png", "Årsplan 100%.pdf"]),
    ],
)
def test_the_filter_in_the_address(cast: Cast, client: Client, asked: dict[str, str], left: list[str]) -> None:
    lay(cast, "Årsplan 100%.pdf")
    lay(cast, "netværk_plan.png", png())
    lay(cast, "Zebra.pdf", by=cast.leader)
    if "person" in asked:
        asked = {"person": str(cast.leader.pk)}
    page = page_of(cast, client, **asked)
    assert names(page) == left
    if not left:
        assert "Ingen filer passer" in page
        assert f'<a class="button button-secondary small" href="{address(cast)}">' in page


def test_the_largest_first(cast: Cast, client: Client) -> None:
    lay(cast, "lille.txt", b"hej")
    lay(cast, "stor.txt", b"hej " * 2000)
    lay(cast, "mellem.txt", b"hej " * 20)
    assert found(cast, client, sorter="stoerrelse") == ["stor.txt", "mellem.txt", "lille.txt"]


def test_what_nobody_knows_is_not_used_and_said(cast: Cast, client: Client) -> None:
    lay(cast, "bevis.pdf")
    page = page_of(cast, client, type="exe", person="0' OR 1", farve="rød")
    assert names(page) == ["bevis.pdf"]
    assert page.count("findes ikke og er ikke brugt") == 3


def test_what_is_taken_back_stands_there_only_when_asked_for(cast: Cast, client: Client) -> None:
    gone = lay(cast, "forkert.pdf")
    take_back(cast, gone)
    page = page_of(cast, client)
    assert "Alle filer er trukket tilbage" in page
    assert address(cast, tilbagetrukne="ja") in page
    lay(cast, "rigtig.pdf")
    assert found(cast, client) == ["rigtig.pdf"]
    page = page_of(cast, client, tilbagetrukne="ja")
    assert names(page) == ["rigtig.pdf", "forkert.pdf"]
    assert page.count("Trukket tilbage</span>") == 1
    page = page_of(cast, client, q="forkert")
    assert "Ingen filer passer" in page
    assert address(cast, q="forkert", tilbagetrukne="ja").replace("&", "&amp;") in page


def test_of_a_file_the_newest_that_stands_is_the_one(cast: Cast, client: Client) -> None:
    first = lay(cast, "et.pdf")
    take_back(cast, lay(cast, "to.pdf", file=first.file))
    assert found(cast, client) == found(cast, client, tilbagetrukne="ja") == ["et.pdf"]
    take_back(cast, first)
    assert found(cast, client) == []
    assert found(cast, client, tilbagetrukne="ja") == ["to.pdf"]


def test_it_says_how_the_signatures_are(cast: Cast, client: Client) -> None:
    version = lay(cast, "aftale.pdf", signed(pdf(), person("Anna Jensen", authority())))
    lay(cast, "billede.png", png())
    assert "Signaturer læses" in page_of(cast, client)
    read_version(reading_of(version).pk, at=clock.now())
    page = page_of(cast, client)
    assert page.count("Underskrevet") == 1
    assert "Signaturer læses" not in page


def test_fifty_stand_on_a_page_and_the_filter_goes_along(cast: Cast, client: Client) -> None:
    for n in range(52):
        lay(cast, f"plan {n:02}.txt", f"{n}".encode())
    lay(cast, "andet.txt", b"andet")
    first = page_of(cast, client, q="plan", sorter="navn")
    assert names(first) == [f"plan {n:02}.txt" for n in range(50)]
    assert "1–50 af 52" in first
    assert "?q=plan&amp;sorter=navn&amp;side=2" in first
    assert found(cast, client, q="plan", sorter="navn", side="2") == ["plan 50.txt", "plan 51.txt"]
    assert len(found(cast, client, q="plan", side="99")) == 2


def test_another_municipalitys_files_are_not_there(cast: Cast, client: Client) -> None:
    lay(cast, "vores.pdf")
    client.force_login(cast.neighbour)
    assert client.get(address(cast)).status_code == 404
    assert "vores.pdf" not in client.get(reverse("file_list", args=[cast.vesthimmerland.pk])).content.decode()


def test_it_can_be_read_when_the_project_is_over(cast: Cast, client: Client) -> None:
    lay(cast, "bevis.pdf")
    Project.objects.filter(pk=cast.slagelse.pk).update(closed_at=clock.now(), closed_by=cast.leader)
    assert found(cast, client) == ["bevis.pdf"]
