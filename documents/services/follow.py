"""The items that are done when a document has been read (G15, G18) follow who has read the version that counts.

Which they are the playbook says: their proof is where the document lies, its version, and who has read it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from accounts.models import User
from audit.clock import day_of
from checklists.models import Task
from checklists.moves import OPEN, State
from checklists.services.proof import complete_proof
from checklists.services.tasks import settle, unsettle
from documents.models import Reading
from documents.rules.catalogue import Document
from documents.rules.current import Current, current_of
from documents.rules.readers import Readers, is_done_by_reading, readers_of
from projects.manning import holdings_on
from projects.models import Project
from ui.danish import listed

# The part that closes these tasks, as it stands in Task.managed_by.
PART = "documents"
ALL_HAVE_READ = "alle, der skal læse dokumentet, har læst det"
NEW_EDITION = "der er kommet en anden udgave, som ikke er læst af alle"
NAMES = 20


def follow_readers(
    project: Project, document: Document, *, at: datetime, by: User | None = None, opened: str = ""
) -> None:
    """Bring the document's task in a locked project into line with who has read it that day.

    It is done once everybody who is asked has read the version that counts. Closed by hand it stays as it is until
    somebody (`by`) reads the last of it here; from then on it follows. It opens again when another version counts
    (`opened`), not because somebody new holds one of the roles: what was read was read.
    """
    task = _task_of(project, document)
    if task is None or task.state == State.NOT_RELEVANT:
        return
    current = current_of(project, document)
    readers = _readers(project, current, at=at)
    if readers.all_have_read and current.is_there:
        if by or task.state in OPEN:
            _take_over(task)
        answers = _answers(current, readers)
        if task.state in OPEN:
            settle(task=task, answers=answers, by=None, at=at, why=ALL_HAVE_READ)
        elif by and task.proof_missing:
            complete_proof(task=task, answers=answers, by=None, at=at, why=ALL_HAVE_READ)
    elif opened and task.state == State.DONE and task.managed_by == PART:
        unsettle(task=task, at=at, why=opened)


def follow_all(project: Project, documents: Iterable[Document], *, at: datetime) -> None:
    """In a locked project: close what is done now that somebody no longer has to read it."""
    for document in documents:
        follow_readers(project, document, at=at)


def fall_back(projects: Sequence[Project], document: Document, *, at: datetime, why: str) -> None:
    """In locked projects: open again what reading had closed, because another version counts in all of them."""
    closed = Task.objects.filter(
        project__in=projects, number=document.number, managed_by=PART, state=State.DONE
    ).order_by("project")
    for task in closed.select_related("item", "project"):
        follow_readers(task.project, document, at=at, opened=why)


def _task_of(project: Project, document: Document) -> Task | None:
    found = Task.objects.select_for_update(of=("self",)).select_related("item__edition", "project")
    task = found.filter(project=project, number=document.number).first() if document.readers else None
    return task if task and is_done_by_reading(task.item) else None


def _readers(project: Project, current: Current, *, at: datetime) -> Readers:
    readings = Reading.objects.filter(project=project, document=current.document.key)
    return readers_of(current, holdings_on([project], on=day_of(at), units=False), readings)


def _take_over(task: Task) -> None:
    if task.managed_by != PART:
        task.managed_by = PART
        task.save(update_fields=["managed_by"])


def _answers(current: Current, readers: Readers) -> dict[str, object]:
    """The proof: where it lies, which version, and who has read it."""
    versions = [version for version in (current.national_version, current.local_version) if version]
    if current.file:
        versions.append(f"egen fil, version {current.file.number}")
    return {
        "link": current.local_link or current.national_link,
        "version": listed(versions, most=len(versions)) if versions else "",
        "read_by": listed([person.user.name for person in readers.people], most=NAMES),
    }
