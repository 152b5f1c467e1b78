"""Writing the answers that close a task."""

from datetime import date, datetime
from typing import Any

from django.db.models import Max

from accounts.models import User
from audit.clock import day_of
from checklists.evidence.forms import as_columns
from checklists.models import Evidence, EvidenceFile, Task
from checklists.rules.task_files import files_of
from projects.models import RoleHolding


def write_evidence(
    task: Task, answers: dict[str, Any], *, is_draft: bool, by: User | None, at: datetime, **more: Any
) -> Evidence:
    """The task's draft, changed or made, as a draft still or as evidence; `more` are columns that are no answers."""
    evidence = task.evidence.filter(is_draft=True).first()
    if evidence is None:
        last = task.evidence.aggregate(last=Max("version"))["last"] or 0
        evidence = Evidence(task=task, version=last + 1)
    for column, value in as_columns(answers).items():
        setattr(evidence, column, value)
    evidence.person = _person_named(task, evidence.person_name, on=day_of(at))
    evidence.is_draft = is_draft
    for column, value in more.items():
        setattr(evidence, column, value)
    evidence.written_at, evidence.written_by = at, by
    # The rows it points to are in hand and the task is locked, so only its own values can be wrong.
    evidence.clean_fields(exclude=["task", "person", "written_by"])
    evidence.save()
    if not is_draft:
        # What lies on the task now is part of it.
        EvidenceFile.objects.bulk_create(EvidenceFile(evidence=evidence, version=found) for found in files_of(task))
    return evidence


def stand_on(task: Task, evidence: Evidence) -> None:
    """What a done task knows of the evidence it was closed on; saved by the move."""
    day = day_of(evidence.written_at)
    task.done_on = evidence.done_on or min(evidence.on_date or day, day)
    task.proof_missing = bool(evidence.proof_missing)
    task.valid_until = evidence.valid_until
    task.blocks_gate = any(
        choice["key"] == evidence.data.get("choice") and choice.get("blocks_gate", False)
        for choice in task.item.choices
    )


def _person_named(task: Task, name: str, *, on: date) -> User | None:
    """The one person of the project with this name, if there is just one."""
    if not name:
        return None
    holdings = RoleHolding.objects.on(on).filter(project_id=task.project_id, user__name__iexact=name)
    people = list(User.objects.filter(pk__in=holdings.values("user"))[:2])
    return people[0] if len(people) == 1 else None
