"""Our suggested dates in words. The guide itself gives no durations."""

from checklists.models import Item
from checklists.playbook.vocabulary import Anchor

ON_THE_DAY = {
    Anchor.START: "på projektets første dag",
    Anchor.GO_LIVE: "på go-live-dagen",
    Anchor.HYPERCARE_END: "den sidste dag i hypercare",
}
FROM_THE_DAY = {
    Anchor.START: "projektets start",
    Anchor.GO_LIVE: "go-live",
    Anchor.HYPERCARE_END: "den sidste dag i hypercare",
}


def workdays(count: int) -> str:
    """E.g. "1 arbejdsdag", "12 arbejdsdage"."""
    return f"{count} arbejdsdag{'' if count == 1 else 'e'}"


def due_in_words(item: Item) -> str:
    """E.g. "31 arbejdsdage efter projektets start"."""
    anchor = Anchor(item.anchor)
    if not item.offset_workdays:
        return ON_THE_DAY[anchor]
    side = "før" if item.offset_workdays < 0 else "efter"
    return f"{workdays(abs(item.offset_workdays))} {side} {FROM_THE_DAY[anchor]}"


def hours_in_words(item: Item) -> str:
    """E.g. "6 timer", or why there is no figure."""
    if item.hours is None:
        return "Afhænger af jeres enheder eller leverandøren"
    return f"{item.hours} {'time' if item.hours == 1 else 'timer'}"
