"""One factory builds every closing form from the item's `evidence_fields`, and one reader says evidence in words."""

from datetime import date
from typing import Any

from checklists.evidence_fields import KINDS, make_field
from checklists.models import Evidence, Item
from ui.danish import long_date
from ui.forms import Form


class EvidenceForm(Form):
    """The answers that close one task. A draft may leave answers out and stand half done."""

    def __init__(self, *args: Any, item: Item, today: date, draft: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.item, self.today, self.draft = item, today, draft
        for kind in item.evidence_fields:
            self.fields[kind] = make_field(
                kind,
                choices=[(choice["key"], choice["label"]) for choice in item.choices],
                required=not draft and kind not in item.optional_evidence,
                **item.evidence_words(kind),
            )
        if "person" in self.fields:
            # The page offers the project's people under this name; any other name may be written.
            self.fields["person"].widget.attrs |= {"list": "people", "autocomplete": "off"}

    def clean(self) -> None:
        """What closes a task must hold a figure where one is asked for, and a day that has come."""
        super().clean()
        if self.draft:
            return
        figures, day = self.cleaned_data.get("figures"), self.cleaned_data.get("date")
        if figures and not any(character.isdigit() for character in figures):
            self.add_error("figures", "Skriv mindst ét tal.")
        if day and day > self.today and not self.item.date_may_lie_ahead:
            self.add_error("date", "Datoen ligger i fremtiden. Skriv den dag, det blev gjort.")


def answers_of(form: EvidenceForm) -> dict[str, Any]:
    """The cleaned answers by kind, blanks left out."""
    return {kind: value for kind, value in form.cleaned_data.items() if value not in (None, "")}


def as_columns(answers: dict[str, Any]) -> dict[str, Any]:
    """Answers by kind -> the evidence row's columns; what has no column of its own goes into `data`."""
    columns: dict[str, Any] = {"on_date": None, "person_name": "", "link": "", "reference": "", "data": {}}
    for kind, value in answers.items():
        if column := KINDS[kind].column:
            columns[column] = value
        else:
            columns["data"][kind] = value
    return columns


def as_answers(evidence: Evidence) -> dict[str, Any]:
    """The reverse: an evidence row -> answers by kind, for a form's initial values."""
    answers = dict(evidence.data)
    for kind, answer in KINDS.items():
        if answer.column and (value := getattr(evidence, answer.column)):
            answers[kind] = value
    return answers


def in_words(evidence: Evidence, item: Item) -> list[tuple[str, str, str]]:
    """(label, text, address or "") for each answer, in the item's order."""
    answers = as_answers(evidence)
    labels = {choice["key"]: choice["label"] for choice in item.choices}
    words = []
    for kind in item.evidence_fields:
        if kind not in answers:
            continue
        value = answers[kind]
        text = long_date(value) if kind == "date" else str(value)
        if kind == "choice":
            text = labels.get(text, text)
        words.append(
            (
                item.evidence_words(kind).get("label") or KINDS[kind].label,
                text,
                text if kind == "link" else "",
            )
        )
    return words
