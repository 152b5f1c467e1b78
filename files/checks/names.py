"""The name a file comes with: what may stand in it, and the ending it gets when it has none."""

import re
import unicodedata

from files.kinds import Kind
from files.refused import Refused
from ui import cpr

LONGEST = 255
# A letter first, so that "Referat 1.2" and "Aftale v. Hansen" have no ending.
_ENDING = re.compile(r"\.([a-z][a-z0-9]{0,9})$", re.IGNORECASE)
# Control, invisible and direction marks, lone surrogates, line and paragraph separators, private signs.
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp", "Co"}

EMPTY = "Filen har intet navn. Giv den et navn, og læg den op igen."
PATH = "Filens navn rummer en sti (/, \\ eller ..). Omdøb filen, og læg den op igen."
UNSEEN = "Filens navn rummer usynlige tegn. Skriv navnet om, og læg filen op igen."
CPR = "Filens navn ser ud til at rumme et CPR-nummer. Fjern det fra navnet, og læg filen op igen."
TOO_LONG = f"Filens navn er for langt. Det må højst være på {LONGEST} tegn. Forkort det, og læg filen op igen."


def clean_name(name: str) -> str:
    """The name composed (a Mac sends å as two signs) and without spaces around it. Raises Refused.

    A name without a letter or digit before its ending is empty: ".pdf", "..".
    """
    name = unicodedata.normalize("NFC", name).strip(" \u00a0")
    if not name:
        raise Refused(EMPTY)
    if any(unicodedata.category(sign) in _UNSEEN for sign in name):
        raise Refused(UNSEEN)
    if "/" in name or "\\" in name or name in {".", ".."}:
        raise Refused(PATH)
    if not any(sign.isalnum() for sign in _ENDING.sub("", name)):
        raise Refused(EMPTY)
    if cpr.find(name):
        raise Refused(CPR)
    return _short_enough(name)


def ending_of(name: str) -> str:
    """What stands after the last full stop, in small letters; empty when there is no ending."""
    match = _ENDING.search(name)
    return match[1].lower() if match else ""


def with_ending(name: str, kind: Kind) -> str:
    """The name, with the kind's own ending when it has none. Raises Refused when that makes it too long."""
    return name if ending_of(name) else _short_enough(f"{name.rstrip('.')}.{kind.endings[0]}")


def _short_enough(name: str) -> str:
    if len(name) > LONGEST:
        raise Refused(TOO_LONG)
    return name
