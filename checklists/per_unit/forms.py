"""What one unit says of one task, as a form: a row of the grid, or a page of its own."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from checklists.evidence_fields import make_field
from checklists.models import Item, TaskUnit
from checklists.moves import State
from checklists.rules.in_unit import kinds_in, labels_of, words_in
from checklists.rules.unit_report import Report, as_meant, faults_of
from ui.fields import DanishDateField, GuardedTextField
from ui.forms import Form

LONGEST_NOTE = 2000


class UnitForm(Form):
    """State, day, the answers the task asks of a unit, and a remark. A day alone means that it is done."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    state = forms.ChoiceField(label="Tilstand", choices=State.choices, widget=forms.RadioSelect)
    on_date = DanishDateField(required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, row: TaskUnit, item: Item, today: date) -> None:
        super().__init__(data, prefix=prefix_of(row.unit_id), initial=initial_of(row))
        self.row, self.item, self.today = row, item, today
        self.fields["on_date"].label = day_label(item)
        if not item.date_may_lie_ahead:
            self.fields["on_date"].help_text = "dd.mm.åååå. Er feltet tomt, betyder Færdig i dag."
        self.fields |= {kind: _answer(kind, item) for kind in kinds_in(item)}
        self.fields["note"] = _note(item)
        if "choice" in self.fields and item.choices:
            # Only what is done needs an answer.
            self.fields["choice"].required = data is None or data.get(self.add_prefix("state")) == State.DONE
        self.report: Report | None = None

    def as_row(self) -> "UnitForm":
        """The same form as a row of the grid: lists to choose from, no hints, short fields."""
        for field in self.fields.values():
            field.help_text = ""
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 1
        self.fields["state"].widget = forms.Select(choices=State.choices)
        if "choice" in self.fields and self.item.choices:
            self.fields["choice"].widget = forms.Select(choices=[("", "Vælg"), *labels_of(self.item).items()])
        return self

    def clean(self) -> None:
        """Raises ValidationError for what no unit may say, by the rules that also hold for one tap."""
        super().clean()
        data = self.cleaned_data
        if {"state", "on_date", "version"} - data.keys():
            return
        seen = self.row if data["version"] == self.row.version else None
        state, day = as_meant(seen, data["state"], data["on_date"])
        if state == State.DONE and day is None and not self.item.date_may_lie_ahead:
            day = self.today
        answers = {kind: data[kind] for kind in kinds_in(self.item) if data.get(kind)}
        self.report = Report(self.row.unit_id, data["version"], state, day, answers, data.get("note", ""))
        for name, fault in list(faults_of(self.item, self.report, today=self.today)):
            self.add_error(name, fault)

    def renew_version(self, row: TaskUnit) -> None:
        """The row has changed: sending the form again is now a choice against what stands there."""
        data = self.data.copy()
        data[self.add_prefix("version")] = str(row.version)
        self.data, self.row = data, row


def prefix_of(unit: int) -> str:
    """What the names of a unit's fields begin with."""
    return f"u{unit}"


def units_in(data: Iterable[str]) -> list[int]:
    """The keys of the units whose rows were sent."""
    parts = (name.removeprefix("u").removesuffix("-version") for name in data if name.endswith("-version"))
    return [int(part) for part in parts if part.isdecimal() and len(part) < 18]


def initial_of(row: TaskUnit) -> dict[str, Any]:
    """What the row says now."""
    return {"version": row.version, "state": row.state, "on_date": row.on_date, "note": row.note, **row.answers}


def day_label(item: Item) -> str:
    """What the day is: the item's own word, or when it was done."""
    return words_in(item, "date").get("label") or "Færdig den"


def _answer(kind: str, item: Item) -> forms.Field:
    choices = list(labels_of(item).items())
    words = words_in(item, kind)
    return make_field(kind, choices=choices, required=False, label=words.get("label", ""), hint=words.get("hint", ""))


def _note(item: Item) -> forms.Field:
    words = words_in(item, "note")
    return GuardedTextField(
        label=words.get("label") or "Bemærkning",
        help_text=words.get("hint") or "Er det ikke relevant her, så skriv hvorfor.",
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class TapForm(Form):
    """One tap: the version of the row the page was made from, and the answer on the button."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    choice = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def seen(self) -> int:
        """The version; 0, which no row has, when it is missing or no number."""
        return self.cleaned_data.get("version", 0) if self.is_valid() else 0

    @property
    def answer(self) -> str:
        """The key of the ready answer; "" for none."""
        return self.cleaned_data.get("choice", "") if self.is_valid() else ""
