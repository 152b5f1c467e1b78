"""The kinds of file the portal takes in. Which of them a site allows is the setting FILES_KINDS."""

from collections.abc import Mapping
from dataclasses import dataclass

_OPEN_XML = "application/vnd.openxmlformats-officedocument"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"


@dataclass(frozen=True)
class Kind:
    """One kind: its key, the words on screen, the endings a name may have (the first is its own), how it is sent."""

    key: str
    label: str
    endings: tuple[str, ...]
    content_type: str
    shown: bool = False

    @property
    def is_picture(self) -> bool:
        """True for what a page can show as an image."""
        return self.content_type.startswith("image/")


PDF = Kind("pdf", "PDF", ("pdf",), "application/pdf", shown=True)
PNG = Kind("png", "PNG-billede", ("png",), "image/png", shown=True)
JPEG = Kind("jpeg", "JPEG-billede", ("jpg", "jpeg"), "image/jpeg", shown=True)
DOCX = Kind("docx", "Word-dokument", ("docx",), f"{_OPEN_XML}.wordprocessingml.document")
XLSX = Kind("xlsx", "Excel-regneark", ("xlsx",), f"{_OPEN_XML}.spreadsheetml.sheet")
ODT = Kind("odt", "OpenDocument-tekst", ("odt",), f"{_OPEN_DOCUMENT}.text")
ODS = Kind("ods", "OpenDocument-regneark", ("ods",), f"{_OPEN_DOCUMENT}.spreadsheet")
TXT = Kind("txt", "tekstfil", ("txt",), "text/plain; charset=utf-8")

KINDS: Mapping[str, Kind] = {kind.key: kind for kind in (PDF, PNG, JPEG, DOCX, XLSX, ODT, ODS, TXT)}
