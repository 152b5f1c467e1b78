"""The states a thing can be shown in: key -> word and badge. The icon has the key's name in the sprite."""

from typing import NamedTuple


class Look(NamedTuple):
    """How a state is shown: always icon and word, colour only on top."""

    word: str
    badge: str


STATES: dict[str, Look] = {
    "not_started": Look("Ikke startet", "badge-plain"),
    "ready": Look("Klar til start", "badge-plain"),
    "in_progress": Look("I gang", "badge-info"),
    "waiting": Look("Afventer", "badge-warning"),
    "done": Look("Færdig", "badge-success"),
    "not_relevant": Look("Ikke relevant", "badge-gray"),
    "blocked": Look("Blokeret", "badge-gray"),
    "expiring": Look("Skal ses efter", "badge-warning"),
    "too_early": Look("For tidligt", "badge-error"),
    "late": Look("Forsinket", "badge-error"),
}

# Our own drawings in static/kl/sprite.svg; every other icon comes from the design system's sprite.
OWN_ICONS = frozenset(STATES) | {"green", "yellow", "red", "mark"}
