"""Where a project's own files belong, are shown and fetched."""

from collections.abc import Collection

from django.urls import reverse

from documents.models import OwnFile
from documents.rules.catalogue import catalogue_in
from files.addresses import Addresses
from files.models import File
from files.parts import Place
from projects.models import Project


def own_files_of(project: Project) -> Addresses:
    """The addresses of all of them."""
    return Addresses("own_file", {"pk": project.pk})


def document_places(project: Project, files: Collection[File]) -> dict[int, Place]:
    """The document or the shelf of each file, and its page there."""
    catalogue, addresses = catalogue_in(project), own_files_of(project)
    documents = {document.key: document.name for document in catalogue.documents}
    phases = {phase["key"]: phase["name"] for phase in catalogue.edition.phases}
    places = {}
    for own in OwnFile.objects.filter(project=project, file__in=files):
        if own.document:
            name, url = documents.get(own.document, own.document), reverse("document", args=[project.pk, own.document])
        else:
            name, url = f"Hylden {phases.get(own.phase, own.phase)}", reverse("shelf", args=[project.pk, own.phase])
        places[own.file_id] = Place(name, url, addresses.page(own.file_id))
    return places
