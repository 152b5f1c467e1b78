"""The case number that came back from the municipality's own case system."""

from django import forms

from ui.fields import DanishDateField, ReferenceField
from ui.forms import Form


class FiledForm(Form):
    """Where the agreement is filed, and since when."""

    case_number = ReferenceField(
        label="Sagsnummer", help_text="Fra jeres eget sagssystem.", max_length=200,
        error_messages={"required": "Skriv sagsnummeret."},
    )  # fmt: skip
    filed_on = DanishDateField(label="Journaliseret den")
    version = forms.IntegerField(widget=forms.HiddenInput)
