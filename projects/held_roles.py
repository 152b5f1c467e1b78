"""The roles a person holds in projects, told to the part below."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef

from accounts.held_roles import register
from accounts.models import Membership, User
from projects.models import RoleHolding


def roles_in_projects(user: User, on: date) -> Iterable[str]:
    """The roles that count that day, in whichever projects: their holder still works there."""
    works_there = Membership.objects.on(on).filter(user=user, municipality=OuterRef("project__municipality"))
    held = RoleHolding.objects.on(on).filter(Exists(works_there), user=user)
    return held.values_list("role", flat=True).distinct()


register(roles_in_projects)
