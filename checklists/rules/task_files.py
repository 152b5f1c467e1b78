"""Which files lie on a task."""

from checklists.models import Task
from files.models import File, FileVersion

# The part that owns them, as `files` knows it.
PART = "task"


def files_of(task: Task) -> list[FileVersion]:
    """The newest version of each of its files, those all taken back left out, in the order in which they came."""
    return list(FileVersion.objects.newest_of(File.objects.filter(task_files__task=task)))


def has_files(task: Task) -> bool:
    """True when at least one file lies on it."""
    return FileVersion.objects.standing().filter(file__task_files__task=task).exists()
