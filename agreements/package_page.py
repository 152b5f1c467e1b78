"""What the page of the journalpakke shows, and the line about it on the agreement's own page."""

from dataclasses import dataclass
from functools import cached_property

from agreements.kinds import Kind
from agreements.models import Agreement, JournalPackage
from agreements.rules.journal import fingerprint
from agreements.services.archive import SUMS, parts_of
from agreements.services.packages import package_facts, signed_file_of
from files.models import FileVersion

NOT_SIGNED = "Aftalen er ikke underskrevet endnu. Læg den underskrevne aftale op, så kan pakken laves."
NO_FILE = "Den underskrevne fil ligger ikke her. Læg den op, så kan pakken laves."
WITHDRAWN = "Den underskrevne fil er trukket tilbage. Læg den rigtige op, så kan pakken laves."


@dataclass
class PackagePage:
    """The packages of one agreement, for one who sees the work."""

    agreement: Agreement
    kind: Kind
    may_work: bool

    @cached_property
    def signed(self) -> FileVersion | None:
        """The file that would be packed."""
        return signed_file_of(self.agreement)

    @property
    def lacks(self) -> str:
        """Why no package can be made; "" when one can."""
        if self.signed:
            return ""
        if not self.agreement.is_signed:
            return NOT_SIGNED
        return WITHDRAWN if self.agreement.signed_file else NO_FILE

    @cached_property
    def packages(self) -> list[JournalPackage]:
        """All that were asked for, the newest first."""
        if not self.agreement.pk:
            return []
        return list(self.agreement.packages.select_related("signed_file", "cover", "requested_by"))

    @cached_property
    def current(self) -> JournalPackage | None:
        """The one with what is known now."""
        if not self.signed:
            return None
        now = fingerprint(package_facts(self.agreement, self.kind, self.signed))
        return next((package for package in self.packages if package.fingerprint == now), None)

    @property
    def earlier(self) -> list[JournalPackage]:
        """Those made before something changed, still to be fetched; not those of a file that was taken back."""
        ready = [package for package in self.packages if package.state == JournalPackage.State.READY]
        return [package for package in ready if package != self.current and not package.signed_file.is_withdrawn]

    @property
    def is_waiting(self) -> bool:
        """Is a worker at it?"""
        return self.current is not None and self.current.state == JournalPackage.State.WAITING

    @property
    def is_ready(self) -> bool:
        """Can it be fetched?"""
        return self.current is not None and self.current.state == JournalPackage.State.READY

    @property
    def has_failed(self) -> bool:
        """Was it given up?"""
        return self.current is not None and self.current.state == JournalPackage.State.FAILED

    @property
    def names(self) -> list[str]:
        """What lies in the package that is ready."""
        return [*parts_of(self.current), SUMS] if self.current and self.is_ready else []
