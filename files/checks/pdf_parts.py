"""What a PDF may not carry: what runs when it is opened or clicked, and files hidden in it.

Every object is looked at, whether a page leads to it or not, and so is what lies inside it.
"""

import re
from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from files.refused import Refused

SCRIPT = "PDF'en rummer JavaScript, som kan køre, når den åbnes. Udskriv den til en ny PDF, og læg den op."
XFA = "PDF'en er en XFA-formular, som kan køre kode. Udskriv den til en ny PDF, og læg den op."
LAUNCH = "PDF'en kan starte et program. Udskriv den til en ny PDF, og læg den op."
EMBEDDED = "PDF'en har en fil liggende i sig. Tag filen ud, læg den op for sig, og gem PDF'en uden den."
MEDIA = "PDF'en rummer lyd, video eller 3D. Udskriv den til en ny PDF, og læg den op."

# Looking through an object's text is many times faster than walking it, and few have any of these.
_SUSPECT = re.compile(
    rb"/(?:JavaScript|JS|XFA|Launch|EF|EmbeddedFile|FileAttachment|GoToE|Collection"
    rb"|RichMedia\w*|Movie|Sound|Screen|3D|Rendition)\b"
)
_ACTIONS = {
    "/JavaScript": SCRIPT,
    "/Launch": LAUNCH,
    "/GoToE": EMBEDDED,
    "/Movie": MEDIA,
    "/Sound": MEDIA,
    "/Rendition": MEDIA,
    "/RichMediaExecute": MEDIA,
}
_SUBTYPES = {
    "/FileAttachment": EMBEDDED,
    "/RichMedia": MEDIA,
    "/Movie": MEDIA,
    "/Sound": MEDIA,
    "/Screen": MEDIA,
    "/3D": MEDIA,
}
_FILE_KEYS = ("/F", "/UF", "/DOS", "/Mac", "/Unix")


def check_parts(pdf: Pdf) -> None:
    """Refuse a PDF with JavaScript, an XFA form, a launch action, an embedded file, or sound and moving pictures."""
    for part in [pdf.trailer, *pdf.objects]:
        if isinstance(part, Object) and _SUSPECT.search(_text_of(part)):
            for inner in _dictionaries_in(part):
                if sentence := _wrong_in(inner):
                    raise Refused(sentence)


def _text_of(part: Object) -> bytes:
    """The object without what it refers to, every name written out ("/J#53" is "/JS")."""
    return (part.stream_dict if isinstance(part, Stream) else part).unparse(resolved=True)


def _dictionaries_in(part: Object) -> Iterator[Object]:
    """The dictionaries that lie in the object itself, to any depth. What it refers to has its own turn."""
    waiting = [part.stream_dict if isinstance(part, Stream) else part]
    while waiting:
        inner = waiting.pop()
        if isinstance(inner, Dictionary):
            yield inner
        if isinstance(inner, Dictionary | Array):
            children = [child for _, child in inner.items()] if isinstance(inner, Dictionary) else list(inner)
            waiting += [child for child in children if isinstance(child, Object) and not child.is_indirect]


def _wrong_in(inner: Object) -> str:
    """The sentence for what this dictionary does, or nothing."""
    if _is_script(inner):
        return SCRIPT
    if "/XFA" in inner:
        return XFA
    if _is_embedded(inner):
        return EMBEDDED
    action = "" if inner.get("/Type") == Name.StructElem else _name(inner, "/S")
    return _ACTIONS.get(action) or _SUBTYPES.get(_name(inner, "/Subtype"), "")


def _is_script(inner: Object) -> bool:
    """An action, whatever it calls itself, or the document's own tree of scripts."""
    return isinstance(inner.get("/JS"), String | Stream) or isinstance(inner.get("/JavaScript"), Dictionary | Array)


def _is_embedded(inner: Object) -> bool:
    """The file itself, the note that describes one, or the cover of a collection of files."""
    noted = inner.get("/EF")
    return (
        _name(inner, "/Type") in {"/EmbeddedFile", "/Collection"}
        or isinstance(inner.get("/Collection"), Dictionary)
        or (isinstance(noted, Dictionary) and any(key in noted for key in _FILE_KEYS))
    )


def _name(inner: Object, key: str) -> str:
    value = inner.get(key)
    return str(value) if isinstance(value, Name) else ""
