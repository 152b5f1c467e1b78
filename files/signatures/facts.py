"""What can be known of one digital signature in a PDF. Plain values: no PDF library is loaded here."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any, Self


class Unreadable(Exception):
    """The file's signatures could not be read at all: broken, hostile, locked, or more than the limits allow."""


class TooMuch(Unreadable):
    """The reading took more time or memory than it may, or fell over; on a quieter machine it may go well."""


class Kind(StrEnum):
    """A person's or a company's signature, or a time stamp on the document alone."""

    SIGNATURE = "signature"
    TIMESTAMP = "timestamp"


class TimeFrom(StrEnum):
    """Who says when: a time stamp whose issuer is known here, the signer's own clock, or nobody."""

    STAMP = "stamp"
    SIGNER = "signer"
    NOBODY = "nobody"


class Changed(StrEnum):
    """What came into the file after this signature."""

    NOTHING = "nothing"
    SIGNATURES = "signatures"
    UPKEEP = "upkeep"
    FORM = "form"
    CONTENT = "content"
    UNKNOWN = "unknown"


class Trust(StrEnum):
    """What is known of the one who vouches for the signer."""

    TRUSTED = "trusted"
    NOT_CHECKED = "issuer_not_checked"
    EXPIRED = "expired"
    WRONG = "issuer_wrong"
    WEAK = "weak"


class State(StrEnum):
    """The short of it, for one signature or for the whole document; from best to worst but for NONE."""

    NONE = "none"
    INTACT = "intact"
    FILLED = "filled"
    CHANGED = "changed"
    UNREADABLE = "unreadable"
    BROKEN = "broken"


@dataclass(frozen=True)
class SignatureFact:
    """One signature. `readable` False: it is there, but in a form that cannot be checked, and the rest says nothing.

    `intact`: the bytes it covers are those that were signed. `covers_whole`: they are the whole file as it is now.
    """

    field: str
    kind: Kind = Kind.SIGNATURE
    readable: bool = True
    signer: str = ""
    issuer: str = ""
    signed_at: datetime | None = None
    time_from: TimeFrom = TimeFrom.NOBODY
    covers_whole: bool = False
    intact: bool = False
    changed_after: Changed = Changed.UNKNOWN
    trust: Trust = Trust.NOT_CHECKED

    @property
    def state(self) -> State:
        """The short of it."""
        if not self.readable:
            return State.UNREADABLE
        if not self.intact:
            return State.BROKEN
        return {Changed.CONTENT: State.CHANGED, Changed.UNKNOWN: State.CHANGED, Changed.FORM: State.FILLED}.get(
            self.changed_after, State.INTACT
        )

    def as_plain(self) -> dict[str, Any]:
        """The fact in values that JSON knows; `from_plain` reads it back."""
        return asdict(self) | {"signed_at": self.signed_at and self.signed_at.isoformat()}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """The fact that `as_plain` wrote. ValueError, TypeError or KeyError when it did not write it."""
        kinds = {"kind": Kind, "time_from": TimeFrom, "changed_after": Changed, "trust": Trust}
        values = {field.name: plain[field.name] for field in fields(cls)}
        at = values["signed_at"]
        read = {name: kind(values[name]) for name, kind in kinds.items()}
        return cls(**values | read | {"signed_at": datetime.fromisoformat(at) if at else None})
