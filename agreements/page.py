"""The way into one agreement's pages."""

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
    """Who comes, the kind and the agreement; the first of a kind is unsaved until something happens to it.

    Raises Http404, PermissionDenied without the act.
    """
    standing = enter(person_of(request), pk, on=clock.today(), act=act)
    try:
        kind = kind_by_slug(slug)
    except LookupError:
        raise Http404(f"No agreement {slug}") from None
    agreement = Agreement.objects.of_kind(standing.project, kind.key).filter(number=number).first()
    if agreement is None:
        if number != 1:
            raise Http404(f"No {slug} {number}")
        agreement = Agreement(project=standing.project, kind=kind.key, number=1)
    agreement.project = standing.project
    add_by_hand(agreement, closed_by_hand(standing.project, kind), kind)
    return standing, kind, agreement
