"""The way in to the pages of agreements."""

from django.http import Http404, HttpRequest

from accounts.access import person_of
from accounts.roles import Act
from agreements.kinds import Kind, kind_by_slug
from agreements.models import Agreement
from agreements.rules.by_hand import add_by_hand, closed_by_hand
from audit import clock
from projects.access import Standing
from projects.context import enter


def enter_agreement(
    request: HttpRequest, pk: int, slug: str, number: int, *, act: Act = Act.SEE_PROJECT
) -> tuple[Standing, Kind, Agreement]:
    """The reader's standing, the kind, and the agreement with what was closed by hand; nothing is written.

    The first of a kind is there before anybody has begun on it: an unsaved one. Raises Http404 for a stranger to the
    project and for an agreement it does not have, PermissionDenied without the act.
    """
    standing = enter(person_of(request), pk, on=clock.today(), act=act)
    try:
        kind = kind_by_slug(slug)
    except LookupError:
        raise Http404(f"No agreements called {slug}") from None
    project = standing.project
    of_kind = Agreement.objects.of_kind(project, kind.key).select_related("signed_file", "signatory")
    agreement = of_kind.filter(number=number).first()
    if agreement is None:
        if number != 1:
            raise Http404(f"No agreement {slug} {number}")
        agreement = Agreement(project=project, kind=kind.key, number=1)
    agreement.project = project
    add_by_hand(agreement, closed_by_hand(project, kind), kind)
    if kind.several and not agreement.pk and not agreement.practice:
        # There is none before a practice is named.
        raise Http404(f"No agreement {slug} {number}")
    return standing, kind, agreement
