"""The base of every form: plain Danish errors, guarded texts, and drawn by our own crispy pack."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from ui.cpr_guard import CprGuard

LENGTH = {
    "max_length": "Teksten er for lang: %(show_value)d tegn. Der er plads til %(limit_value)d.",
    "min_length": "Teksten er for kort: %(show_value)d tegn. Skriv mindst %(limit_value)d.",
}
RANGE = {
    "min_value": "Tallet er for lille. Skriv %(limit_value)s eller mere.",
    "max_value": "Tallet er for stort. Skriv %(limit_value)s eller mindre.",
}
ONE = {
    "required": "Vælg en af mulighederne.",
    "invalid_choice": "Valget findes ikke længere. Vælg et af dem, der vises.",
}
SOME = {
    "required": "Vælg mindst én.",
    "invalid_choice": "Et af valgene findes ikke længere. Vælg blandt dem, der vises.",
}
# By field class; a field takes the words of the nearest class above it. Fields of our own say them themselves.
WORDS: Mapping[type[forms.Field], Mapping[str, str]] = {
    forms.Field: {"required": "Udfyld feltet."},
    forms.CharField: {**LENGTH, "null_characters_not_allowed": "Teksten indeholder et tegn, som ikke kan gemmes."},
    forms.EmailField: {
        "required": "Skriv en e-mailadresse.",
        "invalid": "Skriv en hel e-mailadresse, fx navn@kommune.dk.",
    },
    forms.IntegerField: {"required": "Skriv et tal.", "invalid": "Skriv et helt tal, fx 12.", **RANGE},
    forms.BooleanField: {"required": "Sæt kryds, før du går videre."},
    forms.ChoiceField: ONE,
    forms.ModelChoiceField: ONE,
    forms.MultipleChoiceField: SOME,
    forms.ModelMultipleChoiceField: SOME,
}


def speak_plainly(field: forms.Field) -> None:
    """Give a field our words wherever it still has Django's own."""
    stock: dict[str, Any] = {}
    ours: dict[str, str] = {}
    for above in reversed(type(field).__mro__):
        if above.__module__.startswith("django."):
            stock |= vars(above).get("default_error_messages", {})
        ours |= WORDS.get(above, {})
    for code, words in ours.items():
        if field.error_messages.get(code, stock.get(code)) == stock.get(code):
            field.error_messages[code] = words


class PlainWords(CprGuard):
    """For a form: our words for errors, and our crispy pack. Stands before the form class it is mixed into."""

    def full_clean(self) -> None:
        """As late as this, so that fields a form adds to itself are reached."""
        for field in self.fields.values():
            speak_plainly(field)
        super().full_clean()

    @property
    def helper(self) -> FormHelper:
        """Draws the fields only: the page writes <form>, the token and the buttons."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper


class Form(PlainWords, forms.Form):
    """What every form of ours inherits."""

    @property
    def typed(self) -> list[tuple[str, str]]:
        """(label, text) of what stands in the bound form, blanks and hidden fields left out."""
        return [(str(field.label), str(field.value())) for field in self.visible_fields() if field.value()]
