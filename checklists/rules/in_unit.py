"""What a task asks of one unit: the playbook's `in_unit`. A municipality's own task asks for state and day only."""

from collections.abc import Mapping
from typing import Any

from checklists.models import Item


def is_reported(item: Item) -> bool:
    """Is it reported unit by unit? Not G06, which follows who is tovholder."""
    return item.per_unit and not item.fills_role


def ask_of(item: Item) -> str:
    """What one unit is asked to do, e.g. "Meld undervisningen gennemført"."""
    return str(_in_unit(item).get("ask") or item.title)


def kinds_in(item: Item) -> list[str]:
    """The kinds of answer each unit gives, besides the day and a remark."""
    usual = ["choice"] if item.choices else []
    return list(_in_unit(item).get("fields", usual))


def words_in(item: Item, kind: str) -> Mapping[str, str]:
    """The label and hint for a field of a unit's; the item's own where it has none for units."""
    found: Mapping[str, str] = _in_unit(item).get("words", {}).get(kind) or item.evidence_words(kind)
    return found


def labels_of(item: Item) -> dict[str, str]:
    """The ready answers: key -> label."""
    return {choice["key"]: choice["label"] for choice in item.choices}


def mixed_choice(item: Item) -> str:
    """The ready answer that holds for the municipality when its units differ; "" where there is none."""
    return next((choice["key"] for choice in item.choices if choice.get("when_mixed")), "")


def _in_unit(item: Item) -> Mapping[str, Any]:
    found: Mapping[str, Any] = item.content.get("in_unit", {})
    return found
