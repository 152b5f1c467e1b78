"""How sizes, kinds and lists of them are written in a refusal."""

from collections.abc import Collection, Sequence
from math import ceil

from files.kinds import KINDS, Kind

_KB, _MB = 1024, 1024 * 1024
_NEUTER = ("billede", "dokument", "regneark")


def size_in_words(size: int) -> str:
    """Bytes as a Dane writes them, rounded up so that too much is never shown as just enough: "25 MB", "25,1 MB"."""
    unit, label = (_MB, "MB") if size >= _MB else (_KB, "kB")
    tenths = ceil(size * 10 / unit)
    whole, rest = divmod(tenths, 10)
    return f"{whole},{rest} {label}" if rest else f"{whole} {label}"


def a_kind(kind: Kind) -> str:
    """The kind with its article: "et Word-dokument", "en PDF"."""
    return f"{'et' if kind.label.endswith(_NEUTER) else 'en'} {kind.label}"


def kinds_in_words(allowed: Collection[str]) -> str:
    """The kinds taken in, in the order of the table: "PDF, PNG-billede eller tekstfil"."""
    return either([kind.label for key, kind in KINDS.items() if key in allowed])


def either(words: Sequence[str]) -> str:
    """ "a, b eller c"."""
    return " eller ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
