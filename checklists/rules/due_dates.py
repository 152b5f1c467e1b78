"""The playbook's suggested dates: ours, never the guide's. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from checklists.models import Item
from checklists.models.playbook import Anchor
from projects.workdays import PUBLIC, Calendar, add_workdays


@dataclass(frozen=True)
class Anchors:
    """The days that suggested dates are counted from, and the working days they are counted in."""

    start_on: date
    go_live_on: date | None = None
    hypercare_to_on: date | None = None
    calendar: Calendar = PUBLIC

    @property
    def began_live(self) -> bool:
        """Was the app taken into use before the project came to the portal?"""
        return self.go_live_on is not None and self.go_live_on < self.start_on

    def day(self, anchor: str) -> date | None:
        """The day of an anchor; None while it is not set."""
        days = {
            Anchor.START: self.start_on,
            Anchor.GO_LIVE: self.go_live_on,
            Anchor.HYPERCARE_END: self.hypercare_to_on,
        }
        return days[Anchor(anchor)]


def suggested_due(item: Item, anchors: Anchors) -> date | None:
    """The due day by the item's anchor and offset in working days; None while the anchor has no date.

    Where go-live was before the project, what is still open has at least its own time from the project's start.
    """
    day = anchors.day(item.anchor)
    if day is None:
        return None
    due = add_workdays(day, item.offset_workdays, anchors.calendar)
    if anchors.began_live:
        return max(due, add_workdays(anchors.start_on, item.duration_workdays, anchors.calendar))
    return due


def late_from_the_start(items: Iterable[Item], anchors: Anchors) -> int:
    """How many of the items would be late the day the project starts: go-live is too near for our suggestions."""
    dues = (suggested_due(item, anchors) for item in items)
    return sum(due is not None and due < anchors.start_on for due in dues)
