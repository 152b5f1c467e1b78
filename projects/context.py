"""What every page of a project shows around its own content."""

from datetime import date
from typing import Any

from accounts.models import User
from accounts.roles import Act
from projects.access import Standing, standing_or_404
from projects.menu import menu_of


def enter(user: User, pk: int, *, on: date, act: Act = Act.SEE_PROJECT) -> Standing:
    """The person's standing in the project. Raises Http404 for a stranger to it, PermissionDenied without the act."""
    standing = standing_or_404(user, pk, on=on)
    standing.require(act)
    return standing


def project_page(standing: Standing, current: str, **own: Any) -> dict[str, Any]:
    """The template context of a project's page: project, menu, standing, and the page's own."""
    return {
        "project": standing.project,
        "project_menu": menu_of(standing, current),
        "standing": standing,
        "see_work": standing.may(Act.SEE_WORK),
        **own,
    }
