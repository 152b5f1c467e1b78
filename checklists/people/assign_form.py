"""Choosing whom tasks are given to."""

from typing import Any, cast

from django import forms
from django.http import QueryDict

from accounts.models import User
from checklists.people.assign_page import AssignPage
from ui.forms import Form


class AssignForm(Form):
    """The people who get the tasks; nobody when the button that leaves them to the role sent it."""

    people = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Vælg mindst én."},
    )
    seen = forms.CharField(max_length=16, widget=forms.HiddenInput)

    def __init__(self, *args: Any, page: AssignPage, **kwargs: Any) -> None:
        kwargs["initial"] = {"people": page.chosen, "seen": page.seen}
        super().__init__(*args, **kwargs)
        self.page = page
        field = cast(forms.MultipleChoiceField, self.fields["people"])
        field.choices = page.choices
        field.label = "Hvem skal have den?" if len(page.tasks) == 1 else "Hvem skal have dem?"
        field.required = "leave" not in self.data
        if page.somebody_has:
            field.error_messages["required"] = "Vælg mindst én, eller overlad det til rollen."

    def clean_people(self) -> list[User]:
        """The people."""
        chosen = self.cleaned_data["people"] if self.fields["people"].required else []
        return [person for person in self.page.people if str(person.pk) in chosen]

    def renew(self) -> None:
        """The page shows how it is now: sent again, the form means that."""
        data = cast(QueryDict, self.data).copy()
        data["seen"] = self.page.seen
        self.data = data
