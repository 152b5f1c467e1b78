"""Whose one task is, as its page says it, and what the reader may do about it."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from accounts.models import User
from accounts.roles import Act
from checklists.models import Task
from checklists.moves import OPEN
from checklists.owners import fingerprint, owners_of, people_given
from projects.access import Standing


@dataclass
class TaskOwner:
    """One task for one reader who may see names."""

    standing: Standing
    task: Task
    on: date
    # How many hold the task's role.
    holders: int

    @cached_property
    def given(self) -> set[User]:
        """Whom it is given to, whoever has left included."""
        return people_given([self.task])[self.task.pk]

    @cached_property
    def names(self) -> list[str]:
        """Who has it; once it is settled, who had it."""
        if self.task.state not in OPEN:
            return sorted(person.name for person in self.given)
        return owners_of([self.task], on=self.on).get(self.task.pk, []) if self.given else []

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
        alone = self.task.role in self.standing.own_roles and self.holders == 1
        return self.may_change and not self.names and bool(self.standing.own_roles) and not alone

    @property
    def others(self) -> list[User] | None:
        """Who has it besides the reader, to whom it is given and who may only hand it back; None for everybody else."""
        only_given = self.standing.user in self.given and not self.may_change
        if not only_given or self.task.state not in OPEN or not self.standing.may(Act.WORK_OWN_TASKS):
            return None
        return sorted(self.given - {self.standing.user}, key=lambda person: person.pk)
