"""Units from a file: CSV in the encodings people have, XLSX with what people do in it, and hostile ones."""

import re
import time
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from projects.unit_import.files import text_of_file
from projects.unit_import.table import TooManyLines, read_table
from projects.unit_import.workbook import Unreadable
from tests.cast import Cast

CSV = "Enhed;Slags;Medarbejdere\r\nBosted Æblehaven;Bosted;1.234\r\n"
SHEET = "xl/worksheets/sheet1.xml"
Rows = list[list[object]]
TABLE: Rows = [["Enhed", "Slags", "Medarbejdere"], ["Æblehaven", "Bosted", 34], ["Nord", "Plejecenter", 12.0]]


def book(*sheets: tuple[str, Rows], merged: str = "") -> bytes:
    """A workbook as Excel saves it."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, rows in sheets or [("Ark1", TABLE)]:
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
        for cells in merged.split():
            sheet.merge_cells(cells)
    data = BytesIO()
    workbook.save(data)
    return data.getvalue()


def many(count: int) -> Rows:
    """A heading and that many units."""
    return [["Enhed"], *(list[object]([f"Enhed {n}"]) for n in range(count))]


def altered(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same file with one part of it changed."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
    return out.getvalue()


def lines(data: bytes) -> list[tuple[int, dict[str, str]]]:
    """The lines of a file."""
    return read_table(text_of_file(data).text).lines


def send(client: Client, cast: Cast, data: bytes, name: str = "fil.bin", rows: str = "") -> tuple[int, str]:
    """Upload; the status and the page."""
    answer = client.post(
        f"/projekter/{cast.slagelse.pk}/organisation/enheder/indsaet/",
        {"rows": rows, "file": SimpleUploadedFile(name, data)},
    )
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_in_the_encodings_people_have(encoding: str) -> None:
    assert lines(CSV.encode(encoding)) == [(2, {"name": "Bosted Æblehaven", "kind": "Bosted", "staff_count": "1.234"})]


def test_the_mark_in_front_of_a_file_is_no_part_of_a_name() -> None:
    assert lines("Nord;Bosted".encode("utf-8-sig")) == [(1, {"name": "Nord", "kind": "Bosted"})]


def test_a_workbook_whatever_its_name(cast: Cast, leader: Client) -> None:
    status, page = send(leader, cast, book(), name="enheder.csv")
    assert status == 200
    assert "2 linjer: 2 nye." in page
    assert "plejecenter, 12 medarbejdere" in page


def test_merged_cells_empty_rows_formulas_and_titles() -> None:
    rows: Rows = [
        ["Enheder i Slagelse"],
        [],
        ["Slags", "Enhed", "Ansatte"],
        ["Bosted", "Æblehaven", 34],
        [None, "Fyrtårnet", 41],
        [],
        ["Plejecenter", "Skovvang", "=30+4"],
    ]
    data = altered(
        book(("Ark1", rows), merged="A1:C1 A4:A5"), SHEET, lambda xml: re.sub(rb"<v></v>|<v ?/>", b"<v>64</v>", xml)
    )
    assert lines(data) == [
        (4, {"kind": "Bosted", "name": "Æblehaven", "staff_count": "34"}),
        (5, {"kind": "Bosted", "name": "Fyrtårnet", "staff_count": "41"}),
        (7, {"kind": "Plejecenter", "name": "Skovvang", "staff_count": "64"}),
    ]


def test_of_several_sheets_the_one_with_units_is_read_and_said(cast: Cast, leader: Client) -> None:
    data = book(("Forside", [["Velkommen"]]), ("Tom", []), ("Enheder", TABLE), ("Telefonliste", [["x"]] * 600))
    assert text_of_file(data).sheet == "Enheder"
    _, page = send(leader, cast, data)
    assert "Vi læste arket »Enheder« og ikke »Forside« og »Telefonliste«." in page


def test_what_was_uploaded_can_be_corrected_on_the_page(cast: Cast, leader: Client) -> None:
    _, page = send(leader, cast, book(("A", [["Enhed", "Slags"], ["Nord", "Kontor"], ["Syd", "#REF!"]])))
    assert "Linje 2, Nord: Slags: Vi kender ikke »Kontor«." in page
    assert "Linje 3, Syd: Slags: Regnearket viser en fejl i cellen (#REF!)." in page
    assert "Nord\tKontor" in page


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Der står ingen enheder"),
        (b"%PDF-1.7 \xe2\xe3", "Vi kan ikke læse filen"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "Vi kan ikke læse filen"),
        (b"\x81\x8d\x8f", "Vi kan ikke læse filen"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 100, "gamle Excel-format"),
        (book()[:-300], "Vi kan ikke læse regnearket"),
        (book()[:40], "Vi kan ikke læse regnearket"),
        (b"x" * (2 * 1024 * 1024 + 1), "Højst 2 MB"),
        (b"Nord;" + b"x" * 1_100_000, "Teksten fylder for meget"),
        (book(("Tom", [])), "Der står ingenting i regnearket"),
        (book(("Mange", many(5000))), "flere end 500 linjer"),
    ],
    ids=["empty", "pdf", "png", "bytes", "xls", "cut", "stump", "big", "long", "no rows", "5000"],
)
def test_refused_with_a_sentence(cast: Cast, leader: Client, data: bytes, words: str) -> None:
    status, page = send(leader, cast, data, name="enheder.xlsx")
    assert status == 422
    assert words in page


def test_field_and_file_at_once_keeps_what_was_typed(cast: Cast, leader: Client) -> None:
    status, page = send(leader, cast, CSV.encode(), rows="Nord\tBosted")
    assert status == 422
    assert "Brug enten feltet eller en fil." in page
    assert "Nord\tBosted" in page


def test_a_size_it_only_claims_is_not_believed() -> None:
    huge = altered(book(), SHEET, lambda xml: xml.replace(b'ref="A1:C3"', b'ref="A1:XFD1048576"'))
    assert b"XFD1048576" in ZipFile(BytesIO(huge)).read(SHEET)
    began = time.monotonic()
    assert len(lines(huge)) == 2
    assert time.monotonic() - began < 1


def put_in(before: bytes, more: bytes) -> Callable[[bytes], bytes]:
    """Put something hostile into a part."""
    return lambda xml: xml.replace(before, more + before)


FAR = b'<row r="99999999999999"><c r="A99999999999999" t="str"><v>x</v></c></row>'
MERGED = b'<mergeCells count="1">' + b'<mergeCell ref="A1:XFD1048576"/>' * 100_000 + b"</mergeCells>"


@pytest.mark.parametrize(
    "data",
    [
        altered(book(), SHEET, lambda xml: xml + b" " * 20_000_000),
        altered(book(), SHEET, put_in(b"</sheetData>", b'<row r="9">' + b"<c/>" * 1_500_000 + b"</row>")),
        altered(book(), SHEET, put_in(b"</sheetData>", b"<row/>" * 1_000_000)),
        altered(book(), SHEET, put_in(b"</sheetData>", FAR)),
        altered(book(), SHEET, put_in(b"<pageMargins", MERGED)),
        altered(book(), "xl/styles.xml", put_in(b"</cellXfs>", b'<xf numFmtId="0" fontId="0"/>' * 200_000)),
        altered(book(), SHEET, put_in(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>')),
    ],
    ids=["zip bomb", "cells", "rows", "far down", "merged", "formats", "entities"],
)
def test_bombs_are_refused_at_once(data: bytes) -> None:
    began = time.monotonic()
    with pytest.raises(Unreadable):
        text_of_file(data)
    assert time.monotonic() - began < 2


def test_the_dearest_file_that_is_read_takes_seconds_and_not_minutes() -> None:
    filled = b"".join(b'<row r="%d">%b</row>' % (n, b'<c r="A%d"/>' % n * 20) for n in range(10, 9000))
    began = time.monotonic()
    assert len(lines(altered(book(), SHEET, put_in(b"</sheetData>", filled)))) == 2
    assert time.monotonic() - began < 10


def test_five_hundred_and_more_in_a_workbook() -> None:
    with pytest.raises(TooManyLines):
        text_of_file(book(("Mange", many(600))))


def test_a_file_with_a_cpr_in_its_name_is_refused(cast: Cast, leader: Client) -> None:
    upload = SimpleUploadedFile("enheder_010190-1234.csv", CSV.encode())
    answer = leader.post(f"/projekter/{cast.slagelse.pk}/organisation/enheder/indsaet/", {"file": upload})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Filens navn ligner et CPR-nummer: 010190-xxxx." in page
    assert "1234" not in page.split("<main", 1)[1]


def test_a_sheet_named_after_a_person_is_not_shown_whole(cast: Cast, leader: Client) -> None:
    upload = SimpleUploadedFile("enheder.xlsx", book(("Ark1", TABLE), ("010190-1234", TABLE)))
    answer = leader.post(f"/projekter/{cast.slagelse.pk}/organisation/enheder/indsaet/", {"file": upload})
    assert "010190-xxxx" in answer.content.decode()
    assert "010190-1234" not in answer.content.decode()
