"""Whose one task is, as its page says it, and what the reader may do about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from accounts.models import User
from accounts.roles import Act, acts_of
from checklists.models import Task
from checklists.moves import OPEN
from checklists.rules.owners import fingerprint, in_place_of
from projects.access import Standing
from projects.models import RoleHolding


@dataclass
class TaskOwner:
    """One task for one reader who may see names.

    `given`: whom it is given to, whoever has left included; `held`: who holds which role today; `deputies`: who stands
    in for whom today.
    """

    standing: Standing
    task: Task
    given: set[User]
    held: Sequence[RoleHolding]
    deputies: Mapping[int, str]

    @cached_property
    def names(self) -> list[str]:
        """Who has it; once it is settled, who had it."""
        people = sorted(self.given, key=lambda person: person.name)
        if self.task.state not in OPEN:
            return [person.name for person in people]
        working = {held.user_id for held in self.held if Act.WORK_OWN_TASKS in acts_of([held.role])}
        return [in_place_of(person, self.deputies) for person in people if person.pk in working]

    @property
    def seen(self) -> str:
        """The state the page was made from."""
        return fingerprint({self.task.pk: self.given})

    @property
    def may_change(self) -> bool:
        """May the reader give it to somebody?"""
        return self.task.state in OPEN and self.standing.may_work(self.task.role)

    @property
    def may_take(self) -> bool:
        """May the reader take it, and would that say anything new?"""
        holders = {held.user_id for held in self.held if held.role == self.task.role}
        works = Act.WORK_OWN_TASKS in acts_of(self.standing.own_roles)
        return self.may_change and not self.names and works and holders != {self.standing.user.pk}

    @property
    def others(self) -> list[User] | None:
        """Who has it besides the reader, to whom it is given and who may only hand it back; None for everybody else."""
        only_given = self.standing.user in self.given and not self.may_change
        if not only_given or self.task.state not in OPEN or not self.standing.may(Act.WORK_OWN_TASKS):
            return None
        return sorted(self.given - {self.standing.user}, key=lambda person: person.pk)
