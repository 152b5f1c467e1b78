"""The kinds of answer that can close a task: for each its form field and the place where it is kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from ui.fields import DanishDateField, GuardedTextField, LinkField, ReferenceField


@dataclass(frozen=True)
class AnswerKind:
    """A kind of answer: its words on the form, and the evidence column it fills ("" = in `data`)."""

    label: str
    hint: str
    missing: str
    make: Callable[..., forms.Field]
    column: str = ""


def _line(**kwargs: Any) -> forms.Field:
    return GuardedTextField(max_length=200, **kwargs)


def _reference(**kwargs: Any) -> forms.Field:
    return ReferenceField(max_length=200, **kwargs)


def _lines(**kwargs: Any) -> forms.Field:
    return GuardedTextField(max_length=4000, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)


VALID_UNTIL = "valid_until"

KINDS: Mapping[str, AnswerKind] = {
    "person": AnswerKind(
        "Hvem",
        "Navn og eventuelt titel.",
        "Skriv navnet på en person.",
        _line,
        "person_name",
    ),
    "choice": AnswerKind("Valg", "", "Vælg et svar.", _line),
    "reason": AnswerKind("Begrundelse", "Kort, så andre kan forstå valget.", "Skriv en kort begrundelse.", _lines),
    "decider": AnswerKind("Besluttet af", "Navn eller rolle.", "Skriv, hvem der besluttede det.", _line),
    "date": AnswerKind(
        "Dato", "dd.mm.åååå", "Skriv datoen som dag.måned.år, fx 27.11.2026.", DanishDateField, "on_date"
    ),
    "reference": AnswerKind(
        "Reference",
        "Nummer eller navn, som I kan finde det igen på.",
        "Udfyld feltet med et nummer eller navn.",
        _reference,
        "reference",
    ),
    "link": AnswerKind(
        "Link", "Adressen på dokumentet eller siden.", "Indsæt et link, fx https://…", LinkField, "link"
    ),
    "version": AnswerKind("Version", "Fx 1.2 eller datoen på dokumentet.", "Skriv versionen.", _line),
    "read_by": AnswerKind("Læst af", "Navne, adskilt af komma.", "Skriv, hvem der har læst det.", _lines),
    "audience": AnswerKind("Modtagere", "Hvem har fået det?", "Skriv, hvem der har fået det.", _lines),
    "participants": AnswerKind(
        "Deltagere", "Navne eller grupper, adskilt af komma.", "Skriv, hvem der er med.", _lines
    ),
    "note": AnswerKind("Notat", "Det, andre skal vide om resultatet.", "Skriv et kort notat.", _lines),
    "figures": AnswerKind("Tal", "Fx 12 af 12 enheder.", "Skriv tallene.", _line),
    "file": AnswerKind(
        "Ligger filen et andet sted?",
        "Link eller sagsnummer, hvis I ikke lægger filen op her.",
        "Læg en fil op, eller skriv et link eller et sagsnummer, så andre kan finde den.",
        _reference,
    ),
    # Not asked for by name: every item whose proof decays has it.
    VALID_UNTIL: AnswerKind(
        "Gyldig til",
        "Når dagen er passeret, skal beviset ses efter igen.",
        "Skriv datoen som dag.måned.år, fx 27.11.2026.",
        DanishDateField,
        "valid_until",
    ),
    "approval": AnswerKind("Godkendt af", "Navn eller rolle.", "Skriv, hvem der har godkendt det.", _line),
}


def make_field(
    kind: str,
    *,
    choices: Sequence[tuple[str, str]] = (),
    required: bool = True,
    label: str = "",
    hint: str = "",
) -> forms.Field:
    """The form field of a kind; `choices` are the item's ready answers. Raises KeyError for an unknown kind."""
    answer = KINDS[kind]
    words: dict[str, Any] = {
        "label": label or answer.label,
        "help_text": hint or answer.hint,
        "required": required,
        "error_messages": {"required": answer.missing},
    }
    if kind == "choice" and choices:
        words["error_messages"] = {"required": answer.missing, "invalid_choice": answer.missing}
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **words)
    return answer.make(**words)
