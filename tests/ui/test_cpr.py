"""What looks like a CPR-nummer, and what does not. All numbers here are made up."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.cpr import find, find_in_address, mask

# Text -> how it may be shown with its digits hidden.
LOOKS_LIKE = {
    "hyphen": ("010190-1234", "010190-xxxx"),
    "nothing between": ("0101901234", "010190-xxxx"),
    "space": ("010190 1234", "010190 xxxx"),
    "hard space": ("010190\u00a01234", "010190\u00a0xxxx"),
    "thin space": ("010190\u20091234", "010190\u2009xxxx"),
    "narrow hard space": ("010190\u202f1234", "010190\u202fxxxx"),
    "hard hyphen, as Word writes it": ("010190\u20111234", "010190\u2011xxxx"),
    "soft hyphen": ("010190\u00ad1234", "010190\u00adxxxx"),
    "en dash, as a phone writes it": ("010190–1234", "010190–xxxx"),
    "em dash": ("010190—1234", "010190—xxxx"),
    "minus": ("010190−1234", "010190−xxxx"),
    "dash with spaces around": ("010190 – 1234", "010190 – xxxx"),
    "underscore, as file names have it": ("010190_1234", "010190_xxxx"),
    "the day in pairs": ("01 01 90 1234", "01 01 90 xxxx"),
    "the day in pairs, and a hyphen": ("01 01 90-1234", "01 01 90-xxxx"),
    "in a sentence": ("Borger 010190-1234, se sagen.", "Borger 010190-xxxx, se sagen."),
    "in brackets": ("(010190-1234)", "(010190-xxxx)"),
    "after a colon": ("CPR:0101901234.", "CPR:010190-xxxx."),
    "close to a word": ("cpr0101901234", "cpr010190-xxxx"),
    "in front of a word": ("010190-1234og mere", "010190-xxxxog mere"),
    "as a file name": ("samtykke_010190-1234_2.pdf", "samtykke_010190-xxxx_2.pdf"),
    "with a case number behind it": ("010190-1234-27.24.00", "010190-xxxx-27.24.00"),
    "with a year in front": ("Sag 26-010190-1234", "Sag 26-010190-xxxx"),
    "two": ("010190-1234 og 311299 4321", "010190-xxxx og 311299 xxxx"),
    "two that share digits": ("990101 0112 90 1234", "990101 0112 90 xxxx"),
    "on the second line": ("Ring til\n010190-1234", "Ring til\n010190-xxxx"),
    "wide digits": ("０１０１９０-１２３４", "０１０１９０-xxxx"),
    "the last day of a year": ("311299-1234", "311299-xxxx"),
    "29 February of a leap year": ("290292-1234", "290292-xxxx"),
    "29 February of 2000": ("290200-1234", "290200-xxxx"),
    "no modulus check": ("010107-0000", "010107-xxxx"),
    "a day and a time": ("Mødet er 271126 1400", "Mødet er 271126 xxxx"),
}
LOOKS_UNLIKE = {
    "nothing": "",
    "words": "Rollen er oprettet.",
    "a day that does not exist": "310290-1234",
    "29 February of an ordinary year": "290291-1234",
    "day 00": "000190-1234",
    "day 32": "320190-1234",
    "month 00": "010090-1234",
    "month 13": "011390-1234",
    "a woman's day plus 60": "610190-1234",
    "three digits behind": "010190-123",
    "five digits behind": "010190-12345",
    "seven digits in front": "1010190-1234",
    "in a longer run of digits": "00101901234",
    "in a longer run, behind": "01019012345",
    "CVR": "64942212",
    "EAN": "5798000123456",
    "phone": "55 00 20 11",
    "phone with country": "+45 20 11 12 34",
    "phone in one": "+4520111234",
    "phone with 0045": "004520111234",
    "a date": "27.11.2026",
    "a date in digits": "27112026 1400",
    "a date and a time": "27.11.26 kl. 14.00",
    "two dates": "271126-281126",
    "a case": "Sag 26-1031, bilag 2",
    "full stop between": "010190.1234",
    "slash between": "010190/1234",
    "line break between": "010190\n1234",
    "tab between": "010190\t1234",
    "hidden already": "010190-xxxx",
    "the id of a role": "3f010190-1234-4abc-9abc-0123456789ab",
    "the id of a tenant": "ab010190-1234-4abc-9abc-f0101901234e",
    "an id of letters and digits": "a1b0101901234",
    "an id that goes on": "0101901234ab12",
    "amounts": "1.234.567,89 kr.",
    "IBAN": "DK50 0040 0440 1162 43",
    "port ranges": "5060-5061, 49152-65535",
}


@pytest.mark.parametrize("case", LOOKS_LIKE)
def test_it_is_found_and_hidden(case: str) -> None:
    text, shown = LOOKS_LIKE[case]
    assert find(text)
    assert mask(text) == shown


@pytest.mark.parametrize("case", LOOKS_UNLIKE)
def test_it_is_left_alone(case: str) -> None:
    text = LOOKS_UNLIKE[case]
    assert find(text) == []
    assert mask(text) == text


def test_what_is_found_says_where_and_hides_its_last_digits() -> None:
    (first, second) = find("Først 010190-1234\n\nså 02 02 91 4321.")
    assert (first.line, first.shown, first.digits) == (1, "010190-xxxx", "0101901234")
    assert (second.line, second.shown, second.digits) == (3, "020291-xxxx", "0202914321")
    assert (first.start, first.end) == (6, 17)


@pytest.mark.parametrize(
    "address",
    [
        "https://esdh.example/sag?cpr=0101901234",
        "https://esdh.example/Sag%20010190-1234",
        "https://esdh.example/010190%201234",
        "https://esdh.example/010190%2D1234",
        "https://esdh.example/?q=010190+1234",
    ],
)
def test_an_address_hides_nothing_behind_its_own_signs(address: str) -> None:
    assert [number.shown for number in find_in_address(address)] == ["010190-xxxx"]


DAYS = st.dates(min_value=date(1858, 1, 1), max_value=date(2057, 12, 31))
SERIALS = st.from_regex(r"[0-9]{4}", fullmatch=True)
BETWEEN = st.sampled_from(["", "-", " ", "\u00a0", "–", "\u2011", " - "])
AROUND = st.text(st.characters(exclude_categories=["Cs", "Nd"]), max_size=20)
# Texts of the signs that matter, so that near misses are common.
TANGLED = st.text(st.sampled_from("0123 -–\n\tab_"), max_size=60)


@given(DAYS, SERIALS, BETWEEN, AROUND, AROUND)
def test_every_day_with_four_digits_is_found(day: date, serial: str, between: str, before: str, after: str) -> None:
    text = f"{before}{day:%d%m%y}{between}{serial}{after}"
    assert [number.digits for number in find(text)] == [f"{day:%d%m%y}{serial}"]
    assert serial not in mask(text).removeprefix(before)[6:]


@given(TANGLED)
def test_what_is_hidden_stays_hidden(text: str) -> None:
    assert find(mask(text)) == []
    assert mask(mask(text)) == mask(text)


@given(TANGLED)
def test_only_the_last_digits_are_touched(text: str) -> None:
    left = text
    for number in reversed(find(text)):
        assert re.fullmatch(r"\d{4}", text[number.end - 4 : number.end])
        assert text[number.start : number.end].count("\n") == 0
        between = "" if text[number.end - 5] in " -–_" else "-"
        left = f"{left[: number.end - 4]}{between}xxxx{left[number.end :]}"
    assert mask(text) == left


@given(st.text(st.characters(exclude_categories=["Cs", "Nd"])))
def test_without_digits_there_is_nothing(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize("text", ["010190-1234 " * 10_000, "0" * 200_000, "01 " * 60_000, "010190" + " " * 200_000])
def test_a_long_text_is_read_at_once(text: str) -> None:
    assert len(find(text)) == text.count("-1234")
