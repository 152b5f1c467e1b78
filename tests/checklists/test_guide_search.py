"""Searching the guide."""

import unicodedata

import pytest
from django.http import QueryDict

from checklists.guide.search import Search, excerpt, finds, read_search
from checklists.models import Edition, Item

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    """The one that is loaded."""
    return Edition.objects.get(number=4)


def asked(edition: Edition, address: str) -> Search:
    """The search of an address."""
    return read_search(QueryDict(address), edition, edition.items.all())


def found(edition: Edition, address: str) -> list[str]:
    """The numbers a search finds."""
    search = asked(edition, address)
    return [item.number for item in edition.items.all() if finds(search, item, edition)]


@pytest.mark.parametrize(
    ("address", "some"),
    [
        ("q=G31", "G31"),
        ("q=g31", "G31"),
        ("q=CONTEXT+handler", "G31"),
        ("q=pårørende", "G14"),
        ("q=PÅRØRENDE", "G14"),
        ("q=ærgrelse", "G12"),
        ("q=Øverst", ""),
        ("q=screen+pinning", "G14"),  # in a fault
        ("q=netværk+åbnet", ""),
        ("q=Åbning+VDX", "G34"),  # in the message
        ("q=Vælg+testtilfælde", "G20"),  # in a step
    ],
)
def test_it_finds_words_wherever_they_stand(edition: Edition, address: str, some: str) -> None:
    assert some in found(edition, address) if some else found(edition, address) == []


def test_every_word_must_be_there(edition: Edition) -> None:
    assert set(found(edition, "q=login+delt")) < set(found(edition, "q=login"))


def test_letters_written_in_two_parts_are_the_same(edition: Edition) -> None:
    apart = unicodedata.normalize("NFD", "pårørende")
    assert apart != "pårørende"
    assert read_search({"q": apart}, edition, edition.items.all()).q == "pårørende"


def test_signs_are_only_signs(edition: Edition) -> None:
    assert found(edition, "q=.*") == []
    assert found(edition, "q=(") == [item.number for item in edition.items.all() if "(" in str(item.content)]


def test_filters_narrow_together(edition: Edition) -> None:
    assert found(edition, "fase=test&krav=must") == ["G39", "G40"]
    assert found(edition, "fase=technical&rolle=it_staff") == ["G31", "G32", "G33", "G34"]
    assert len(found(edition, "krav=must")) == 61


def test_a_filter_nobody_knows_is_left_out(edition: Edition) -> None:
    assert not asked(edition, "fase=magic&krav=gravity&rolle=observer")


def test_a_blank_search_is_none(edition: Edition) -> None:
    assert not asked(edition, "q=+++&fase=&krav=")
    assert len(found(edition, "q=+")) == 92


def test_a_long_or_strange_text_is_cut(edition: Edition) -> None:
    assert len(asked(edition, "q=" + "x" * 5000).q) == 100
    assert asked(edition, "q=a%00b").q == "a b"


def test_a_part_can_be_taken_away(edition: Edition) -> None:
    search = asked(edition, "q=låst+skærm&fase=organisation")
    assert search.without("q").address == "fase=organisation"
    assert search.without("phase").address == "q=l%C3%A5st+sk%C3%A6rm"


def piece(edition: Edition, q: str, number: str) -> tuple[str, str, str] | None:
    """The excerpt for one item."""
    return excerpt(asked(edition, f"q={q}"), Item.objects.get(edition=edition, number=number), edition)


def test_the_excerpt_shows_why_an_item_was_found(edition: Edition) -> None:
    assert piece(edition, "ÆRGRELSE", "G12") == (
        "…i den anden ende. En samtale, der ikke er aftalt, giver ventetid og ",
        "ærgrelse",
        " for borgeren.",
    )


def test_no_excerpt_when_the_title_shows_it(edition: Edition) -> None:
    assert piece(edition, "context", "G31") is None
    assert piece(edition, "g31", "G31") is None
