"""Event type -> Danish sentence. Each app declares its own types in its `events.py`; an unknown type raises."""

from string import Formatter

ACTOR = "actor"
_sentences: dict[str, str] = {}
# Types that stand in the row of the event that brought them about; what one of them, and several, are called there.
_folded: dict[str, tuple[str, str]] = {}


class UnknownEventType(LookupError):
    """An event of a type that no app has declared."""


class WrongEventParams(ValueError):
    """The parameters given are not those the sentence names."""


def declare(event_type: str, sentence: str, *, folded: tuple[str, str] | None = None) -> str:
    """Declare a type with its sentence, e.g. ("task.closed", "{actor} lukkede {number} {title}."). Returns the type.

    `{actor}` is filled from the event's own person. `folded`, e.g. ("frist flyttede", "frister flyttede"): many of
    them come from one act, and a list shows them in the row of that one. Raises ValueError when the type stands twice
    with other words.
    """
    if _sentences.setdefault(event_type, sentence) != sentence:
        raise ValueError(f"Event type {event_type} is declared twice")
    if folded:
        _folded[event_type] = folded
    return event_type


def folded_types() -> dict[str, tuple[str, str]]:
    """The types that stand in the row of what brought them about, each with its words for one and for several."""
    return dict(_folded)


def sentence_of(event_type: str) -> str:
    """The sentence with its placeholders. Raises UnknownEventType."""
    try:
        return _sentences[event_type]
    except KeyError:
        raise UnknownEventType(event_type) from None


def params_of(event_type: str) -> frozenset[str]:
    """The names of the parameters the sentence needs, the actor left out."""
    names = {name for _, name, _, _ in Formatter().parse(sentence_of(event_type)) if name}
    return frozenset(names - {ACTOR})
