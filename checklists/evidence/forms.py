"""One factory builds every closing form from the item's `evidence_fields`, and one reader says evidence in words."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from checklists.evidence.early import EARLY, EARLY_WORDS, OTHER, REASONS, early_fields
from checklists.evidence.of_several import fields_of_several, several_in_words, short_of
from checklists.evidence_fields import KINDS, VALID_UNTIL, make_field
from checklists.models import Evidence, Item
from checklists.rules.unit_sums import UNITS, UNITS_LABEL
from ui.danish import long_date
from ui.forms import Form

# What the form asks besides the evidence.
NOT_ANSWERS = frozenset({EARLY, EARLY_WORDS})


class EvidenceForm(Form):
    """The answers that close one task. A draft may leave answers out and stand half done."""

    def __init__(
        self,
        *args: Any,
        item: Item,
        today: date,
        draft: bool = False,
        early: Sequence[str] = (),
        behind: str = "",
        has_file: bool = False,
        **kwargs: Any,
    ) -> None:
        """`early`: the numbers of what the guide names first and is still open; `behind`: how many units are.

        With one of them the form asks why. `has_file`: a file lies on the task, so it need not lie elsewhere.
        """
        super().__init__(*args, **kwargs)
        self.item, self.today, self.draft, self.early = item, today, draft, early
        for kind in asked_of(item):
            self.fields[kind] = make_field(
                kind,
                choices=[(choice["key"], choice["label"]) for choice in item.choices],
                required=not draft and kind not in item.optional_evidence and kind != VALID_UNTIL,
                **item.evidence_words(kind),
            )
        if has_file and "file" in self.fields:
            self.fields["file"].required = False
        self.fields |= fields_of_several(item, required=not draft)
        if item.decays_days:
            self.fields[VALID_UNTIL].initial = today + timedelta(days=item.decays_days)
        if (early or behind) and not draft:
            self.fields |= early_fields(early, behind)
        if "person" in self.fields:
            # The page offers the project's people under this name; any other name may be written.
            self.fields["person"].widget.attrs |= {"list": "people", "autocomplete": "off"}

    def clean(self) -> None:
        """What closes a task must hold a figure where one is asked for, enough of several, and a day that has come."""
        super().clean()
        if self.draft:
            return
        figures, day = self.cleaned_data.get("figures"), self.cleaned_data.get("date")
        if figures and not any(character.isdigit() for character in figures):
            self.add_error("figures", "Skriv mindst ét tal.")
        if day and day > self.today and not self.item.date_may_lie_ahead:
            self.add_error("date", "Datoen ligger i fremtiden. Skriv den dag, det blev gjort.")
        valid_until = self.cleaned_data.get(VALID_UNTIL)
        if valid_until and valid_until < self.today:
            self.add_error(VALID_UNTIL, "Dagen er passeret. Skriv en dag fra i dag og frem, eller lad feltet stå tomt.")
        if self.cleaned_data.get(EARLY) == OTHER and not self.cleaned_data.get(EARLY_WORDS):
            self.add_error(EARLY_WORDS, "Skriv grunden.")
        for name, fault in list(short_of(self.item, self.cleaned_data)):
            self.add_error(name, fault)

    @property
    def early_reason(self) -> str:
        """Why it is closed although something is not in place; "" when nothing is missing."""
        chosen = self.cleaned_data.get(EARLY, "")
        words: str = self.cleaned_data.get(EARLY_WORDS, "")
        return words if chosen == OTHER else ". ".join(filter(None, (REASONS.get(chosen, ""), words)))


def asked_of(item: Item) -> list[str]:
    """The kinds of answer an item asks for; proof that decays is valid until a day."""
    return [*item.evidence_fields, *([VALID_UNTIL] if item.decays_days else [])]


def answers_of(form: EvidenceForm) -> dict[str, Any]:
    """The cleaned answers by kind, blanks left out."""
    return {
        kind: value for kind, value in form.cleaned_data.items() if value not in (None, "") and kind not in NOT_ANSWERS
    }


def as_columns(answers: dict[str, Any]) -> dict[str, Any]:
    """Answers by kind -> the evidence row's columns; what has no column of its own goes into `data`."""
    columns: dict[str, Any] = {
        "on_date": None,
        "person_name": "",
        "link": "",
        "reference": "",
        "valid_until": None,
        "data": {},
    }
    for kind, value in answers.items():
        if kind in KINDS and (column := KINDS[kind].column):
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
    words = [(UNITS_LABEL, str(answers[UNITS]), "")] if UNITS in answers else []
    for kind in asked_of(item):
        if kind not in answers:
            continue
        value = answers[kind]
        text = long_date(value) if isinstance(value, date) else str(value)
        if kind == "choice":
            text = labels.get(text, text)
        words.append(
            (
                item.evidence_words(kind).get("label") or KINDS[kind].label,
                text,
                text if kind == "link" else "",
            )
        )
    return [*words, *((label, text, "") for label, text in several_in_words(item, answers))]
