"""What the person is shown before anything is written: every line and what it would do."""

from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile

from projects.models import Project
from projects.unit_import.files import MOST_BYTES, TOO_BIG, text_of_file
from projects.unit_import.lines import lines_of
from projects.unit_import.plan import Plan
from projects.unit_import.table import Table, read_table
from projects.unit_import.workbook import FileText, Unreadable
from ui import cpr
from ui.danish import listed, whole_number

# It comes back with the form, and a form larger than 2.5 MB is turned away before it is read.
MOST_CHARACTERS = 1_000_000
TOO_LONG = "Teksten fylder for meget. Indsæt kun rækkerne med enhederne og de kolonner, der skal bruges."
NOTHING = "Der står ingen enheder. Indsæt rækkerne fra regnearket, en linje for hver enhed."
COLUMNS_NAMED, LINES_NAMED = 6, 5


@dataclass(frozen=True)
class Preview:
    """The text as it was read, and what its lines would do now."""

    source: FileText
    table: Table
    plan: Plan

    @property
    def notices(self) -> list[str]:
        """What was left unread, so that nothing disappears in silence."""
        told = []
        if self.source.other_sheets:
            others = listed([f"»{name}«" for name in self.source.other_sheets], most=COLUMNS_NAMED)
            told.append(f"Vi læste arket »{self.source.sheet}« og ikke {others}.")
        if self.table.unused_columns:
            columns = listed([f"»{name}«" for name in self.table.unused_columns], most=COLUMNS_NAMED)
            several = len(self.table.unused_columns) > 1
            told.append(f"{'Kolonnerne' if several else 'Kolonnen'} {columns} bruges ikke.")
        if self.table.skipped:
            lines = listed([str(number) for number in self.table.skipped], most=LINES_NAMED)
            told.append(f"Vi sprang linje {lines} over, fordi overskrifterne står nedenunder.")
        return [cpr.mask(notice) for notice in told]

    @property
    def has_cpr(self) -> bool:
        """Whether anything in the text looks like a CPR-nummer."""
        return bool(cpr.find(self.source.text))

    @property
    def summary(self) -> str:
        """The counts in a sentence: "9 nye, 2 ændres, 1 er uændret, 1 er forkert"."""
        plan = self.plan
        counts = (
            (len(plan.new), "ny", "nye"),
            (len(plan.changed), "ændres", "ændres"),
            (len(plan.unchanged), "er uændret", "er uændrede"),
            (len(plan.wrong), "er forkert", "er forkerte"),
        )
        said = [f"{whole_number(count)} {one if count == 1 else many}" for count, one, many in counts if count]
        return ", ".join(said)

    @property
    def take(self) -> str:
        """The words of the button that takes the lines in: "Tag de 11 rigtige med"."""
        count = len(self.plan.to_take)
        if self.plan.wrong:
            return f"Tag de {whole_number(count)} rigtige med" if count > 1 else "Tag den ene rigtige med"
        return f"Tag {whole_number(count)} {'enhed' if count == 1 else 'enheder'} med"


def text_of_upload(upload: UploadedFile) -> FileText:
    """What an uploaded file says. Raises Unreadable, TooManyLines."""
    if (upload.size or 0) > MOST_BYTES:
        raise Unreadable(TOO_BIG)
    return text_of_file(upload.read())


def preview_of(source: FileText, project: Project) -> Preview:
    """Every line against the units as they stand. Raises Unreadable when there is none, TooManyLines."""
    if len(source.text) > MOST_CHARACTERS:
        raise Unreadable(TOO_LONG)
    table = read_table(source.text)
    if not table.lines:
        raise Unreadable(NOTHING)
    return Preview(source, table, Plan(lines_of(table), project.units.taking_part()))
