"""The one door to a project: an outsider gets 404, a member without the right 403."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.access import national_acts
from accounts.models import Membership, User
from accounts.roles import READING, Act, Role, acts_of, roles_with
from projects.models import Invitation, Project, RoleHolding, Unit
from ui.danish import listed

# As much of names as an event holds.
NAMES, LONGEST_NAME = 3, 200


@dataclass(frozen=True)
class Standing:
    """What one person is and may do in one project on one day.

    `roles` are all the person fills; `stands_in` names, by role, the absent people whose deputy the person is.
    """

    user: User
    project: Project
    roles: frozenset[str]
    acts: frozenset[Act]
    own_roles: frozenset[str] = frozenset()
    stands_in: Mapping[str, Sequence[str]] = field(default_factory=dict)

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

    def stands_in_for(self, role: str) -> list[str]:
        """The absent people whose right the person uses when working on a task of `role`; none when it is one's own."""
        own = acts_of(self.own_roles)
        if Act.WORK_ALL_TASKS in own or (role in self.own_roles and Act.WORK_OWN_TASKS in own):
            return []
        return list(self.stands_in.get(role) or self.stands_in.get(Role.PROJECT_MANAGER, ()))


def standing_of(user: User, project: Project, *, on: date) -> Standing:
    """The person's roles and acts in the project that day, a deputy's with them; empty for a stranger to it.

    In a project that is closed everybody only reads.
    """
    works_here = Membership.objects.on(on).filter(user=user, municipality=project.municipality_id)
    filled = RoleHolding.objects.filled_by(user, on=on).filter(Exists(works_here), project=project)
    own: set[str] = set()
    stands_in: dict[str, list[str]] = {}
    for role, holder_id, name in filled.order_by("user__name").values_list("role", "user_id", "user__name"):
        if holder_id == user.pk:
            own.add(role)
        else:
            stands_in.setdefault(role, []).append(name)
    roles = frozenset(own | stands_in.keys())
    # A deputy does the work, but gives nobody a role: least of all for good, to him- or herself.
    acts = acts_of(own) | (acts_of(stands_in) - {Act.MANAGE_PEOPLE})
    if not roles:
        # Who works in a municipality holds no national role, so nobody is asked twice.
        acts = national_acts(user, on=on)
    if project.closed_at is not None:
        acts &= READING
    return Standing(user, project, roles, acts, frozenset(own), stands_in)


@dataclass(frozen=True)
class Actor:
    """A person as the record names one: "Lone Dahl for Pia Nørgaard" when it is done in somebody's place."""

    pk: int
    name: str


def actor_on(project: Project, role: str, *, by: User, on: date) -> Actor:
    """Who works on a task of `role` that day, and for whom."""
    return acting_for(by, standing_of(by, project, on=on).stands_in_for(role))


def acting_for(by: User, absent: Sequence[str]) -> Actor:
    """A person in the place of absent people, if any."""
    name = f"{by.name} for {listed(absent, most=NAMES)}" if absent else by.name
    return Actor(by.pk, name[:LONGEST_NAME])


def units_coordinated(user: User, *, on: date) -> QuerySet[Unit]:
    """The units the person stands for that day in open projects: as tovholder, or as a tovholder's deputy."""
    works_here = Membership.objects.on(on).filter(user=user, municipality=OuterRef("project__municipality"))
    filled = RoleHolding.objects.filled_by(user, on=on).filter(Exists(works_here), role=Role.UNIT_COORDINATOR)
    return Unit.objects.taking_part().filter(holdings__in=filled, project__closed_at=None).distinct()


def standing_or_404(user: User, pk: int, *, on: date) -> Standing:
    """The person's standing in the project, which is read with its municipality, go-live and closing days.

    Raises Http404 for everybody who may not know of it.
    """
    projects = Project.objects.with_dates().with_closing_days().select_related("municipality")
    standing = standing_of(user, get_object_or_404(projects, pk=pk), on=on)
    if not standing.may(Act.SEE_PROJECT):
        raise Http404(f"No project {pk}")
    return standing


def may_start_in(user: User, *, on: date) -> list[int] | None:
    """The municipalities whose project the person may start: None means all (the programleder).

    The others are led by the person, or waiting for the person, appointed by the programleder, to begin (G02).
    """
    if Act.START_PROJECT in national_acts(user, on=on):
        return None
    held = RoleHolding.objects.on(on).filter(user=user, role__in=roles_with(Act.START_PROJECT))
    working = Membership.objects.on(on).filter(user=user).values("municipality")
    led = held.filter(project__municipality__in=working).values_list("project__municipality", flat=True)
    appointed = Invitation.objects.waiting_to_start().filter(accepted_by=user, municipality__in=working)
    return sorted({*led, *appointed.values_list("municipality", flat=True)})


def lock_project(pk: int) -> Project:
    """The project's row, locked. Every service that changes a project's things takes this first, then children."""
    return Project.objects.select_for_update().get(pk=pk)
