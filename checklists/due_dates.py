"""The playbook's suggested dates: ours, never the guide's. Pure."""

from collections.abc import Iterable
from datetime import date

from checklists.models import Item
from checklists.models.playbook import Anchor
from projects.workdays import add_workdays


def suggested_due(item: Item, *, start_on: date, go_live_on: date | None) -> date | None:
    """The due day by the item's anchor and offset in working days.

    None while the anchor has no date: without go-live for what is counted from it, and for hypercare's end until its
    period is set.
    """
    anchors = {Anchor.START: start_on, Anchor.GO_LIVE: go_live_on}
    anchor = anchors.get(Anchor(item.anchor))
    return add_workdays(anchor, item.offset_workdays) if anchor else None


def late_from_the_start(items: Iterable[Item], *, start_on: date, go_live_on: date) -> int:
    """How many of the items would be late the day the project starts: go-live is too near for our suggestions."""
    dues = (suggested_due(item, start_on=start_on, go_live_on=go_live_on) for item in items)
    return sum(due is not None and due < start_on for due in dues)
