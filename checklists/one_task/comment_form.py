"""Writing a comment."""

from typing import Any, cast
from uuid import uuid4

from django import forms

from accounts.models import User
from checklists.models.comment import LONGEST_COMMENT
from ui.fields import GuardedTextField
from ui.forms import Form


class CommentForm(Form):
    """The words, and whom to mention; names written as @Navn in the text need no tick."""

    text = GuardedTextField(
        label="Skriv en kommentar",
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Skriv @ og navnet for at nævne en kollega.",
        error_messages={"required": "Skriv kommentaren først."},
    )
    people = forms.MultipleChoiceField(label="Hvem?", required=False, widget=forms.CheckboxSelectMultiple)
    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: dict[User, str], **kwargs: Any) -> None:
        """`people`: those who can be mentioned, with the words for each."""
        kwargs = {"prefix": "comment", "initial": {"once": uuid4()}, **kwargs}
        super().__init__(*args, **kwargs)
        self.readers = people
        field = cast(forms.MultipleChoiceField, self.fields["people"])
        field.choices = [(person.pk, words) for person, words in people.items()]

    def clean_people(self) -> list[User]:
        """The people."""
        return [person for person in self.readers if str(person.pk) in self.cleaned_data["people"]]
