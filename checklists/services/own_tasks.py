"""A municipality's own tasks (K01 …): they behave as the guide's do, and never count in its progress."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from audit.clock import day_of
from checklists import events
from checklists.models import Edition, Item, Need, Task
from checklists.models.playbook import Anchor, Force, Kind, Track
from checklists.rules.needs import Circle, circle_with
from checklists.services.follow_units import CAME, PART, follow_units, rows_of_task
from checklists.services.moving import tell
from checklists.services.sub_points import move_ticks
from checklists.services.tasks import StaleTask
from checklists.services.unit_rows import bring_rows
from projects.access import lock_project, standing_of
from projects.models import Project

# Own items stand after the guide's in every list of a phase.
AFTER_THE_GUIDE = 1000


class NotAnOwnTask(Exception):
    """The guide's own words are not the municipality's to change."""


@dataclass(frozen=True)
class OwnWords:
    """What a municipality says of a task of its own. `needs` are numbers of tasks that come first."""

    title: str
    phase: str
    role: str
    what: str = ""
    due_on: date | None = None
    per_unit: bool = False
    sub_points: Sequence[str] = ()
    needs: Sequence[str] = field(default_factory=tuple)


@transaction.atomic
def add_own_task(*, project: Project, words: OwnWords, by: User, at: datetime, once: UUID) -> Task:
    """Add an own task to the project; the same form again gives the first, with other words a new one.

    Raises PermissionDenied, Circle, LookupError for a need that is no task of the project.
    """
    project = lock_project(project.pk)
    _may(project, words.role, by=by, at=at)
    if again := Task.objects.filter(item__once=once).select_related("item").first():
        if again.project_id == project.pk and _alike(words_of(again), words):
            return again
        once = uuid4()
    count = Item.with_own.filter(project=project).count() + 1
    item = Item(project=project, once=once, edition=_edition(project), number=f"K{count:02}")
    item.position = AFTER_THE_GUIDE + count
    _write(item, words)
    task = Task.objects.create(
        project=project,
        item=item,
        number=item.number,
        role=words.role,
        due_on=words.due_on,
        due_by_hand=words.due_on is not None,
    )
    _set_needs(task, words.needs)
    _in_each_unit(task)
    tell(events.OWN_TASK_ADDED, task, by=by, at=at)
    return task


@transaction.atomic
def change_own_task(*, task: Task, words: OwnWords, by: User, version: int, at: datetime) -> Task:
    """Put an own task right. Raises PermissionDenied, StaleTask, NotAnOwnTask, Circle, LookupError."""
    project = lock_project(task.project_id)
    task = Task.objects.select_for_update(of=("self",)).select_related("item", "project").get(pk=task.pk)
    if not task.item.is_own:
        raise NotAnOwnTask(task.number)
    _may(project, task.role, by=by, at=at)
    _may(project, words.role, by=by, at=at)
    if task.version != version:
        raise StaleTask(task)
    move_ticks(task=task, before=task.item.sub_points, after=words.sub_points)
    _write(task.item, words)
    task.role, task.due_on, task.due_by_hand = words.role, words.due_on, words.due_on is not None
    task.version += 1
    task.save(update_fields=["role", "due_on", "due_by_hand", "version"])
    _set_needs(task, words.needs)
    _in_each_unit(task)
    _follow(task, at=at)
    tell(events.OWN_TASK_CHANGED, task, by=by, at=at)
    return task


def _in_each_unit(task: Task) -> None:
    if task.item.per_unit:
        bring_rows(project=task.project)


def _follow(task: Task, *, at: datetime) -> None:
    """A task that is done in each unit again stands as its units do; one that no longer is, people close by hand."""
    if task.item.per_unit:
        follow_units(task, rows_of_task(task), by=None, at=at, opened=CAME)
    elif task.managed_by == PART:
        task.managed_by = ""
        task.save(update_fields=["managed_by"])


def _alike(one: OwnWords, other: OwnWords) -> bool:
    """Do both say the same? In which order needs are written says nothing."""
    plain = [replace(words, sub_points=list(words.sub_points), needs=sorted(words.needs)) for words in (one, other)]
    return plain[0] == plain[1]


def words_of(task: Task) -> OwnWords:
    """What stands in an own task now."""
    needs = task.needs.order_by("needs__item__position").values_list("needs__number", flat=True)
    item = task.item
    return OwnWords(
        item.title, item.phase, task.role, item.what, task.due_on, item.per_unit, item.sub_points, list(needs)
    )


def _may(project: Project, role: str, *, by: User, at: datetime) -> None:
    if not standing_of(by, project, on=day_of(at)).may_work(role):
        raise PermissionDenied("This person may not add tasks to this role")


def _edition(project: Project) -> Edition:
    edition = Edition.objects.of_project(project)
    if edition is None:
        raise LookupError(f"{project} stands on no edition")
    return edition


def _write(item: Item, words: OwnWords) -> None:
    item.title, item.phase, item.role, item.per_unit = words.title, words.phase, words.role, words.per_unit
    item.track, item.kind, item.force = Track.BOTH, Kind.ACTIVITY, Force.OWN
    item.anchor, item.offset_workdays, item.duration_workdays = Anchor.START, 0, 1
    item.content = {
        "what": words.what,
        **dict.fromkeys(("why", "who", "done_when", "proof_example"), ""),
        "how": [],
        "sub_points": list(words.sub_points),
        "needs": {"guide": [], "ours": []},
        "evidence_fields": ["date", "note"],
        "evidence_optional": ["note"],
        "hours": None,
    }
    item.full_clean()
    item.save()


def _set_needs(task: Task, numbers: Iterable[str]) -> None:
    wanted = list(dict.fromkeys(numbers))
    known = {other.number: other for other in Task.objects.filter(project=task.project_id)}
    for number in wanted:
        if number not in known:
            raise LookupError(number)
    others = Need.objects.filter(task__project=task.project_id).exclude(task=task)
    edges = [*others.values_list("task__number", "needs__number"), *((task.number, number) for number in wanted)]
    if circle := circle_with(task.number, edges):
        raise Circle(circle)
    task.needs.all().delete()
    Need.objects.bulk_create(Need(task=task, needs=known[number], source=Need.Source.OWN) for number in wanted)
