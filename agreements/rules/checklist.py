"""How far the checklist of an agreement has come, in the version that counts now."""

from collections.abc import Sequence
from dataclasses import dataclass

from agreements.kinds import Kind
from agreements.models import Agreement, AgreementVersion, ChecklistMark, Mark
from checklists.playbook.agreements import Point


@dataclass(frozen=True)
class PointStatus:
    """A point, the mark that counts (None before anybody looked), and the version that counts now."""

    point: Point
    mark: ChecklistMark | None
    newest: AgreementVersion | None
    # Of article 28(3), whose letters stand in front of the titles; the others are practical.
    of_law: bool

    @property
    def title(self) -> str:
        """As it is called: "a) Kun efter instruks"."""
        return f"{self.point['key']}) {self.point['title']}" if self.of_law else self.point["title"]

    @property
    def is_older(self) -> bool:
        """Marked, but in another version than the newest: to be looked at again."""
        return self.mark is not None and self.newest is not None and self.mark.of_version_id != self.newest.pk


@dataclass(frozen=True)
class Progress:
    """All points with what was found."""

    points: Sequence[PointStatus]

    @property
    def seen(self) -> int:
        """How many are marked in the newest version."""
        return sum(one.mark is not None and not one.is_older for one in self.points)

    @property
    def again(self) -> int:
        """How many are to be looked at again, since a new version came."""
        return sum(one.is_older for one in self.points)

    @property
    def not_met(self) -> int:
        """How many are not met."""
        return sum(one.mark is not None and one.mark.mark == Mark.NOT_MET for one in self.points)

    @property
    def words(self) -> str:
        """Such as "6 af 17 set, 1 ikke opfyldt"."""
        again = [f"{self.again} skal ses efter igen"] if self.again else []
        not_met = [f"{self.not_met} ikke opfyldt"] if self.not_met else []
        return ", ".join([f"{self.seen} af {len(self.points)} set", *again, *not_met])


def progress_of(agreement: Agreement, kind: Kind, *, newest: AgreementVersion | None) -> Progress:
    """For a kind with a checklist; one query. No points for a kind without."""
    checklist = kind.checklist
    if checklist is None:
        return Progress([])
    found = ChecklistMark.objects.newest_of(agreement).select_related("of_version", "marked_by") if agreement.pk else []
    marks = {mark.point: mark for mark in found}
    points = [(point, True) for point in checklist["points"]] + [(point, False) for point in checklist["practical"]]
    return Progress([PointStatus(point, marks.get(point["key"]), newest, of_law) for point, of_law in points])


def point_keys(kind: Kind) -> list[str]:
    """The points of a kind's checklist in order; none for a kind without."""
    checklist = kind.checklist
    return [point["key"] for point in [*checklist["points"], *checklist["practical"]]] if checklist else []
