"""Which roles a person holds. Parts above, which know of projects, add theirs through `register`."""

from collections.abc import Callable, Iterable
from datetime import date

from accounts.models import NationalRole, User

Source = Callable[[User, date], Iterable[str]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Ask this part too for the roles a person holds on a day. Called from an app's `ready`."""
    if source not in _sources:
        _sources.append(source)


def held_roles(user: User, *, on: date) -> frozenset[str]:
    """Every role the person holds that day, national or in any project."""
    national = NationalRole.objects.on(on).filter(user=user).values_list("role", flat=True)
    return frozenset(national).union(*(source(user, on) for source in _sources))
