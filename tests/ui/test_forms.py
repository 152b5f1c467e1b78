"""Errors in our own words, and only where nobody chose others."""

from typing import Any

import pytest
from django import forms

from ui.fields import DanishDateField, GuardedTextField, LinkField
from ui.forms import Form


def errors_of(field: forms.Field, typed: Any) -> list[str]:
    form = type("Sample", (Form,), {"it": field})({"it": typed})
    return list(form.errors.get("it", []))


@pytest.mark.parametrize(
    ("field", "typed", "error"),
    [
        (forms.CharField(widget=forms.PasswordInput), "", "Udfyld feltet."),
        (GuardedTextField(), "", "Udfyld feltet."),
        (forms.EmailField(), "", "Skriv en e-mailadresse."),
        (forms.EmailField(), "navn", "Skriv en hel e-mailadresse, fx navn@kommune.dk."),
        (forms.IntegerField(), "", "Skriv et tal."),
        (forms.IntegerField(), "fem", "Skriv et helt tal, fx 12."),
        (forms.IntegerField(min_value=1), "0", "Tallet er for lille. Skriv 1 eller mere."),
        (forms.IntegerField(max_value=9), "10", "Tallet er for stort. Skriv 9 eller mindre."),
        (forms.BooleanField(), "", "Sæt kryds, før du går videre."),
        (forms.ChoiceField(choices=[("a", "A")]), "", "Vælg en af mulighederne."),
        (forms.ChoiceField(choices=[("a", "A")]), "b", "Valget findes ikke længere. Vælg et af dem, der vises."),
        (forms.MultipleChoiceField(choices=[("a", "A")]), [], "Vælg mindst én."),
        (
            forms.MultipleChoiceField(choices=[("a", "A")]),
            ["b"],
            "Et af valgene findes ikke længere. Vælg blandt dem, der vises.",
        ),
        (DanishDateField(), "", "Skriv datoen som dag.måned.år, fx 27.11.2026."),
        (LinkField(), "", "Indsæt et link, fx https://www.medcom.dk."),
        (GuardedTextField(max_length=3), "fire", "Teksten er for lang: 4 tegn. Der er plads til 3."),
        (GuardedTextField(min_length=9), "fire", "Teksten er for kort: 4 tegn. Skriv mindst 9."),
    ],
)
def test_each_kind_of_field_says_what_to_do(field: forms.Field, typed: Any, error: str) -> None:
    assert errors_of(field, typed) == [error]


def test_words_chosen_for_a_field_stay() -> None:
    assert errors_of(GuardedTextField(error_messages={"required": "Skriv rollens navn."}), "") == [
        "Skriv rollens navn."
    ]


def test_fields_that_a_form_adds_to_itself_are_reached() -> None:
    form = Form({"it": ""})
    form.fields["it"] = forms.EmailField()
    assert form.errors["it"] == ["Skriv en e-mailadresse."]


def test_the_page_writes_the_form_element_and_the_token() -> None:
    helper = Form().helper
    assert (helper.form_tag, helper.disable_csrf) == (False, True)
