"""A card beside Mine opgaver: what one should read and has not."""

from collections.abc import Mapping

from django.urls import reverse

from checklists.mine.cards import Card, CardLine
from checklists.mine.day import MyDay
from documents.models import Reading
from documents.rules.catalogue import Document, catalogue_of
from documents.rules.current import Current, currents
from projects.models import Project


def documents_to_read(day: MyDay) -> list[Card]:
    """One card for all open projects; none when everything that is there has been read."""
    wanted = _asked(day)
    if not wanted:
        return []
    found = currents(wanted)
    read = set(Reading.objects.filter(project__in=wanted, read_by=day.user).values_list("project", "document", "mark"))
    several = len(day.projects) > 1
    lines = [
        _line(project, current, several=several)
        for project in wanted
        for current in found[project.pk].values()
        if current.is_there and (project.pk, current.document.key, current.mark) not in read
    ]
    return [Card(15, "Dokumenter at læse", lines=lines)] if lines else []


def _asked(day: MyDay) -> Mapping[Project, list[Document]]:
    """By project, the documents that one of the person's own roles is asked to read."""
    wanted: dict[Project, list[Document]] = {}
    for project in day.projects:
        roles = {held.role for held in day.manned[project.pk].holdings if held.user_id == day.user.pk}
        editions = {task.item.edition_id for task in day.tasks[project.pk]}
        edition = max((day.editions[pk] for pk in editions), key=lambda edition: edition.number, default=None)
        documents = catalogue_of(edition).documents if edition else ()
        if asked := [document for document in documents if roles & set(document.readers)]:
            wanted[project] = asked
    return wanted


def _line(project: Project, current: Current, *, several: bool) -> CardLine:
    document = current.document
    url = reverse("document", args=[project.pk, document.key])
    return CardLine(_version(current), document.name, url, more=project.municipality.name if several else "")


def _version(current: Current) -> str:
    version = current.local_version or current.national_version
    if not version and current.file:
        return f"Version {current.file.number}"
    return f"Udgave {version}" if version else "Læs"
