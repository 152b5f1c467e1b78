"""Names that are refused, and how the others come out."""

import unicodedata

import pytest

from files.refused import Refused
from tests.files.samples import taken


def named(name: str) -> str:
    """How the name comes out."""
    return taken(b"tekst", name).name


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b.txt", "C:\\brev.txt", "..\\a.txt", "/a.txt", "..", "."])
def test_path_parts(name: str) -> None:
    with pytest.raises(Refused, match="rummer en sti"):
        named(name)


@pytest.mark.parametrize("sign", ["\0", "\n", "\t", "\x1b", "\x7f", "\x9f", "\u2028"])
def test_control_characters(sign: str) -> None:
    with pytest.raises(Refused, match="usynlige tegn"):
        named(f"a{sign}b.txt")


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200b", "\u200f", "\ufeff", "\u00ad", "\ud800"])
def test_signs_that_cannot_be_seen_or_turn_the_text(sign: str) -> None:
    with pytest.raises(Refused, match="usynlige tegn"):
        named(f"faktura{sign}fdp.txt")


@pytest.mark.parametrize("name", ["010190-1234.txt", "Samtykke 0101901234.txt", "x_010190 1234.txt", "010190–1234"])
def test_a_cpr_number(name: str) -> None:
    with pytest.raises(Refused, match=r"CPR-nummer\. Fjern det fra navnet") as refused:
        named(name)
    assert "1234" not in refused.value.sentence


@pytest.mark.parametrize("name", ["", "  ", ".txt", "...", "-.txt"])
def test_no_name(name: str) -> None:
    with pytest.raises(Refused, match="intet navn"):
        named(name)


def test_255_characters_of_ae_pass_and_256_do_not() -> None:
    longest = "æ" * 251 + ".txt"
    assert named(longest) == longest
    with pytest.raises(Refused, match="højst være på 255 tegn"):
        named("æ" + longest)


def test_the_ending_that_is_added_counts_too() -> None:
    assert named("æ" * 251) == "æ" * 251 + ".txt"
    with pytest.raises(Refused, match="højst være på 255 tegn"):
        named("æ" * 252)


def test_a_mac_sends_letters_in_two_parts() -> None:
    assert named(unicodedata.normalize("NFD", "Blåbærgrød é.txt")) == "Blåbærgrød é.txt"


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        (" Aftale.txt ", "Aftale.txt"),
        ("Aftale v. Hansen", "Aftale v. Hansen.txt"),
        ("Aftale.", "Aftale.txt"),
        ("Møde 3..txt", "Møde 3..txt"),
        ("Sag 29.11.2026", "Sag 29.11.2026.txt"),
        ("Plan (2) – ny.txt", "Plan (2) – ny.txt"),
    ],
)
def test_names_that_pass(name: str, clean: str) -> None:
    assert named(name) == clean
