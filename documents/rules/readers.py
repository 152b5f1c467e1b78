"""Who is asked to read a document, and who has read the version that counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from accounts.roles import Act, Role
from checklists.models import Item
from documents.models import Reading
from documents.rules.catalogue import Document
from documents.rules.current import Current
from projects.access import Standing
from projects.models import RoleHolding

PROOF_OF_READING = {"link", "version", "read_by"}


@dataclass(frozen=True)
class Reader:
    """A person who is asked, in which roles, and when it was read; None while it is not."""

    user: User
    roles: Sequence[str]
    read_at: datetime | None

    @property
    def role_names(self) -> list[str]:
        """The roles in words."""
        return [str(Role(role).label) for role in self.roles]


@dataclass(frozen=True)
class Readers:
    """Those who hold one of a document's roles that day, by name."""

    document: Document
    people: Sequence[Reader]

    @property
    def read(self) -> int:
        """How many have read it."""
        return sum(person.read_at is not None for person in self.people)

    @property
    def lacking(self) -> list[str]:
        """The roles nobody holds."""
        held = {role for person in self.people for role in person.roles}
        return [str(Role(role).label) for role in self.document.readers if role not in held]

    @property
    def all_have_read(self) -> bool:
        """Has everybody who holds one of the roles read it, and does somebody hold each?"""
        return bool(self.people) and not self.lacking and self.read == len(self.people)


def readers_of(current: Current, holdings: Iterable[RoleHolding], readings: Iterable[Reading]) -> Readers:
    """`holdings` are the project's that day, `readings` at least those of this document in it."""
    document = current.document
    read = {row.read_by_id: row.read_at for row in readings if (row.document, row.mark) == (document.key, current.mark)}
    roles: dict[User, list[str]] = {}
    for held in holdings:
        if held.role in document.readers and held.role not in roles.setdefault(held.user, []):
            roles[held.user].append(held.role)
    people = [Reader(user, found, read.get(user.pk)) for user, found in roles.items()]
    return Readers(document, sorted(people, key=lambda person: person.user.name))


def is_asked(standing: Standing, document: Document) -> bool:
    """Is the person asked to read it: by a role of one's own, in a project that runs?"""
    return standing.may(Act.WORK_OWN_TASKS) and bool(standing.own_roles & set(document.readers))


def is_done_by_reading(item: Item) -> bool:
    """Does its proof ask for nothing but where the document lies, its version, and who has read it (G15, G18)?"""
    return set(item.evidence_fields) == PROOF_OF_READING


def has_read(current: Current, user: User, readings: Mapping[str, Iterable[str]]) -> bool:
    """Has the person read the version that counts? `readings`: the person's marks by document."""
    return current.mark in readings.get(current.document.key, ())
