"""What our fields take, what they refuse, and the words for it."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError

from ui.fields import DanishDateField, DanishDateInput, GuardedTextField, LinkField

AS_DAY_MONTH_YEAR = "Skriv datoen som dag.måned.år, fx 27.11.2026."


@pytest.mark.parametrize(
    "typed",
    [
        "27.11.2026",
        "27-11-2026",
        "27/11 2026",
        "27/11/2026",
        "27. 11. 2026",
        "27 11 2026",
        "27.11.26",
        "27112026",
        "271126",
        "2026-11-27",
        " 27.11.2026. ",
        date(2026, 11, 27),
    ],
)
def test_a_date_is_read_however_it_is_written(typed: object) -> None:
    assert DanishDateField().clean(typed) == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", AS_DAY_MONTH_YEAR),
        ("i morgen", AS_DAY_MONTH_YEAR),
        ("27.11", AS_DAY_MONTH_YEAR),
        ("27.11.026", AS_DAY_MONTH_YEAR),
        ("2026/11/27", AS_DAY_MONTH_YEAR),
        ("31.02.2026", "Den dag findes ikke. Se efter i kalenderen, og skriv datoen som dag.måned.år."),
        ("27.13.2026", "Den dag findes ikke. Se efter i kalenderen, og skriv datoen som dag.måned.år."),
        ("27.11.1999", "Året skal ligge mellem 2000 og 2100. Se, om det er skrevet rigtigt."),
        ("27.11.2101", "Året skal ligge mellem 2000 og 2100. Se, om det er skrevet rigtigt."),
        ("27.11.0026", "Året skal ligge mellem 2000 og 2100. Se, om det er skrevet rigtigt."),
    ],
)
def test_a_date_is_refused_with_what_to_write(typed: str, error: str) -> None:
    with pytest.raises(ValidationError) as refused:
        DanishDateField().clean(typed)
    assert refused.value.messages == [error]


def test_the_first_and_the_last_day_are_taken() -> None:
    assert DanishDateField().clean("01.01.2000") == date(2000, 1, 1)
    assert DanishDateField().clean("31.12.2100") == date(2100, 12, 31)


def test_a_date_that_may_be_left_out() -> None:
    assert DanishDateField(required=False).clean("") is None


def test_a_date_shows_as_it_is_written_and_what_was_typed_stays() -> None:
    widget = DanishDateInput()
    assert widget.format_value(date(2026, 2, 3)) == "03.02.2026"
    assert widget.format_value("31.02.2026") == "31.02.2026"
    assert widget.format_value(None) is None


@pytest.mark.parametrize(
    ("typed", "changed"), [("27.11.2026", False), ("27-11-26", False), ("28.11.2026", True), ("rod", True), ("", True)]
)
def test_another_way_of_writing_the_same_date_is_no_change(typed: str, changed: bool) -> None:
    assert DanishDateField().has_changed(date(2026, 11, 27), typed) is changed


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://www.medcom.dk/projekter?a=1#b", "https://www.medcom.dk/projekter?a=1#b"),
        ("http://intra/sag/26-11874", "http://intra/sag/26-11874"),
        ("HTTPS://esdh.slagelse.dk", "HTTPS://esdh.slagelse.dk"),
        ("www.medcom.dk", "https://www.medcom.dk"),
        ("rødovre.dk/sag", "https://rødovre.dk/sag"),
        ("esdh.slagelse.dk:8443/sag", "https://esdh.slagelse.dk:8443/sag"),
        ("  https://medcom.dk  ", "https://medcom.dk"),
    ],
)
def test_a_link_gets_its_https(typed: str, address: str) -> None:
    assert LinkField().clean(typed) == address


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "required"),
        ("javascript:alert(1)", "scheme"),
        ("ftp://medcom.dk/fil", "scheme"),
        ("mailto:a@b.dk", "scheme"),
        (r"file:\\server\mappe", "scheme"),
        ("sagen", "invalid"),
        ("12.5", "invalid"),
        ("se på medcom.dk", "invalid"),
        ("https://", "invalid"),
        ("https://a b.dk", "invalid"),
        ("https://medcom.dk@ond.example/", "invalid"),
        ("https://[::1", "invalid"),
        ("https://medcom.dk:port", "invalid"),
        ("https://medcom.dk/" + "a" * 2000, "max_length"),
    ],
)
def test_what_is_no_link_is_refused(typed: str, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        LinkField().clean(typed)
    assert [error.code for error in refused.value.error_list] == [code]


def test_a_link_says_what_happens_to_a_bare_address() -> None:
    assert LinkField().help_text == "Mangler https:// forrest, sætter vi det på."
    assert LinkField(help_text="Adressen på mødet.").help_text == "Adressen på mødet."


def test_text_is_stripped_and_a_single_line_stays_one() -> None:
    assert GuardedTextField().clean("  Opret\t rollen\r\nnu ") == "Opret rollen nu"


def test_a_text_area_keeps_its_lines() -> None:
    field = GuardedTextField(widget=forms.Textarea)
    assert field.clean(" Først\r\nså\rtil sidst\n") == "Først\nså\ntil sidst"


@pytest.mark.parametrize(
    "mark",
    ["\x00", "\x07", "\x1b", "\x7f", "\u202e", "\u2066", "\u200b", "\u200e", "\ufeff", "\U000e0041", "\ud800"],
)
def test_characters_nobody_sees_are_refused(mark: str) -> None:
    with pytest.raises(ValidationError) as refused:
        GuardedTextField(widget=forms.Textarea).clean(f"Rollen{mark}oprettet")
    assert "invisible" in [error.code for error in refused.value.error_list]


@pytest.mark.parametrize(
    "text", ["\u200d", "\u00ad\u200c", "\u3164", "\uffa0", "\u2800", "\u115f\u1160", "\u034f", "\ufe0f"]
)
def test_a_text_nobody_sees_is_no_text(text: str) -> None:
    for field in (GuardedTextField(), GuardedTextField(required=False, widget=forms.Textarea)):
        with pytest.raises(ValidationError) as refused:
            field.clean(text)
        assert [error.code for error in refused.value.error_list] == ["invisible"]


@pytest.mark.parametrize("text", ["👩‍⚕️", "–", "7", "€", "sund\u00adheds\u200caftale", "e\u0301", "日本"])
def test_what_can_be_seen_is_taken(text: str) -> None:
    assert GuardedTextField().clean(text) == text


def test_nothing_is_still_nothing() -> None:
    assert GuardedTextField(required=False).clean(" ") == ""


def test_letters_of_all_kinds_and_joined_emoji_are_taken() -> None:
    assert GuardedTextField().clean("Åse Sørensen-Þórsdóttir 👩‍⚕️") == "Åse Sørensen-Þórsdóttir 👩‍⚕️"


def test_a_browser_never_cuts_a_text_without_a_word() -> None:
    assert "maxlength" not in GuardedTextField(max_length=5).widget.attrs
    with pytest.raises(ValidationError):
        GuardedTextField(max_length=5).clean("123456")
