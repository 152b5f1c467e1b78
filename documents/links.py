"""What other pages are told of the documents: the guide, where they lie; a task, which it is helped by."""

from collections.abc import Mapping

from django.urls import reverse

from checklists.guide.links import Given
from checklists.models import Task
from checklists.moves import OPEN
from checklists.one_task.worked_on import WorkLine
from checklists.task_links import TaskLink
from documents.models import NationalLink
from documents.rules.catalogue import Document, catalogue_of
from documents.rules.readers import is_done_by_reading
from documents.services.follow import PART
from projects.access import Standing

OPEN_LINE = (
    "Opgaven lukkes af sig selv, når alle, der skal læse dokumentet, har læst det her. Holder I styr på det et andet "
    "sted, så luk den her."
)
CLOSED_LINE = "Opgaven følger, hvem der har læst dokumentet. Kommer der en ny udgave, åbner den igen."


def national_links(playbook: str) -> Mapping[str, Given]:
    """MedCom's links, for the guide's pages."""
    return {link.document: Given(link.link, link.version) for link in NationalLink.objects.newest(playbook)}


def document_links(task: Task) -> list[TaskLink]:
    """The documents that help with a task."""
    if task.item.is_own:
        return []
    return [
        TaskLink(f"Dokument: {document.name}", _url(task, document))
        for document in catalogue_of(task.item.edition).documents
        if task.number in document.items or document.key in task.item.documents
    ]


def reading_line(standing: Standing, task: Task) -> WorkLine | None:
    """Where a task is closed by those who read its document; None for others, and once somebody closed it by hand."""
    if task.item.is_own or not is_done_by_reading(task.item):
        return None
    document = next((one for one in catalogue_of(task.item.edition).documents if one.number == task.number), None)
    if document is None:
        return None
    if task.state in OPEN:
        return WorkLine(OPEN_LINE, _url(task, document), "Gå til dokumentet")
    return WorkLine(CLOSED_LINE, _url(task, document), "Se dokumentet") if task.managed_by == PART else None


def _url(task: Task, document: Document) -> str:
    return reverse("document", args=[task.project_id, document.key])
