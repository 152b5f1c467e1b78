"""The one door to a project: an outsider gets 404, a member without the right 403."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Exists
from django.shortcuts import get_object_or_404

from accounts.access import national_acts
from accounts.models import Membership, User
from accounts.roles import Act, acts_of, roles_with
from projects.models import Invitation, Project, RoleHolding


@dataclass(frozen=True)
class Standing:
    """What one person is and may do in one project on one day."""

    user: User
    project: Project
    roles: frozenset[str]
    acts: frozenset[Act]

    def may(self, act: Act) -> bool:
        """True when the person's roles allow the act."""
        return act in self.acts

    def require(self, act: Act) -> None:
        """Raises PermissionDenied (403) when the person's roles do not allow the act."""
        if act not in self.acts:
            raise PermissionDenied(f"{act} is not allowed")

    def may_work(self, role: str) -> bool:
        """True when the person may move tasks that belong to `role`."""
        return Act.WORK_ALL_TASKS in self.acts or (Act.WORK_OWN_TASKS in self.acts and role in self.roles)


def standing_of(user: User, project: Project, *, on: date) -> Standing:
    """The person's roles and acts in the project that day; empty for a stranger to it."""
    works_here = Membership.objects.on(on).filter(user=user, municipality=project.municipality_id)
    held = RoleHolding.objects.on(on).filter(Exists(works_here), user=user, project=project)
    roles = frozenset(held.values_list("role", flat=True))
    return Standing(user, project, roles, acts_of(roles) | national_acts(user, on=on))


def project_or_404(user: User, pk: int, *, on: date) -> Project:
    """The project with its municipality and go-live. Raises Http404 for everybody who may not know of it."""
    projects = Project.objects.visible_to(user, on=on).with_go_live().select_related("municipality")
    return get_object_or_404(projects, pk=pk)


def may_start_in(user: User, *, on: date) -> list[int] | None:
    """The municipalities whose project the person may start: None means all (the programleder).

    The others are led by the person, or waiting for the person, appointed by the programleder, to begin (G02).
    """
    if Act.START_PROJECT in national_acts(user, on=on):
        return None
    held = RoleHolding.objects.on(on).filter(user=user, role__in=roles_with(Act.START_PROJECT))
    working = Membership.objects.on(on).filter(user=user).values("municipality")
    led = held.filter(project__municipality__in=working).values_list("project__municipality", flat=True)
    appointed = Invitation.objects.accepted().filter(accepted_by=user, project=None, municipality__in=working)
    return sorted({*led, *appointed.values_list("municipality", flat=True)})


def lock_project(pk: int) -> Project:
    """The project's row, locked. Every service that changes a project's things takes this first, then children."""
    return Project.objects.select_for_update().get(pk=pk)
