"""What a person may do across municipalities. Rights are computed by date, never stored."""

from datetime import date
from typing import TypeGuard

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from accounts.models import Membership, NationalRole, User
from accounts.roles import Act, NationalRoleKind, acts_of


def national_acts(user: User, *, on: date) -> frozenset[Act]:
    """What the person's national roles allow on that day."""
    return acts_of(NationalRole.objects.on(on).filter(user=user).values_list("role", flat=True))


def holds_national_role(user: User, role: NationalRoleKind, *, on: date) -> bool:
    """True when the person holds this national role on that day. For wording; rights are acts."""
    return NationalRole.objects.on(on).filter(user=user, role=role).exists()


def municipality_ids(user: User, *, on: date) -> list[int]:
    """Where the person works on that day."""
    return list(Membership.objects.on(on).filter(user=user).values_list("municipality_id", flat=True))


def has_access(user: User, *, on: date) -> bool:
    """True when the person may be signed in that day."""
    return User.objects.with_access(on=on).filter(pk=user.pk).exists()


def is_person(user: User | AnonymousUser) -> TypeGuard[User]:
    """True for someone who is signed in."""
    return user.is_authenticated


def person_of(request: HttpRequest) -> User:
    """The signed-in person. Every view is behind the sign-in, so anything else is a fault in the wiring."""
    if not is_person(request.user):
        raise TypeError("A view without sign-in asked for its person")
    return request.user
