"""Saying that somebody is away."""

from datetime import date
from typing import Any, cast

from django import forms
from django.http import QueryDict

from accounts.models import Absence, User
from projects.models import Project
from projects.services.absence import deputies_of, people_of
from ui.fields import DanishDateField
from ui.forms import Form


class AbsenceForm(Form):
    """Who, from when to when, and who stands in."""

    user = forms.ModelChoiceField(User.objects.none(), label="Hvem er væk?", empty_label="Vælg person")
    from_on = DanishDateField(label="Første dag")
    to_on = DanishDateField(label="Sidste dag")
    deputy = forms.ModelChoiceField(
        User.objects.none(),
        label="Stedfortræder",
        required=False,
        empty_label="Ingen stedfortræder",
        help_text="Kan se og løse den andens opgaver i de dage.",
    )
    # Shown only when the deputy is away too.
    anyway = forms.BooleanField(label="Gem alligevel", required=False, widget=forms.HiddenInput)
    # The absence's fingerprint when the page was made.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, project: Project, on: date, only: User | None, **kwargs: Any) -> None:
        """`only`: the one person this can be about; None lets the projektleder choose."""
        super().__init__(*args, **kwargs)
        if only:
            del self.fields["user"]
        else:
            cast(forms.ModelChoiceField, self.fields["user"]).queryset = people_of(project, on=on)
        deputies = deputies_of(project, on=on)
        cast(forms.ModelChoiceField, self.fields["deputy"]).queryset = (
            deputies.exclude(pk=only.pk) if only else deputies
        )
        if self.data.get("anyway"):
            self.ask_anyway()

    def ask_anyway(self) -> None:
        """Show the box that says: gem alligevel."""
        self.fields["anyway"].widget = forms.CheckboxInput()

    def renew_seen(self, absence: Absence) -> None:
        """The person has been shown the absence as it stands: sending again is now an act of its own."""
        data = cast(QueryDict, self.data).copy()
        data["seen"] = absence.fingerprint
        self.data = data
