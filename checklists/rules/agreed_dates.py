"""The dates that a municipality agreed to (G86, G35), and what is another since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from checklists.models import Evidence, Task
from checklists.moves import State
from checklists.rules.guide_numbers import PLANS
from projects.models import Project, Wave
from ui.danish import listed

# Where the agreed dates stand among the answers of the evidence, and the part that wrote them (Task.managed_by).
AGREED, PART = "agreed", "plan"
GO_LIVE_ON, HYPERCARE_ON = "go_live_on", "hypercare_on"


def dates_of(wave: Wave, tasks: Iterable[Task]) -> dict[str, str]:
    """Go-live, hypercare and each task's due date as they stand, by the task's number; what has no date is left out."""
    hypercare = [day for day in (wave.hypercare_from_on, wave.hypercare_to_on) if day]
    said = {GO_LIVE_ON: wave.go_live_on.isoformat() if wave.go_live_on else ""}
    said[HYPERCARE_ON] = " ".join(day.isoformat() for day in hypercare)
    said |= {task.number: task.due_on.isoformat() for task in tasks if task.due_on}
    return {name: text for name, text in said.items() if text}


def what_changed(agreed: Mapping[str, str], now: Mapping[str, str]) -> str:
    """In words and numbers: "go-live, hypercare og 14 frister"; empty when every date is as it was agreed."""
    other = {name for name in {*agreed, *now} if agreed.get(name) != now.get(name)}
    words = [word for name, word in ((GO_LIVE_ON, "go-live"), (HYPERCARE_ON, "hypercare")) if name in other]
    if count := len(other - {GO_LIVE_ON, HYPERCARE_ON}):
        words.append(f"{count} frist{'er' * (count != 1)}")
    return listed(words, most=len(words)) if words else ""


@dataclass(frozen=True)
class Agreement:
    """A plan that is closed with agreed dates, since when, and what has changed: "" when nothing has."""

    number: str
    on: date | None
    changed: str


def agreements(project: Project, now: Mapping[str, str]) -> list[Agreement]:
    """Each plan that agreed dates have closed, in the order of PLANS; one that was closed by hand is none."""
    closed = Evidence.objects.filter(task__project=project, task__number__in=PLANS, task__state=State.DONE)
    found: dict[str, Evidence] = {}
    for evidence in closed.filter(task__managed_by=PART, is_draft=False).select_related("task").order_by("version"):
        found[evidence.task.number] = evidence
    return [
        Agreement(number, found[number].on_date, what_changed(found[number].data[AGREED], now))
        for number in PLANS
        if number in found and AGREED in found[number].data
    ]
