"""The one form about files that is no upload."""

from django import forms

from ui.fields import GuardedTextField
from ui.forms import Form


class WithdrawForm(Form):
    """Why a file is taken back."""

    reason = GuardedTextField(
        label="Hvorfor trækker I filen tilbage?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Fx forkert fil, eller der står oplysninger i den, som ikke skal ligge her.",
        error_messages={"required": "Skriv en kort begrundelse."},
    )
