"""The tables of this app, by subject."""

from checklists.models.assignment import Assignment
from checklists.models.comment import Comment, Mention
from checklists.models.evidence import Evidence
from checklists.models.playbook import Edition, Item
from checklists.models.saved_filter import SavedFilter
from checklists.models.start_round import StartRound
from checklists.models.sub_point import SubPointTick
from checklists.models.task import Move, Need, Task
from checklists.models.task_file import EvidenceFile, TaskFile
from checklists.models.task_unit import TaskUnit, TaskUnitEntry
from checklists.models.waiting import Waiting

__all__ = [
    "Assignment",
    "Comment",
    "Edition",
    "Evidence",
    "EvidenceFile",
    "Item",
    "Mention",
    "Move",
    "Need",
    "SavedFilter",
    "StartRound",
    "SubPointTick",
    "Task",
    "TaskFile",
    "TaskUnit",
    "TaskUnitEntry",
    "Waiting",
]
