"""Closing a task while what the guide names first, or a unit, is still open: the form asks why, one tap for most."""

from collections.abc import Mapping, Sequence

from django import forms

from ui.danish import listed
from ui.fields import GuardedTextField

EARLY, EARLY_WORDS, OTHER = "early", "early_words", "other"
# Ours: the usual reasons, as they stand in Historik afterwards.
EARLY_REASONS: Mapping[str, str] = {
    "another_order": "Vi gjorde det i en anden rækkefølge",
    "done_elsewhere": "Det, der mangler, er gjort, men ikke skrevet ind i portalen endnu",
    "follows_soon": "Det haster, og vi gør resten færdigt bagefter",
}
UNITS_ELSEWHERE = ("units_elsewhere", "Vi fører enhederne et andet sted")
REASONS: Mapping[str, str] = dict([UNITS_ELSEWHERE, *EARLY_REASONS.items()])


def early_fields(missing: Sequence[str], behind: str = "") -> dict[str, forms.Field]:
    """The two fields that ask why, `missing` being the numbers that are still open, `behind` how many units are."""
    label = f"Guiden nævner {listed(missing, most=6)} først. " if missing else ""
    label += f"{behind} er ikke færdig{'' if behind.startswith('1 ') else 'e'}. " if behind else ""
    label += "Hvorfor lukker I alligevel?"
    required = {"required": "Vælg en grund, eller løs det, der mangler, først."}
    return {
        EARLY: forms.ChoiceField(
            label=label,
            choices=[*([UNITS_ELSEWHERE] if behind else []), *EARLY_REASONS.items(), (OTHER, "En anden grund")],
            widget=forms.RadioSelect,
            error_messages={**required, "invalid_choice": required["required"]},
        ),
        EARLY_WORDS: GuardedTextField(
            label="Med jeres egne ord", required=False, max_length=500, help_text="Udfyldes ved en anden grund."
        ),
    }
