"""What a move does to the items of a kind, in words."""

from agreements.kinds import Kind
from agreements.models import Agreement
from agreements.moves import ORDER, Step
from agreements.rules.by_hand import PART
from checklists.models import Task
from checklists.moves import OPEN, State
from projects.models import Project
from ui.danish import listed


def open_items(project: Project, kind: Kind) -> set[str]:
    """The numbers of those that are open."""
    open_tasks = Task.objects.filter(project=project, number__in=kind.items, state__in=OPEN)
    return set(open_tasks.values_list("number", flat=True))


def items_in_words(before: set[str], after: set[str]) -> str:
    """Such as "G50 er lukket." of what was open before and is open after; "" for nothing."""
    said = ((sorted(before - after), "lukket"), (sorted(after - before), "åben igen"))
    return " ".join(f"{listed(numbers, most=len(numbers))} er {word}." for numbers, word in said if numbers)


def opens_again(agreement: Agreement, kind: Kind, to_step: Step) -> list[Task]:
    """The items that stand on the steps after `to_step`, and are open again when the agreement falls back to it."""
    fallen = [
        step for step in kind.walked if ORDER.index(to_step) < ORDER.index(step) <= ORDER.index(Step(agreement.step))
    ]
    numbers = [number for step in fallen for number in kind.closes.get(step, [])]
    tasks = Task.objects.filter(project=agreement.project, number__in=numbers, state=State.DONE, managed_by=PART)
    return list(tasks.select_related("item").order_by("number"))
