"""Which files lie on a task."""

from checklists.models import Evidence, Task
from checklists.moves import State
from files.models import File, FileVersion

# The part that owns them, as `files` knows it.
PART = "task"


def files_of(task: Task) -> list[FileVersion]:
    """The newest version of each of its files, those all taken back left out, in the order in which they came."""
    return list(FileVersion.objects.newest_of(File.objects.filter(task_files__task=task)))


def has_files(task: Task) -> bool:
    """True when at least one file lies on it."""
    return FileVersion.objects.standing().filter(file__task_files__task=task).exists()


def needed_by(task: Task, version: FileVersion) -> Evidence | None:
    """What a done task stands on, when it asks for a file and has no other than this one, here or elsewhere.

    None as well for a task that a part of the portal closes, and for one that lacks its proof already.
    """
    if task.state != State.DONE or task.proof_missing or task.managed_by:
        return None
    if "file" not in task.item.evidence_fields or "file" in task.item.optional_evidence:
        return None
    evidence = task.evidence.filter(is_draft=False).first()
    others = FileVersion.objects.standing().filter(file__task_files__task=task).exclude(pk=version.pk)
    return None if evidence is None or evidence.data.get("file") or others.exists() else evidence
