"""The checklist of one agreement, for one reader: the page, and what the agreement's own page says of it."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict

from accounts.roles import Act
from agreements.checklist.forms import PointForm, ReadForm
from agreements.kinds import Kind
from agreements.models import Agreement, AgreementVersion, ChecklistMark
from agreements.rules.answers import newest_version
from agreements.rules.checklist import PointStatus, Progress, progress_of
from agreements.services.checklist import Found
from projects.access import Standing

PARTS = ("mark", "place", "note")


@dataclass(frozen=True)
class PointRow:
    """A point with its form; `taken` when somebody marked it while the person did too."""

    status: PointStatus
    form: PointForm
    taken: bool


@dataclass
class ChecklistPage:
    """All points of one agreement. `data` is what was typed, `taken` the points somebody else marked meanwhile."""

    standing: Standing
    kind: Kind
    agreement: Agreement
    may_work: bool
    data: QueryDict | None = None
    taken: Collection[str] = ()

    @cached_property
    def newest(self) -> AgreementVersion | None:
        """The version that counts now."""
        return newest_version(self.agreement) if self.agreement.pk else None

    @cached_property
    def progress(self) -> Progress:
        """The points with what was found."""
        return progress_of(self.agreement, self.kind, newest=self.newest)

    @cached_property
    def rows(self) -> list[PointRow]:
        """Each point with its form."""
        return [
            PointRow(status, PointForm(self.data, status=status), status.point["key"] in self.taken)
            for status in self.progress.points
        ]

    @property
    def groups(self) -> list[tuple[str, list[PointRow]]]:
        """The points of the law, and the practical ones."""
        law = [row for row in self.rows if row.status.of_law]
        return [("Artikel 28, stk. 3", law), ("De praktiske punkter", [row for row in self.rows if row not in law])]

    @cached_property
    def read_form(self) -> ReadForm:
        """The version the person reads."""
        return ReadForm(self.data, initial={"of_version": self.newest and self.newest.pk})

    @property
    def read(self) -> AgreementVersion | None:
        """The version the person had read when sending the form."""
        if not (self.agreement.pk and self.read_form.is_valid()):
            return self.newest
        return self.agreement.versions.filter(pk=self.read_form.cleaned_data["of_version"]).first()

    @property
    def is_valid(self) -> bool:
        """Are all forms? Each is asked, so that each says what is wrong with it."""
        return not self.refused

    @cached_property
    def refused(self) -> list[PointForm]:
        """The forms that were not taken."""
        return [row.form for row in self.rows if row.form.is_bound and not row.form.is_valid()]

    @property
    def found(self) -> dict[str, Found]:
        """What the person found, by point. For a page whose forms are valid."""
        return {row.status.point["key"]: row.form.found for row in self.rows if row.form.found}

    def caught_up(self, taken: Collection[str]) -> "ChecklistPage":
        """The page as it is now, with what was typed where somebody marked meanwhile: sent once more, it counts."""
        now = ChecklistPage(self.standing, self.kind, self.agreement, self.may_work, taken=taken)
        seen = {row.form.cleaned_data["seen"] for row in self.rows}
        marks = {mark.pk: mark for mark in ChecklistMark.objects.filter(agreement=self.agreement, pk__in=seen - {None})}
        data = (self.data or QueryDict()).copy()
        for row, status in zip(self.rows, now.progress.points, strict=True):
            typed, mark, key = row.form.cleaned_data, status.mark, status.point["key"]
            if mark is None or mark.pk == typed["seen"]:
                continue
            was = marks.get(typed["seen"])
            if key not in taken and all(typed[part] == (getattr(was, part) if was else "") for part in PARTS):
                # The person left it alone, so what stands there now is shown.
                for part in PARTS:
                    data[f"{key}-{part}"] = getattr(mark, part)
            data[f"{key}-seen"] = str(mark.pk)
        now.data = data
        return now


@dataclass
class ChecklistSummary:
    """What the agreement's own page says of its checklist (templates/agreements/_checklist.html).

    Nothing to a reader who may not see the work, nor of a kind without a checklist.
    """

    standing: Standing
    kind: Kind
    agreement: Agreement
    may_work: bool

    @cached_property
    def page(self) -> ChecklistPage | None:
        """The checklist; None when there is none to show."""
        if self.kind.checklist is None or not self.standing.may(Act.SEE_WORK):
            return None
        return ChecklistPage(self.standing, self.kind, self.agreement, self.may_work)

    @property
    def worries(self) -> list[PointStatus]:
        """The points that are not met, or have a note to see."""
        points = self.page.progress.points if self.page else []
        return [one for one in points if one.mark and one.mark.note]
