"""Which agreement each of a project's files belongs to."""

from collections.abc import Collection

from django.urls import reverse

from agreements.kinds import kinds
from agreements.models import Agreement, AgreementFile
from agreements.shown.agreement import called
from agreements.shown.files import addresses_of
from files.models import File
from files.parts import Place
from projects.models import Project


def agreement_places(project: Project, files: Collection[File]) -> dict[int, Place]:
    """The agreement of each file, and its page there; a cover sheet's is that of the packages for the case system."""
    found = Agreement.objects.filter(project=project, pk__in={int(file.subject) for file in files})
    agreements, of_key = {str(one.pk): one for one in found}, {kind.key: kind for kind in kinds()}
    laid = set(AgreementFile.objects.filter(file__in=files).values_list("file", flat=True))
    places = {}
    for file in files:
        agreement = agreements[file.subject]
        kind = of_key[agreement.kind]
        where = {"pk": project.pk, "slug": kind.slug, "number": agreement.number}
        page = addresses_of(kind, agreement).page(file.pk) if file.pk in laid else _packages(where)
        places[file.pk] = Place(called(kind, agreement, names=True), reverse("agreement", kwargs=where), page)
    return places


def _packages(where: dict[str, object]) -> str:
    return reverse("agreement_package", kwargs=where)
