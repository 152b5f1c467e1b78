"""What can be done to a signed PDF by writing behind it, as an honest program does and as a forger does."""

from collections.abc import Callable
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Pdf, Stream
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import PageObject
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

Update = Callable[[IncrementalPdfFileWriter], None]
SUM = b"BT /F1 24 Tf 50 700 Td (Betal 100 kr.) Tj ET"
OTHER_SUM = b"BT /F1 24 Tf 50 700 Td (Betal 999 kr.) Tj ET"


def agreement(*, pages: int = 1, text_field: bool = False, hidden: bool = False) -> bytes:
    """A PDF with a text on it; with a form field, or with a picture that hides another text, when asked for."""
    made = Pdf.new()
    for _ in range(pages):
        page = made.add_blank_page(page_size=(595, 842))
        font = made.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
        page.obj.Contents = Stream(made, SUM)
    if hidden:
        cover = Stream(made, b"1 g 0 0 600 900 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 600, 900])
        made.pages[0].obj.Resources.XObject = Dictionary(Cover=made.make_indirect(cover))
        made.pages[0].obj.Contents = Stream(made, OTHER_SUM + b" /Cover Do " + SUM)
    if text_field:
        under = made.pages[0].obj
        field = made.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="Sag", V="", Rect=[50, 50, 200, 80], P=under)
        )
        under.Annots = Array([field])
        made.Root.AcroForm = Dictionary(Fields=Array([field]), DA="/Helv 0 Tf 0 g")
    content = BytesIO()
    made.save(content, static_id=True, compress_streams=False)
    return content.getvalue()


def updated(pdf: bytes, *updates: Update) -> bytes:
    """The PDF with one increment behind it for each."""
    for update in updates:
        writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)
        update(writer)
        content = BytesIO()
        writer.write(content)
        pdf = content.getvalue()
    return pdf


def rewritten_with_a_page(pdf: bytes) -> bytes:
    """A page more, by a program that writes the whole file anew."""
    with Pdf.open(BytesIO(pdf)) as opened:
        opened.add_blank_page()
        content = BytesIO()
        opened.save(content)
    return content.getvalue()


def a_page_more(writer: IncrementalPdfFileWriter) -> None:
    """A page behind the last."""
    content = writer.add_object(generic.StreamObject(stream_data=OTHER_SUM))
    writer.insert_page(PageObject(contents=content, media_box=(0, 0, 595, 842)))


def metadata(writer: IncrementalPdfFileWriter) -> None:
    """The document's title, as a case system writes it."""
    writer.set_info(writer.add_object(generic.DictionaryObject({pdf_name("/Title"): generic.pdf_string("Sag 12")})))


def other_text(writer: IncrementalPdfFileWriter) -> None:
    """Replace: the page's content stream defined anew."""
    page = writer.find_page_for_modification(0)[0].get_object()
    stream = page["/Contents"]
    stream._data, stream._encoded_data = OTHER_SUM, None
    writer.mark_update(page.raw_get("/Contents").reference)


def other_page_content(writer: IncrementalPdfFileWriter) -> None:
    """Replace: the page points to a new stream, the old one lies untouched."""
    page = writer.find_page_for_modification(0)[0].get_object()
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=OTHER_SUM))
    writer.update_container(page)


def other_font(writer: IncrementalPdfFileWriter) -> None:
    """Replace: the letters look like others."""
    font = writer.find_page_for_modification(0)[0].get_object()["/Resources"]["/Font"]["/F1"]
    font["/BaseFont"] = pdf_name("/ZapfDingbats")
    writer.mark_update(font.container_ref)


def uncovered(writer: IncrementalPdfFileWriter) -> None:
    """Hide: what lay over the other text at signing is taken away."""
    cover = writer.find_page_for_modification(0)[0].get_object()["/Resources"]["/XObject"]["/Cover"]
    cover._data, cover._encoded_data = b" ", None
    writer.mark_update(cover.container_ref)


def other_catalogue(writer: IncrementalPdfFileWriter) -> None:
    """Hide and replace: the catalogue leads to other pages than it did."""
    content = writer.add_object(generic.StreamObject(stream_data=OTHER_SUM))
    page = writer.add_object(
        generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Page"),
                pdf_name("/MediaBox"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 595, 842))),
                pdf_name("/Contents"): content,
            }
        )
    )
    pages = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Pages"),
            pdf_name("/Kids"): generic.ArrayObject([page]),
            pdf_name("/Count"): generic.NumberObject(1),
        }
    )
    writer.root["/Pages"] = writer.add_object(pages)
    writer.update_root()


def text_drawn_over(writer: IncrementalPdfFileWriter) -> None:
    """A content stream more on the page."""
    writer.add_stream_to_page(0, writer.add_object(generic.StreamObject(stream_data=RawContent(OTHER_SUM).render())))


def note_laid_over(writer: IncrementalPdfFileWriter) -> None:
    """An annotation with a text of its own."""
    _annotation(writer, "/FreeText")


def filled_in(writer: IncrementalPdfFileWriter) -> None:
    """The form's field gets a value."""
    field = writer.root["/AcroForm"]["/Fields"][0]
    field["/V"] = generic.pdf_string("2026-17")
    writer.mark_update(field.container_ref)


def empty_field_over_all(writer: IncrementalPdfFileWriter) -> None:
    """A field for a signature, as large as the page and not signed, with a look of its own."""
    append_signature_field(writer, SigFieldSpec("Over", box=(0, 0, 595, 842)))
    field = writer.root["/AcroForm"]["/Fields"][-1]
    look = generic.StreamObject(
        {pdf_name("/Subtype"): pdf_name("/Form"), pdf_name("/BBox"): field["/Rect"]}, stream_data=OTHER_SUM
    )
    field["/AP"] = generic.DictionaryObject({pdf_name("/N"): writer.add_object(look)})


def empty_field(writer: IncrementalPdfFileWriter) -> None:
    """A field for a signature that nobody has signed."""
    append_signature_field(writer, SigFieldSpec("Her"))


def _annotation(writer: IncrementalPdfFileWriter, kind: str) -> None:
    page = writer.find_page_for_modification(0)[0].get_object()
    note = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name(kind),
            pdf_name("/Contents"): generic.pdf_string("Betal 999 kr."),
            pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 595, 842))),
        }
    )
    annots = generic.ArrayObject([*page.get("/Annots", ()), writer.add_object(note)])
    page["/Annots"] = annots
    writer.update_container(page)
