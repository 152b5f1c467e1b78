"""The guide's first page."""

from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from checklists.models import Edition
from checklists.services.load_edition import load_edition
from tests.cast import make_colleague
from tests.checklists.playbook_copy import copy_to, edit

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client: Client) -> Client:
    """Someone who is signed in and has no project."""
    client.force_login(make_colleague("a@b.example", "Åse Sørensen"))
    return client


def page(reader: Client, address: str = "") -> str:
    """The page as text."""
    response = reader.get(f"/guiden/{address}")
    assert response.status_code == 200
    return str(response.content.decode())


def test_it_works(reader: Client) -> None:
    text = page(reader)
    assert "92 punkter i 9 faser, 61 af dem er skal-punkter" in text
    assert text.count('class="ti"') == 92


def test_a_stranger_is_sent_to_sign_in(client: Client) -> None:
    assert client.get("/guiden/").headers["Location"] == "/konto/log-ind/?next=/guiden/"


def test_the_introduction(reader: Client) -> None:
    text = page(reader)
    for words in (
        "udvalgte sundhedsfaglige medarbejdere",
        "kun efter aftale med borgerens egen læge",
        "Hjælp til borgere, der glemmer aftaler",
        "når skærmen er låst",
        "ikke har MitID",
        "NemID lukkede den 31. oktober 2023",
        "Den Europæiske Union – NextGenerationEU",
        "Guiden siger kun ved 28 af de 92 punkter, hvem der skal gøre det",
        "Portalens forslag",
    ):
        assert words in text, words


def test_the_items_stand_under_their_phases(reader: Client) -> None:
    text = page(reader)
    places = [text.index(f'id="fase-{key}"') for key in ("organisation", "technical", "test", "follow_up")]
    assert places == sorted(places)
    assert places[0] < text.index("/guiden/G24/") < places[1] < text.index("/guiden/G25/") < places[2]


def test_what_is_ours_and_what_the_guide_only_hints_at_is_marked(reader: Client) -> None:
    text = page(reader, "?q=G89")
    assert "Projektleder (portalens forslag)" in text
    assert '<span class="force">Underforstået</span>' in text


def test_a_gate_is_explained_where_its_links_lead(reader: Client) -> None:
    assert '<details class="details kl-tight" id="P2">' in page(reader)


def test_a_search_leaves_only_what_it_found_and_says_how_to_take_it_away(reader: Client) -> None:
    text = page(reader, "?q=PÅRØRENDE&fase=organisation")
    assert "Hvad er KontaktLæge?" not in text
    assert "/guiden/G14/" in text
    assert "/guiden/G31/" not in text
    assert 'value="PÅRØRENDE"' in text
    assert '<option value="organisation" selected>' in text
    assert "?fase=organisation" in text
    assert "punkter fundet i guiden</title>" in text.replace(" – KontaktLæge", "")


def test_one_item_is_not_several(reader: Client) -> None:
    assert "<title>1 punkt fundet i guiden" in page(reader, "?q=G31+kobl+jer+på")


def test_an_empty_search_is_named_and_can_be_removed(reader: Client) -> None:
    text = page(reader, "?q=æblegrød")
    assert "Ingen punkter passer på din søgning efter ”æblegrød”" in text
    assert 'href="/guiden/#punkter">Fjern søgningen</a>' in text


def test_a_search_is_shown_as_text(reader: Client) -> None:
    text = page(reader, "?q=<script>alert(1)</script>")
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_the_newest_edition_is_the_one_shown(reader: Client, tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    edit(folder, "introduction.yaml", "number: 4", "number: 5")
    edit(folder, "items-9-follow_up.yaml", "title: Planlæg opfølgning med brugerne", "title: Aftal et gensyn")
    load_edition(folder=folder, at=timezone.now())
    assert "Aftal et gensyn" in page(reader)


def test_without_an_edition_the_page_says_so(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(Edition.objects), "newest", lambda self: None)
    assert "Guiden er ikke lagt ind endnu" in page(reader)
    assert reader.get("/guiden/G31/").status_code == 404


def test_few_queries_however_many_items_are_found(
    reader: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    page(reader)  # the first request also writes the session
    counts = []
    for address in ("", "?q=G31", "?krav=must"):
        with django_assert_max_num_queries(12) as queries:
            page(reader, address)
        counts.append(len(queries))
    assert len(set(counts)) == 1
