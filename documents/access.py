"""The one door to own files: through the project they lie in."""

from django.http import Http404

from documents.models import OwnFile
from documents.rules.catalogue import Catalogue
from documents.services.own_files import Place, Shelf
from files.models import File, FileVersion
from projects.access import Standing


def shelf_or_404(catalogue: Catalogue, phase: str) -> Shelf:
    """The shelf of a phase of the edition. Raises Http404."""
    found = next((entry for entry in catalogue.edition.phases if entry["key"] == phase), None)
    if found is None:
        raise Http404(f"No phase {phase}")
    return Shelf(phase, found["name"])


def own_file_or_404(standing: Standing, catalogue: Catalogue, file: int) -> tuple[File, Place]:
    """A file of the project's, and where it lies. Raises Http404."""
    own = OwnFile.objects.filter(project=standing.project, file=file).select_related("file").first()
    if own is None:
        raise Http404(f"The project has no file {file}")
    return own.file, catalogue.document(own.document) if own.document else shelf_or_404(catalogue, own.phase)


def version_or_404(file: File, number: int) -> FileVersion:
    """A version of it. Raises Http404."""
    found = file.versions.filter(number=number).first()
    if found is None:
        raise Http404(f"No version {number} of file {file.pk}")
    return found
