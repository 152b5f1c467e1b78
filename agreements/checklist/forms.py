"""One point of the checklist, and the version one read."""

from collections.abc import Mapping
from typing import Any

from django import forms

from agreements.models import LINE, TEXT, Mark
from agreements.rules.checklist import PointStatus
from agreements.services.checklist import Found
from ui.fields import GuardedTextField
from ui.forms import Form

NO_MARK = "Vælg opfyldt, ikke opfyldt eller se note."
NO_NOTE = "Skriv en note om, hvad der mangler, eller hvad der skal ses på."


class PointForm(Form):
    """What was found, where it stands, and a note; `seen` is the mark that stood there when the page was made."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    mark = forms.ChoiceField(label="Vurdering", required=False, choices=Mark.choices, widget=forms.RadioSelect)
    again = forms.BooleanField(required=False)
    place = GuardedTextField(label="Sted i aftalen", required=False, max_length=LINE)
    note = GuardedTextField(label="Note", required=False, max_length=TEXT, widget=forms.Textarea(attrs={"rows": 1}))

    def __init__(self, data: Mapping[str, Any] | None = None, *, status: PointStatus) -> None:
        mark = status.mark
        initial = {"seen": mark.pk, "mark": mark.mark, "place": mark.place, "note": mark.note} if mark else {}
        super().__init__(data, prefix=status.point["key"], initial=initial)
        self.status = status
        for field in self.fields.values():
            field.called = f"{status.title}, {str(field.label).lower()}"  # type: ignore[attr-defined]
        for name in ("place", "note"):
            self.fields[name].needed_sometimes = True  # type: ignore[attr-defined]
        if status.is_older and status.newest:
            self.fields["again"].label = f"Set igen i version {status.newest.label}, og det passer stadig"
        else:
            del self.fields["again"]

    def clean(self) -> None:
        """Raises ValidationError for words without a mark, and for a mark that says nothing without a note."""
        super().clean()
        data = self.cleaned_data
        if not data.get("mark"):
            if data.get("place") or data.get("note"):
                self.add_error("mark", NO_MARK)
        elif data["mark"] != Mark.MET and not data.get("note") and "note" not in self.errors:
            self.add_error("note", NO_NOTE)

    @property
    def found(self) -> Found | None:
        """What the person found; None for a point that is not looked at. For a valid form."""
        data = self.cleaned_data
        if not data["mark"]:
            return None
        return Found(Mark(data["mark"]), data["place"], data["note"], data["seen"], bool(data.get("again")))


class ReadForm(Form):
    """The version that was the newest when the page was made: what the person has read."""

    of_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
