"""Done tasks whose proof is still asked for: done before the portal, or the file they stood on was taken back."""

from datetime import date

from checklists.models import Evidence, Task
from checklists.rules.task_rights import workable
from projects.access import Standing


def lacking_proof(standing: Standing, *, on: date) -> list[tuple[Task, str, bool]]:
    """Each such task in the guide's order, with what is asked for, and whether the reader may deliver it."""
    tasks = list(standing.project.tasks.filter(proof_missing=True).select_related("item").in_guide_order())
    mine = workable(standing, tasks, on=on)
    written = Evidence.objects.filter(task__in=tasks, is_draft=False).order_by("version")
    asked = dict(written.values_list("task", "proof_missing"))
    return [(task, asked[task.pk], task.pk in mine) for task in tasks]
