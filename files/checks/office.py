"""Office files, Microsoft's and OpenDocument's: which one it is, and whether it has macros or is locked."""

from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile, ZipFile

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from files.checks.foreign import PACKAGE, SLIDES, TEMPLATE, Foreign
from files.checks.packages import LOCKED, check_unpacked, opened, read_part
from files.kinds import DOCX, ODS, ODT, XLSX, Kind
from files.refused import Refused

MACROS = "Filen rummer makroer. Gem den som {saved}, og læg den op."
_TYPES, _MIMETYPE, _MANIFEST = "[Content_Types].xml", "mimetype", "META-INF/manifest.xml"
_MOST_XML = 2 * 1024 * 1024
_MAIN: dict[str, Kind | Foreign] = {
    f"{DOCX.content_type}.main+xml": DOCX,
    f"{XLSX.content_type}.main+xml": XLSX,
    "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml": SLIDES,
    "application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml": SLIDES,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": TEMPLATE,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml": TEMPLATE,
}
_OPEN_DOCUMENT = {kind.content_type: kind for kind in (ODT, ODS)}
_MACRO_TYPES = ("macroenabled", "vbaproject", "macrosheet", "vbadata")
_MACRO_PARTS = {"vbaproject.bin", "vbadata.xml", "macrosheets"}
_MACRO_FOLDERS = {"basic", "scripts"}


def package_kind(content: BinaryIO) -> Kind | Foreign:
    """What the package is. Raises Refused when it is broken, a bomb, locked or has macros."""
    with opened(content) as package:
        if _TYPES in package.NameToInfo:
            found = _microsoft(package)
        else:
            found = _OPEN_DOCUMENT.get(read_part(package, _MIMETYPE, 200).decode("ascii", "replace").strip(), PACKAGE)
            if isinstance(found, Kind):
                _check_open_document(package)
        check_unpacked(package)
        return found


def _microsoft(package: ZipFile) -> Kind | Foreign:
    types = _xml(package, _TYPES)
    declared = {part.get("PartName", "").lstrip("/"): part.get("ContentType", "") for part in types}
    named = {step for name in package.namelist() for step in name.casefold().replace("\\", "/").split("/")}
    if named & _MACRO_PARTS or any(word in kind.casefold() for kind in declared.values() for word in _MACRO_TYPES):
        raise Refused(MACROS.format(saved="almindelig .docx eller .xlsx"))
    main = {_MAIN[kind] for kind in declared.values() if kind in _MAIN}
    if len(main) > 1 or any(kind in _MAIN and name not in package.NameToInfo for name, kind in declared.items()):
        raise BadZipFile("no main part, or several")
    return main.pop() if main else PACKAGE


def _check_open_document(package: ZipFile) -> None:
    if any(name.casefold().split("/")[0] in _MACRO_FOLDERS for name in package.namelist()):
        raise Refused(MACROS.format(saved="en kopi uden makroer"))
    if any(entry.tag.endswith("encryption-data") for entry in _xml(package, _MANIFEST).iter()):
        raise Refused(LOCKED)
    if "content.xml" not in package.NameToInfo:
        raise Refused(LOCKED) if "encrypted-package" in package.NameToInfo else BadZipFile("no content")


def _xml(package: ZipFile, name: str) -> Element:
    """The part, parsed. Raises BadZipFile when it is missing or no XML that may be trusted."""
    try:
        return fromstring(read_part(package, name, _MOST_XML))
    except (ParseError, DefusedXmlException, LookupError, ValueError) as error:
        raise BadZipFile(name) from error
