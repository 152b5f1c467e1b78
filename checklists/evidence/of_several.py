"""What a closing form asks once for each of several: notices to each audience (G53), a call from each network (G34)."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.db.models import TextChoices

from checklists.models import Item
from ui.fields import WholeNumberField

MOST = 9999


class Tried(TextChoices):
    """How it went."""

    WORKED = "worked", "Lykkedes"
    NOT_YET = "not_yet", "Lykkedes ikke endnu"
    UNUSED = "unused", "Bruges ikke hos os"


def _count_name(key: str) -> str:
    return f"count_{key}"


def _tried_name(key: str) -> str:
    return f"tried_{key}"


def fields_of_several(item: Item, *, required: bool) -> dict[str, forms.Field]:
    """The form fields by name; none for most items. The names are those of the answers, too."""
    counts: dict[str, forms.Field] = {
        _count_name(count["key"]): WholeNumberField(
            label=count["label"], help_text=f"Mindst {count['least']}.", max_value=MOST, required=required
        )
        for count in item.counts
    }
    tried: dict[str, forms.Field] = {
        _tried_name(one["key"]): forms.ChoiceField(
            label=one["label"], choices=Tried.choices, widget=forms.RadioSelect, required=required
        )
        for one in item.tried
    }
    return counts | tried


def short_of(item: Item, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(name, sentence) for each answer that is too little to close on."""
    for count in item.counts:
        name = _count_name(count["key"])
        if name in answers and answers[name] < count["least"]:
            yield name, f"Der skal være mindst {count['least']}. Gem uden at lukke, så længe I mangler."
    tried = {_tried_name(one["key"]): answers.get(_tried_name(one["key"])) for one in item.tried}
    for name, result in tried.items():
        if result == Tried.NOT_YET:
            yield name, "Det skal lykkes, før opgaven kan lukkes. Gem uden at lukke, så længe det mangler."
    if tried and all(result == Tried.UNUSED for result in tried.values()):
        yield next(iter(tried)), "Mindst ét af dem skal være i brug og prøvet."


def several_in_words(item: Item, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(label, text) for each answer given, in the item's order."""
    for count in item.counts:
        if (number := answers.get(_count_name(count["key"]))) is not None:
            yield count["label"], str(number)
    for one in item.tried:
        if result := answers.get(_tried_name(one["key"])):
            yield one["label"], str(Tried(result).label)


def enough_of_several(item: Item) -> dict[str, Any]:
    """The least answers the item closes on."""
    counts = {_count_name(count["key"]): count["least"] for count in item.counts}
    return counts | {_tried_name(one["key"]): Tried.WORKED.value for one in item.tried}
