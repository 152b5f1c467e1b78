"""Which agreement a project's files belong to."""

from collections.abc import Collection

from django.urls import reverse

from agreements.kinds import Kind, kinds
from agreements.models import Agreement
from files.models import File
from files.parts import Place
from projects.models import Project


def agreement_places(project: Project, files: Collection[File]) -> dict[int, Place]:
    """The agreement of each file; the cover sheets of the packages for the case system lie there too."""
    agreements = Agreement.objects.filter(project=project, pk__in={int(file.subject) for file in files})
    of_key = {kind.key: kind for kind in kinds()}
    places = {}
    for agreement in agreements:
        kind = of_key[agreement.kind]
        url = reverse("agreement", args=[project.pk, kind.slug, agreement.number])
        places[str(agreement.pk)] = Place(_name(kind, agreement), url, url)
    return {file.pk: places[file.subject] for file in files if file.subject in places}


def _name(kind: Kind, agreement: Agreement) -> str:
    if agreement.practice:
        return f"{kind.name}: {agreement.practice}"
    return f"{kind.name} nr. {agreement.number}" if agreement.number > 1 else kind.name
