"""One item of the guide."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from checklists.models import Item
from tests.cast import make_colleague

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client: Client) -> Client:
    """Someone who is signed in and has no project."""
    client.force_login(make_colleague("a@b.example", "Åse Sørensen"))
    return client


def page(reader: Client, number: str) -> str:
    """The page as text, its white space as a reader sees it."""
    response = reader.get(f"/guiden/{number}/")
    assert response.status_code == 200, number
    return " ".join(response.content.decode().split())


def test_it_works(reader: Client) -> None:
    text = page(reader, "G31")
    for words in (
        "Kobl jer på appen gennem KOMBITs Context Handler",
        "Det er Context Handler, der fortæller appen, hvem medarbejderen er",
        "Log ind med en testbruger",
        "Guiden nævner it-medarbejder.",
        "It-afdelingen bekræfter med dato",
        "Testlogin den 15. april",
        "Hvor ligger beviset?",
        "https://data.gov.dk/concept/core/nsis/loa",
        "Login bliver afvist med besked om sikringsniveau.",
        'Kilde: <a href="https://github.com/digst/OIOSAML.Java">',
        "31 arbejdsdage efter projektets start",
        "Spørg igen efter 5 arbejdsdage.",
        "Link mangler: bed MedCom om det.",
        "Det er MedComs programleder, der sørger for, at linket bliver sat ind.",
        "Login til KontaktLæge App gennem Context Handler",
        "{frist}</dt><dd>Frist for svar",
    ):
        assert words in text, words


def test_every_item_can_be_read(reader: Client) -> None:
    for item in Item.objects.filter(edition__number=4):
        text = page(reader, item.number)
        assert item.number in text
        assert "None" not in re.sub(r"<[^>]+>", "", text)


def test_a_stranger_is_sent_to_sign_in(client: Client) -> None:
    assert client.get("/guiden/G31/").status_code == 302


@pytest.mark.parametrize("number", ["G99", "g31", "x"])
def test_an_unknown_item_is_not_found(reader: Client, number: str) -> None:
    assert reader.get(f"/guiden/{number}/").status_code == 404


def test_needs_and_what_waits_are_links_and_ours_are_marked(reader: Client) -> None:
    text = page(reader, "G32")
    mark = ' <span class="kl-ours">Portalens forslag</span>'
    assert re.search(r'href="/guiden/G26/">G26 [^<]+</a></li>', text)
    assert re.search(rf'href="/guiden/G31/">G31 [^<]+</a>{mark}</li>', text)
    assert re.search(r'href="/guiden/G33/">G33 [^<]+</a></li>', text)


def test_gates_say_what_is_missing(reader: Client) -> None:
    text = page(reader, "G50")
    assert "P2 Klar til test" in text
    assert "Ellers: Databehandleraftalen er ikke underskrevet, så I må ikke gå i luften." in text
    assert 'href="/guiden/#P2">P2 Klar til test</a>' in text
    assert 'Begynd først, når <a href="/guiden/#P1">P1 Klar til teknik</a>' in page(reader, "G31")


def test_our_role_is_said_to_be_ours(reader: Client) -> None:
    assert "Guiden nævner ingen." in page(reader, "G25")
    assert "(siger guiden)" not in page(reader, "G25")
    assert 'It-medarbejder <span class="muted">(siger guiden)</span>' in page(reader, "G31")
    assert "Guiden nævner implementeringsansvarlig og MedCom programleder." in page(reader, "G75")


def test_what_nobody_says_is_said_to_be_ours(reader: Client) -> None:
    assert "Kilde: Portalens eget forslag" in page(reader, "G27")
    assert "Kilde: Portalens slutning ud fra <a" in page(reader, "G41")


def test_the_guides_own_gaps_stand_where_they_matter(reader: Client) -> None:
    assert "Guidens tidsplan mangler." in page(reader, "G86")
    assert 'lho@medcom.dk <span class="muted">(står i guiden, ikke bekræftet)' in page(reader, "G75")
    assert "Adressen mangler i guiden." in page(reader, "G69")
    assert "Guiden skriver, at materialet kan hentes" in page(reader, "G63")


def test_an_answer_that_settles_another_item_says_so_and_why(reader: Client) -> None:
    text = page(reader, "G29")
    assert 'Svarer I ”Vi har kun iOS (iPad og iPhone)”, er <a href="/guiden/G22/">' in text
    assert "ikke relevant: I har ingen Android-devices." in text


def test_documents_say_whom_they_are_for(reader: Client) -> None:
    assert "Til teknisk systemansvarlig og it-medarbejder." in page(reader, "G18")
    assert "Til projektleder, teknisk systemansvarlig og implementeringsansvarlig." in page(reader, "G15")
    assert "Til implementeringsansvarlig." in page(reader, "G19")


def test_optional_answers_and_answers_that_close_no_gate(reader: Client) -> None:
    assert 'Sagsnummer og dato for retur <span class="muted">(frivilligt)</span>' in page(reader, "G50")
    assert "Ikke godkendt (så er P3 ikke på plads)" in page(reader, "G42")


def test_one_can_turn_the_pages(reader: Client) -> None:
    first, last = page(reader, "G01"), page(reader, "G92")
    assert 'rel="prev"' not in first
    assert 'href="/guiden/G02/" rel="next"' in first
    assert 'href="/guiden/G91/" rel="prev"' in last
    assert 'rel="next"' not in last


def test_few_queries_on_the_fullest_and_the_leanest(
    reader: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    page(reader, "G01")  # the first request also writes the session
    counts = []
    for number in ("G31", "G82"):
        with django_assert_max_num_queries(12) as queries:
            page(reader, number)
        counts.append(len(queries))
    assert len(set(counts)) == 1
