"""What a form says and offers about a CPR-nummer: hide the digits, or say that it is something else."""

import re
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.template import Context, Template

from ui.fields import GuardedFileField, GuardedTextField, LinkField, PhoneField, ReferenceField
from ui.forms import Form

PAGE = Template("{% load crispy_forms_tags %}{% crispy form %}")
TYPED = "Ring om 010190-1234"


class SampleForm(Form):
    """One of each kind of text."""

    note = GuardedTextField(label="Notat", required=False, widget=forms.Textarea)
    name = GuardedTextField(label="Navn", required=False)
    case = ReferenceField(label="Sag", required=False)
    phone = PhoneField(label="Telefon", required=False)
    link = LinkField(label="Link", required=False)


def sent(**typed: str) -> SampleForm:
    """The form as a browser sends it; "__" stands for the hyphen of a box."""
    data = QueryDict(mutable=True)
    data.update({name.replace("__", "-"): value for name, value in typed.items()})
    return SampleForm(data)


def drawn(form: forms.Form) -> str:
    return PAGE.render(Context({"form": form}))


def mark_of(form: forms.Form, name: str) -> str:
    """The value of the box below a field."""
    found = re.search(rf'name="{name}-not_cpr" value="(\w+)"', drawn(form))
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        (TYPED, "Det ligner et CPR-nummer: 010190-xxxx."),
        ("010190-1234 og 020291 4321", "Det ligner 2 CPR-numre: 010190-xxxx og 020291-xxxx."),
        ("Først\r\nså 010190-1234", "Det ligner et CPR-nummer: 010190-xxxx (linje 2)."),
        (
            " ".join(f"0{n}0190-1234" for n in range(1, 7)),
            "Det ligner 6 CPR-numre: 010190-xxxx, 020190-xxxx og 4 andre.",
        ),
    ],
)
def test_the_field_says_which_and_never_the_whole_number(typed: str, what: str) -> None:
    (said,) = sent(note=typed).errors["note"]
    assert said == f"{what} Portalen gemmer ikke CPR-numre. Skjul tallene, eller skriv det om."


def test_what_was_typed_stays_and_the_button_stands_at_its_field() -> None:
    form = sent(note=TYPED, name="Mette")
    html = drawn(form)
    assert not form.is_valid()
    assert TYPED in html
    assert html.count('name="mask_cpr"') == 1
    assert 'name="mask_cpr" value="note">Skjul tallene<span class="sr-only"> i Notat</span>' in html
    assert html.count("1234") == 1


def test_the_button_hides_the_digits_and_asks_to_be_sent_again() -> None:
    form = sent(note=TYPED, name="Mette 020291-4321", mask_cpr="note")
    assert not form.is_valid()
    assert "note" not in form.errors
    html = drawn(form)
    assert "Ring om 010190-xxxx" in html
    assert "1234" not in html
    assert 'Se feltet <a href="#id_note">Notat</a> igennem. Intet er gemt endnu.' in html
    assert "020291-4321" in html
    again = sent(note="Ring om 010190-xxxx", name="Mette")
    assert again.is_valid()


def test_hiding_is_no_error_and_yet_nothing_to_save() -> None:
    form = sent(note=TYPED, mask_cpr="note")
    assert not form.errors
    assert not form.is_valid()
    assert "Der er noget, der skal rettes" not in drawn(form)


def test_a_line_is_hidden_as_it_was_read() -> None:
    form = sent(name="Mette 010190\t1234", mask_cpr="name")
    assert 'value="Mette 010190 xxxx"' in drawn(form)


def test_a_field_of_another_form_on_the_page_is_left_alone() -> None:
    for asked, shown in (("note", TYPED), ("a-note", "Ring om 010190-xxxx")):
        assert f">\n{shown}</textarea>" in drawn(SampleForm({"a-note": TYPED, "mask_cpr": asked}, prefix="a"))


@pytest.mark.parametrize("asked", ["", "nothing", "csrfmiddlewaretoken"])
def test_a_button_that_is_not_ours_hides_nothing(asked: str) -> None:
    assert sent(note="Alt er på plads", mask_cpr=asked).is_valid()


def test_enter_in_a_field_sends_the_form_and_hides_nothing() -> None:
    """Browsers press the first button of a form."""
    html = drawn(sent(name=TYPED))
    first = re.findall(r"<button[^>]*>", html)[0]
    assert "name=" not in first
    assert 'class="sr-only"' in first
    assert 'tabindex="-1" aria-hidden="true"' in first
    assert "<button" not in drawn(sent(link="nej"))


CONFIRMABLE = {"case": "Sag 2412261234", "phone": "0412261234", "link": "https://esdh.example/sag?id=2412261234"}


@pytest.mark.parametrize("name", CONFIRMABLE)
def test_one_press_says_that_it_is_something_else(name: str) -> None:
    form = sent(**{name: CONFIRMABLE[name]})
    assert [error.code for error in form.errors.as_data()[name]] == ["cpr"]
    again = sent(**{name: CONFIRMABLE[name], f"{name}__not_cpr": mark_of(form, name)})
    assert again.is_valid()
    assert again.cleaned_data[name] == CONFIRMABLE[name]
    assert again.confirmed_not_cpr == [str(again.fields[name].label)]
    assert "1226" not in str(again.confirmed_not_cpr)


@pytest.mark.parametrize("name", CONFIRMABLE)
def test_the_press_is_for_those_digits_only(name: str) -> None:
    mark = mark_of(sent(**{name: CONFIRMABLE[name]}), name)
    other = CONFIRMABLE[name].replace("1234", "4321")
    form = sent(**{name: other, f"{name}__not_cpr": mark})
    assert not form.is_valid()
    assert "checked" not in drawn(form)
    assert not sent(**{name: CONFIRMABLE[name], f"{name}__not_cpr": "on"}).is_valid()


def test_the_words_around_the_digits_may_change() -> None:
    mark = mark_of(sent(case="Sag 2412261234"), "case")
    assert sent(case="Sag nr. 2412261234, bilag 2", case__not_cpr=mark).is_valid()


def test_a_press_stays_while_something_else_is_corrected() -> None:
    mark = mark_of(sent(case="2412261234"), "case")
    html = drawn(sent(case="2412261234", case__not_cpr=mark, link="nej"))
    assert f'value="{mark}" id="id_case_not_cpr" checked' in html


def test_what_was_kept_is_not_asked_about_again_nor_recorded_again() -> None:
    page = SampleForm(initial={"case": "2412261234"})
    assert "checked" in drawn(page)
    form = sent(case="2412261234", case__not_cpr=mark_of(page, "case"))
    assert form.is_valid()
    assert form.confirmed_not_cpr == []
    assert "checked" in drawn(form)


def test_a_press_in_an_ordinary_text_is_nothing() -> None:
    mark = mark_of(sent(case=TYPED), "case")
    assert not sent(note=TYPED, note__not_cpr=mark).is_valid()
    assert "note-not_cpr" not in drawn(sent(note=TYPED))


def test_a_reference_can_be_hidden_too_but_no_number_to_call_and_no_address() -> None:
    html = drawn(sent(**CONFIRMABLE))
    assert re.findall(r'name="mask_cpr" value="(\w+)"', html) == ["case"]


def test_an_ordinary_page_offers_nothing() -> None:
    for form in (SampleForm(), sent(note="Alt er på plads", case="26-1031", phone="55 00 20 11")):
        assert "kl-cpr" not in drawn(form)


def test_the_name_of_a_file_is_guarded() -> None:
    form_of: Any = type("Files", (Form,), {"file": GuardedFileField(label="Fil")})
    named = SimpleUploadedFile("samtykke_010190-1234.csv", b"Enhed")
    assert form_of({}, {"file": named}).errors["file"] == [
        "Filens navn ligner et CPR-nummer: 010190-xxxx. Portalen gemmer ikke CPR-numre. Giv filen et andet navn, "
        "og vælg den igen."
    ]
    assert form_of({}, {"file": SimpleUploadedFile("enheder 2026.csv", b"Enhed")}).is_valid()


@pytest.mark.parametrize("typed", ["+45 55 00 20 11", "55002011", "(55) 00/20-11 lok. 12", "5500"])
def test_a_phone_number_however_it_is_written(typed: str) -> None:
    assert PhoneField().clean(typed) == typed


@pytest.mark.parametrize("typed", ["ring til mig", "12", "lok. 12", "55 00 20 11 eller mobil"])
def test_what_nobody_can_dial(typed: str) -> None:
    with pytest.raises(forms.ValidationError, match="Skriv et telefonnummer, fx 55 00 20 11"):
        PhoneField().clean(typed)
