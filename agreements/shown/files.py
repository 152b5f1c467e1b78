"""The files of an agreement: by version received, the signed copies, and the others."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from django.db.models import F

from agreements.kinds import Kind
from agreements.models import Agreement, AgreementVersion, FileUse, SignedCheck, Verdict
from agreements.rules.right_version import in_words
from files.addresses import Addresses
from files.models import FileVersion
from files.signatures.told import Told, told_of


def addresses_of(kind: Kind, agreement: Agreement) -> Addresses:
    """Where its files are shown and fetched."""
    where = {"pk": agreement.project_id, "slug": kind.slug, "number": agreement.number}
    return Addresses("agreement_file", where)


@dataclass(frozen=True)
class LaidRow:
    """A version of a file, what it is here for and the agreement's version it came with; `told` for a PDF alone."""

    version: FileVersion
    use: str
    of_version: int | None
    told: Told | None
    page_url: str
    content_url: str
    withdraw_url: str
    # Of a signed copy, whether it is the version that was read, in a sentence.
    check: str = ""
    # The sentence says that something is wrong.
    is_wrong: bool = False


@dataclass(frozen=True)
class FileGroup:
    """Files that belong together. `place` is where they lie when they are not here."""

    heading: str
    rows: list[LaidRow] = field(default_factory=list)
    received_on: date | None = None
    place: str = ""
    is_current: bool = False


@dataclass
class AgreementFiles:
    """All of them, for somebody who may see the work; five queries, however many there are."""

    kind: Kind
    agreement: Agreement
    versions: list[AgreementVersion]

    @cached_property
    def laid(self) -> list[FileVersion]:
        """Every version of every file, the oldest file first and its newest version first."""
        if not self.agreement.pk:
            return []
        found = FileVersion.objects.filter(file__agreement_files__agreement=self.agreement)
        found = found.annotate(use=F("file__agreement_files__use"), of_version=F("file__agreement_files__of_version"))
        return list(found.select_related("uploaded_by", "withdrawn_by").order_by("file", "-number"))

    @cached_property
    def _rows(self) -> dict[int, LaidRow]:
        told, at = told_of(self.laid), addresses_of(self.kind, self.agreement)
        return {
            one.pk: LaidRow(
                one,
                vars(one)["use"],
                vars(one)["of_version"],
                told.get(one.pk),
                at.page(one.file_id),
                at.content(one),
                at.withdraw(one),
            )
            for one in self.laid
        }

    @cached_property
    def _checks(self) -> dict[int, SignedCheck]:
        checks = self.agreement.signed_checks.select_related("received") if self.agreement.pk else []
        return {check.signed_id: check for check in checks}

    def _checked(self, row: LaidRow) -> LaidRow:
        check = self._checks.get(row.version.pk)
        if check is None:
            return row
        came_with = {one.version.file_id: one.of_version for one in self._rows.values()}
        received = came_with.get(check.received.file_id) if check.received else None
        of_version = next((one for one in self.versions if one.pk == received), None)
        newest = self.versions[0] if self.versions else None
        is_right = check.verdict == Verdict.BUILDS_ON and of_version == newest
        return replace(
            row,
            check=in_words(check.verdict, of_version, newest),
            is_wrong=not is_right and check.verdict != Verdict.UNKNOWN,
        )

    def _of(self, use: FileUse, version: AgreementVersion | None = None) -> list[LaidRow]:
        of_version = version.pk if version else None
        return [row for row in self._rows.values() if row.use == use and row.of_version == of_version]

    @cached_property
    def received(self) -> list[FileGroup]:
        """By version, the newest first."""
        return [
            FileGroup(
                f"Version {version.label}",
                self._of(FileUse.VERSION, version),
                version.received_on,
                version.place,
                is_current=place == 0,
            )
            for place, version in enumerate(self.versions)
        ]

    @cached_property
    def signed(self) -> list[LaidRow]:
        """The signed copies, the newest first; also a received file that was said to be the signed one."""
        rows = self._of(FileUse.SIGNED)
        said = self._rows.get(self.agreement.signed_file_id or 0)
        return [self._checked(row) for row in ([said, *rows] if said and said not in rows else rows)]

    @cached_property
    def signed_now(self) -> LaidRow | None:
        """The signed copy that counts; None for none."""
        return next((row for row in self.signed if not row.version.is_withdrawn), None)

    @cached_property
    def others(self) -> list[LaidRow]:
        """What else lies there."""
        return self._of(FileUse.OTHER)

    @cached_property
    def shown(self) -> FileVersion | None:
        """What the page shows: the signed one, else the first of the newest version that a page can show."""
        newest = self._of(FileUse.VERSION, self.versions[0]) if self.versions else []
        return next(_can_be_shown([*self.signed, *newest]), None)

    @property
    def shown_url(self) -> str:
        """Its bytes for the page; "" for none."""
        return addresses_of(self.kind, self.agreement).shown(self.shown) if self.shown else ""

    @property
    def content_url(self) -> str:
        """The same to keep."""
        return addresses_of(self.kind, self.agreement).content(self.shown) if self.shown else ""


def _can_be_shown(rows: Iterable[LaidRow]) -> Iterator[FileVersion]:
    return iter([row.version for row in rows if not row.version.is_withdrawn and row.version.kind_of.shown])
