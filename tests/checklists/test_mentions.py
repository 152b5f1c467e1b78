"""Names in a comment: what is a mention, and what is only text."""

import pytest

from checklists.rules.mentions import named_in, pieces, unknown_in

NAMES = ["Anders Bruun", "Anders Bruun Dahl", "Yusuf Demir", "Åse Østergård", "Ib"]


@pytest.mark.parametrize(
    ("text", "mentioned"),
    [
        ("@Anders Bruun, har du det?", {"Anders Bruun"}),
        ("@anders bruun har du det?", {"Anders Bruun"}),
        ("@Anders  Bruun", {"Anders Bruun"}),
        ("@Anders\nBruun", {"Anders Bruun"}),
        # Of two names that fit, the longer one.
        ("Spørg @Anders Bruun Dahl.", {"Anders Bruun Dahl"}),
        ("@Anders Bruun og @Yusuf Demir", {"Anders Bruun", "Yusuf Demir"}),
        ("(@Åse Østergård)", {"Åse Østergård"}),
        ("@ÅSE ØSTERGÅRD", {"Åse Østergård"}),
        # An unknown name, half a name, a name with more letters, an address, no @.
        ("@Kirsten Lund", set()),
        ("@Anders", set()),
        ("@Ibrahim kommer", set()),
        ("@Yusuf Demirs ven", set()),
        ("skriv til post@Ib", set()),
        ("Anders Bruun", set()),
        ("@", set()),
        ("", set()),
    ],
)
def test_named_in(text: str, mentioned: set[str]) -> None:
    assert named_in(text, NAMES) == mentioned
    assert "".join(piece for piece, _ in pieces(text, NAMES)) == text
    assert [piece for piece, is_mention in pieces(text, NAMES) if is_mention] == [
        piece for piece, is_mention in pieces(text, sorted(mentioned)) if is_mention
    ]


def test_the_pieces_keep_the_text_as_it_was_written() -> None:
    assert pieces("Hej @anders  bruun!", NAMES) == [("Hej ", False), ("@anders  bruun", True), ("!", False)]


def test_nobody_known_is_only_text() -> None:
    assert pieces("@Ib", []) == [("@Ib", False)]
    assert pieces("@Ib", ["", "  "]) == [("@Ib", False)]


def test_a_name_with_signs_in_it_is_a_name() -> None:
    assert named_in("@Bo (it) J.", ["Bo (it) J."]) == {"Bo (it) J."}


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("@Karin Lund, se her", ["Karin Lund"]),
        ("@Karin Lund og @Yusuf kan se, men @Yusuf Demir ved det", ["Karin Lund", "Yusuf"]),
        ("@karin ser på det, @karin", ["karin"]),
        ("@Anders Bruun. skriv til a@b.dk kl. 10 @ 12", []),
        ("@Anne-Marie Østergård Dahl Hansen", ["Anne-Marie Østergård Dahl"]),
    ],
)
def test_what_looks_like_a_name_and_is_nobodys(text: str, unknown: list[str]) -> None:
    assert unknown_in(text, NAMES) == unknown


@pytest.mark.parametrize("text", ["@Mette Kırkegaard", "@METTE KİRKEGAARD", "@Yuſuf Demir"])
def test_a_letter_that_only_looks_like_another_names_nobody(text: str) -> None:
    """A keyboard may have a dotless i; the comment is kept, and its page can be read."""
    assert named_in(text, ["Mette Kirkegaard", "Yusuf Demir"]) == set()
    assert pieces(text, ["Mette Kirkegaard", "Yusuf Demir"]) == [(text, False)]
