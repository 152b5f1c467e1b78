"""Where a project's own files are shown and fetched."""

from files.addresses import Addresses
from projects.models import Project


def own_files_of(project: Project) -> Addresses:
    """The addresses of all of them."""
    return Addresses("own_file", {"pk": project.pk})
