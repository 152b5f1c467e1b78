"""Cards beside Mine opgaver: every part may put its own there, with the facts a busy person looks for first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from checklists.mine.day import MyDay


@dataclass(frozen=True)
class CardLine:
    """One fact: what, how it stands, and where its rows are. `alarm` shows it in red."""

    label: str
    text: str
    url: str = ""
    more: str = ""
    alarm: bool = False


@dataclass(frozen=True)
class Card:
    """A card; those with a lower order stand higher."""

    order: int
    title: str
    url: str = ""
    lines: Sequence[CardLine] = field(default_factory=tuple)


Maker = Callable[[MyDay], list[Card]]
_makers: list[Maker] = []


def register(maker: Maker) -> None:
    """Let a part make cards for a person's day. Called from an app's `ready`."""
    _makers.append(maker)


def cards_for(day: MyDay) -> list[Card]:
    """All cards for the person that day, in order."""
    return sorted((card for maker in _makers for card in maker(day)), key=lambda card: card.order)
