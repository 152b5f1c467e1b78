"""Kind of mail -> Danish label and the function that writes it. Each app declares its own in its `letters.py`.

`write(letter)` is called when the mail is sent, so links and one-time tokens are made then and stored nowhere. It gives
None when the mail no longer matters (the person has left, the invitation was withdrawn); then it is never sent.
"""

from collections.abc import Callable
from dataclasses import dataclass
from string import Formatter
from typing import Any

from django.core.mail import EmailMultiAlternatives

# Takes a Letter; not named by its type, since the row asks here for its label.
Writer = Callable[[Any], EmailMultiAlternatives | None]


class UnknownKind(LookupError):
    """A mail of a kind that no app has declared."""


class WrongLetterParams(ValueError):
    """A parameter that the label needs is missing, or one is more than an id or a label."""


@dataclass(frozen=True)
class Kind:
    """One kind of mail."""

    label: str
    write: Writer


_kinds: dict[str, Kind] = {}


def declare(kind: str, *, label: str, write: Writer) -> str:
    """Declare a kind, e.g. ("welcome", label="Velkomst og adgangskode", write=…). Returns the kind.

    The label stands on the list of mails and may hold `{params}`. Raises ValueError when the kind stands twice.
    """
    if kind in _kinds:
        raise ValueError(f"Kind of mail {kind} is declared twice")
    _kinds[kind] = Kind(label, write)
    return kind


def label_of(kind: str) -> str:
    """The label with its placeholders. Raises UnknownKind."""
    return _kind(kind).label


def writer_of(kind: str) -> Writer:
    """The function that writes the mail. Raises UnknownKind."""
    return _kind(kind).write


def check_params(kind: str, params: dict[str, str | int]) -> None:
    """Raises UnknownKind, WrongLetterParams."""
    needed = {name for _, name, _, _ in Formatter().parse(label_of(kind)) if name}
    if missing := needed - params.keys():
        raise WrongLetterParams(f"{kind} needs {sorted(missing)}")
    for name, value in params.items():
        if not isinstance(value, str | int) or len(str(value)) > LONGEST_LABEL:
            raise WrongLetterParams(f"{name} is neither an id nor a label")


# A name or the title of a task fits; a comment does not.
LONGEST_LABEL = 250


def _kind(kind: str) -> Kind:
    try:
        return _kinds[kind]
    except KeyError:
        raise UnknownKind(kind) from None
