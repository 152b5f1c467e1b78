"""Whether what a file is may be taken in, and whether its name says the same."""

from collections.abc import Collection

from files.checks.foreign import OLD_OFFICE, Foreign
from files.checks.packages import LOCKED
from files.checks.words import a_kind, kinds_in_words
from files.kinds import DOCX, KINDS, TXT, XLSX, Kind
from files.refused import Refused

_KIND_OF_ENDING = {ending: kind for kind in KINDS.values() for ending in kind.endings}


def check_likeness(found: Kind | Foreign, ending: str, *, allowed: Collection[str]) -> Kind:
    """The kind, when it is among the allowed and the ending (empty: the name has none) is its own. Raises Refused."""
    meant = _KIND_OF_ENDING.get(ending)
    if isinstance(found, Foreign):
        raise Refused(_foreign(found, ending, meant, allowed))
    if found.key not in allowed:
        raise Refused(_not_taken(a_kind(found), "", allowed))
    if not ending or meant == found:
        return found
    # .csv, .html, .py: text all of them, and none is a text file that may be renamed.
    if found == TXT and meant is None:
        raise Refused(_not_taken(f"filer, der ender på .{ending}", "", allowed))
    raise Refused(
        f"Filen ender på .{ending}, men er {a_kind(found)}. "
        f"Ret endelsen til .{found.endings[0]}, hvis det er den rigtige fil, og læg den op."
    )


def _foreign(found: Foreign, ending: str, meant: Kind | None, allowed: Collection[str]) -> str:
    if found == OLD_OFFICE and meant in {DOCX, XLSX}:
        return LOCKED
    if found == OLD_OFFICE:
        return "Filen er i et gammelt Office-format. Gem den som .docx eller .xlsx, og læg den op."
    if not meant:
        return _not_taken(found.label or "filer af den slags", found.advice, allowed)
    if found.label:
        return " ".join(filter(None, [f"Filen ender på .{ending}, men er {found.label}.", found.advice]))
    return f"Filen ender på .{ending}, men er ikke {a_kind(meant)}. Se, om det er den rigtige fil, og gem den igen."


def _not_taken(what: str, advice: str, allowed: Collection[str]) -> str:
    return " ".join(
        filter(None, [f"Portalen tager ikke imod {what}, kun {kinds_in_words(allowed)}.", advice]),
    )
