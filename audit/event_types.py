"""Event type -> Danish sentence. Each app declares its own types in its `events.py`; an unknown type raises."""

from string import Formatter

ACTOR = "actor"
_sentences: dict[str, str] = {}


class UnknownEventType(LookupError):
    """An event of a type that no app has declared."""


class WrongEventParams(ValueError):
    """The parameters given are not those the sentence names."""


def declare(event_type: str, sentence: str) -> str:
    """Declare a type with its sentence, e.g. ("task.closed", "{actor} lukkede {number} {title}."). Returns the type.

    `{actor}` is filled from the event's own person. Raises ValueError when the type stands twice with other words.
    """
    if _sentences.setdefault(event_type, sentence) != sentence:
        raise ValueError(f"Event type {event_type} is declared twice")
    return event_type


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
