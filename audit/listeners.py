"""Talk upwards: a part above hears of an event and does its share in the same transaction.

Every app says all it listens to in its `listeners.py`, imported in `ready()` only. Listeners do not trigger each other:
what a listener records is heard by nobody.
"""

from collections import defaultdict
from collections.abc import Callable
from contextvars import ContextVar

from audit.models import Event

Listener = Callable[[Event], None]
_listeners: dict[str, list[Listener]] = defaultdict(list)
_listening: ContextVar[bool] = ContextVar("listening", default=False)


def listen(listener: Listener, *event_types: str) -> None:
    """Call `listener` with each event of these types from now on."""
    for event_type in event_types:
        if listener not in _listeners[event_type]:
            _listeners[event_type].append(listener)


def listeners_of(event_type: str) -> list[Listener]:
    """Who hears of events of this type."""
    return list(_listeners.get(event_type, ()))


def tell(event: Event) -> None:
    """Let everybody who listens do their share; nothing when a listener recorded the event."""
    if _listening.get():
        return
    token = _listening.set(True)
    try:
        for listener in listeners_of(event.type):
            listener(event)
    finally:
        _listening.reset(token)
