"""A PDF with JavaScript is refused, wherever in it the script lies."""

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from files.refused import Refused
from tests.files.samples import note, pdf, pdf_with, saved, script, taken

FIELD = Dictionary(FT=Name.Tx, T="felt")
NESTED = Dictionary(A=Array([Dictionary(B=Dictionary(C=script()))]))
PLAIN = rb"/JS (app.alert\(1\)) /S /JavaScript"
# As long as before, so that the index still holds.
OTHERWISE = pdf(OpenAction=script()).replace(PLAIN, b"/J#53 (a()) /S /J#61v#61Script".ljust(len(PLAIN)))
PLACES = {
    "when it opens": pdf(OpenAction=script()),
    "after another action": pdf(OpenAction=Dictionary(S=Name.GoTo, D="x", Next=Array([script()]))),
    "when it closes": pdf(AA=Dictionary(WC=script())),
    "in the document's tree": pdf(
        Names=Dictionary(JavaScript=Dictionary(Names=Array([String("a"), Dictionary(S=Name.JavaScript)])))
    ),
    "in a tree that says no more": pdf(Names=Dictionary(JavaScript=Dictionary(Kids=Array([])))),
    "when a page is shown": pdf_with(AA=Dictionary(O=script())),
    "in a note": pdf_with(Annots=Array([note(A=script())])),
    "when a note is touched": pdf_with(Annots=Array([note(AA=Dictionary(E=script()))])),
    "in a field": pdf(AcroForm=Dictionary(Fields=Array([Dictionary(FT=Name.Tx, AA=Dictionary(K=script()))]))),
    "in a bookmark": pdf(Outlines=Dictionary(First=Dictionary(Title="a", A=script()))),
    "deep in what nothing leads to": pdf(X=NESTED),
    "in a rendition": pdf(OpenAction=Dictionary(S=Name.Rendition, JS="a()")),
    "with its name written otherwise": OTHERWISE,
    "without its type": pdf(OpenAction=Dictionary(JS="app.alert(1)")),
}


@pytest.mark.parametrize("place", PLACES)
def test_javascript_is_refused(place: str) -> None:
    with pytest.raises(Refused, match=r"^PDF'en rummer JavaScript.*Udskriv den til en ny PDF"):
        taken(PLACES[place], "Aftale.pdf")


def test_in_a_stream_and_in_packed_objects() -> None:
    made = Pdf.new()
    made.add_blank_page()
    made.Root.OpenAction = made.make_indirect(Dictionary(S=Name.JavaScript, JS=made.make_stream(b"app.alert(1)")))
    with pytest.raises(Refused, match="JavaScript"):
        taken(saved(made, packed=True), "Aftale.pdf")


def test_in_a_revision_that_was_added() -> None:
    data = pdf(OpenAction=Dictionary(S=Name.GoTo, D="x"))
    start = data.rindex(b"startxref") + 10
    added = b"1 0 obj\n<< /Pages 2 0 R /Type /Catalog /OpenAction << /S /JavaScript /JS (a) >> >>\nendobj\n"
    table = b"xref\n1 1\n%010d 00000 n \ntrailer << /Root 1 0 R /Size 5 /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
    grown = data + added + table % (len(data), int(data[start : data.index(b"\n", start)]), len(data) + len(added))
    assert taken(data, "Aftale.pdf").kind.key == "pdf"
    with pytest.raises(Refused, match="JavaScript"):
        taken(grown, "Aftale.pdf")


def test_an_xfa_form_is_refused() -> None:
    with pytest.raises(Refused, match="XFA-formular"):
        taken(pdf(AcroForm=Dictionary(Fields=Array([]), XFA=String("<xdp/>"))), "Aftale.pdf")


def test_words_and_honest_forms_and_links_pass() -> None:
    for data in (
        pdf(AcroForm=Dictionary(Fields=Array([FIELD]))),
        pdf(X=String("/JavaScript /JS /Launch /EF")),
        pdf_with(Annots=Array([note(A=Dictionary(S=Name.URI, URI="https://medcom.dk"))])),
        pdf(StructTreeRoot=Dictionary(K=Dictionary(Type=Name.StructElem, S=Name.Sound))),
        pdf_with(Resources=Dictionary(Font=Dictionary(JS=Dictionary(Type=Name.Font), EF=Dictionary(Type=Name.Font)))),
    ):
        assert taken(data, "Aftale.pdf").kind.key == "pdf"
