"""What the portal takes from nobody, as far as it can be told what it is."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Foreign:
    """`label` has its article and is empty when nobody knows; `advice` is a whole sentence, or empty."""

    label: str
    advice: str = ""


_PICTURE = "Gem det som PNG eller JPEG, og læg det op."
PACKAGE = Foreign("en pakke (ZIP)", "Pak den ud, og læg filerne op hver for sig.")
# Also what Office makes of a locked file in a new format.
OLD_OFFICE = Foreign("en Office-fil i gammelt format")
SLIDES = Foreign("en PowerPoint-præsentation", "Gem den som PDF, og læg den op.")
TEMPLATE = Foreign("en Office-skabelon", "Gem den som et almindeligt dokument, og læg den op.")
UNKNOWN = Foreign("")

_PAGE = rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|script)\b"
_KNOWN = (
    (re.compile(_PAGE, re.I | re.S), Foreign("en hjemmeside (HTML)", "Gem siden som PDF, og læg den op.")),
    (re.compile(rb"GIF8[79]a"), Foreign("et GIF-billede", _PICTURE)),
    (re.compile(rb"II\*\0|MM\0\*"), Foreign("et TIFF-billede", _PICTURE)),
    (re.compile(rb"RIFF....WEBP", re.S), Foreign("et WebP-billede", _PICTURE)),
    (re.compile(rb"BM....\0\0\0\0", re.S), Foreign("et BMP-billede", _PICTURE)),
    (re.compile(rb"....ftyp(?:hei|hev|mif1|msf1)", re.S), Foreign("et HEIC-billede fra en telefon", _PICTURE)),
    (re.compile(rb"....ftyp", re.S), Foreign("en video")),
    (re.compile(rb"\{\\rtf"), Foreign("et RTF-dokument", "Gem det som Word-dokument eller PDF, og læg det op.")),
    (re.compile(rb"MZ.{60}\0\0|\x7fELF", re.S), Foreign("et program")),
    (re.compile(rb"7z\xbc\xaf|Rar!|\x1f\x8b"), PACKAGE),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), OLD_OFFICE),
)


def foreign_of(start: bytes) -> Foreign | None:
    """What the first kilobyte gives away, or None."""
    return next((foreign for mark, foreign in _KNOWN if mark.match(start)), None)
