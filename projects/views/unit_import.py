"""Units from a spreadsheet: paste or upload, look, take in."""

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import person_of
from accounts.roles import Act
from audit import clock
from projects.access import Standing
from projects.context import enter, project_page
from projects.forms.units import PreviewForm, UnitImportForm
from projects.services.units import LinesWrong, PlanChanged, import_units
from projects.unit_import.lines import lines_of
from projects.unit_import.plan import Plan
from projects.unit_import.preview import preview_of, text_of_upload
from projects.unit_import.table import MOST_LINES, TooManyLines, read_table
from projects.unit_import.workbook import FileText, Unreadable
from projects.views.units import PAGE
from ui.danish import whole_number

TOO_MANY = (
    f"Der er flere end {MOST_LINES} linjer. Indsæt højst {MOST_LINES} ad gangen. "
    "Har I virkelig så mange enheder, så tag dem i flere omgange."
)
CHANGED = "Linjerne eller enhederne er ændret, siden du så dem. Intet er gemt. Se efter igen, og vælg så."


@require_http_methods(["GET", "HEAD", "POST"])
def unit_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the rows; with rows, show what each line would do. Writes nothing."""
    standing = enter(person_of(request), pk, on=clock.today(), act=Act.MANAGE_UNITS)
    form = UnitImportForm(request.POST, request.FILES) if request.method == "POST" else UnitImportForm()
    if not form.is_valid():
        return _ask(request, standing, form)
    upload: UploadedFile | None = form.cleaned_data["file"]
    try:
        source = text_of_upload(upload) if upload else FileText(form.cleaned_data["rows"])
        return _show(request, standing, source)
    except Unreadable as refusal:
        form.add_error("file" if upload else "rows", str(refusal))
    except TooManyLines:
        form.add_error("file" if upload else "rows", TOO_MANY)
    return _ask(request, standing, form)


def unit_import_take(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the lines in as they were shown, all or only the right ones."""
    standing = enter(person_of(request), pk, on=clock.today(), act=Act.MANAGE_UNITS)
    if request.method != "POST":
        return redirect("unit_import", pk=pk)
    text = request.POST.get("rows", "")
    try:
        return _take(request, standing, text)
    except (PlanChanged, LinesWrong):
        return _show(request, standing, FileText(text), alert=CHANGED, status=409)
    except Unreadable as refusal:
        fault = str(refusal)
    except TooManyLines:
        fault = TOO_MANY
    form = UnitImportForm({"rows": text})
    form.add_error("rows", fault)
    return _ask(request, standing, form)


def _take(request: HttpRequest, standing: Standing, text: str) -> HttpResponse:
    """Raises PlanChanged, LinesWrong, Unreadable, TooManyLines."""
    plan = import_units(
        project=standing.project,
        lines=lines_of(read_table(text)),
        seen=request.POST.get("seen", ""),
        only_right="only_right" in request.POST,
        by=standing.user,
        at=clock.now(),
    )
    if not plan.to_take and not plan.unchanged:
        return _show(request, standing, FileText(text), status=422)
    messages.success(request, _receipt(plan))
    return redirect("unit_list", pk=standing.project.pk)


def _receipt(plan: Plan) -> str:
    if not plan.to_take:
        return "Linjerne stod her i forvejen. Intet er ændret."
    new, changed = len(plan.new), len(plan.changed)
    said = [f"{whole_number(new)} {'ny enhed' if new == 1 else 'nye enheder'} er med"] if new else []
    said += [f"{whole_number(changed)} er rettet"] if changed else []
    left = len(plan.wrong)
    also = f" {whole_number(left)} {'linje blev' if left == 1 else 'linjer blev'} ikke taget med." if left else ""
    return f"{' og '.join(said)}.{also}"


def _ask(request: HttpRequest, standing: Standing, form: UnitImportForm) -> HttpResponse:
    context = project_page(standing, PAGE, form=form, most=MOST_LINES)
    return render(request, "projects/unit_import.html", context, status=422 if form.errors else 200)


def _show(request: HttpRequest, standing: Standing, source: FileText, *, status: int = 200, **own: Any) -> HttpResponse:
    """The preview. Raises Unreadable, TooManyLines."""
    preview = preview_of(source, standing.project)
    form = PreviewForm(initial={"rows": source.text, "seen": preview.plan.fingerprint})
    context = project_page(standing, PAGE, preview=preview, form=form, **own)
    return render(request, "projects/unit_import_preview.html", context, status=status)
