"""What a move does to the items of a kind, in words."""

from copy import copy

from agreements.kinds import Kind
from agreements.models import Agreement
from agreements.moves import Step
from agreements.rules.answers import reached
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
    said = ((sorted(before - after), ("lukket", "lukket")), (sorted(after - before), ("åben igen", "åbne igen")))
    return " ".join(
        f"{listed(numbers, most=len(numbers))} er {one if len(numbers) == 1 else many}."
        for numbers, (one, many) in said
        if numbers
    )


def opens_again(agreement: Agreement, kind: Kind, to_step: Step) -> list[Task]:
    """The items that are open again when the agreement falls back to a step before its signature."""
    fallen = copy(agreement)
    fallen.step, fallen.is_in_force = to_step, False
    return _closed(agreement, [step for step in _reached(agreement, kind) if not reached(fallen, step, kind)], kind)


def opens_at_end(agreement: Agreement, kind: Kind) -> list[Task]:
    """The items that are open again when it ends: the signature's, and all that one begun meanwhile has not reached."""
    of_kind = Agreement.objects.of_kind(agreement.project, kind.key)
    others = list(of_kind.filter(ended_on=None).exclude(pk=agreement.pk))
    gone = [
        step
        for step in _reached(agreement, kind)
        if (others or step == Step.SIGNED) and not any(reached(other, step, kind) for other in others)
    ]
    return _closed(agreement, gone, kind)


def _reached(agreement: Agreement, kind: Kind) -> list[Step]:
    return [step for step in kind.closes if reached(agreement, step, kind)]


def _closed(agreement: Agreement, steps: list[Step], kind: Kind) -> list[Task]:
    numbers = [number for step in steps for number in kind.closes[step]]
    tasks = Task.objects.filter(project=agreement.project, number__in=numbers, state=State.DONE, managed_by=PART)
    return list(tasks.select_related("item").order_by("number"))
