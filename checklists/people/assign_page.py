"""What the page on which tasks are given to people shows, read once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from accounts.models import Absence, User
from accounts.roles import Act, Role
from checklists.models import Task
from checklists.moves import SETTLED
from checklists.rules.owners import fingerprint, may_assign, people_given, workers_of
from projects.access import Standing
from projects.models import RoleHolding
from projects.wording import held_as
from ui.danish import listed, long_date

# The most that are given in one go, as many as a page of the list holds; and the most that are named.
AT_ONCE, SHOWN = 200, 50


@dataclass(frozen=True)
class RoleRow:
    """A role with its open tasks, those that nobody in particular has, and its holders."""

    role: Role
    count: int
    loose: int
    holders: list[User]

    @property
    def names(self) -> str:
        """Who holds it."""
        return listed([person.name for person in self.holders], most=4) if self.holders else ""

    @property
    def spread(self) -> str:
        """How many of them nobody in particular has."""
        if not self.loose:
            return "alle fordelt"
        return "ikke fordelt" if self.loose == self.count else f"{self.loose} ikke fordelt"


@dataclass
class AssignPage:
    """Chosen tasks of one project: by number, or the open ones of a role."""

    standing: Standing
    numbers: Collection[str]
    role: str
    on: date

    @cached_property
    def _found(self) -> list[Task]:
        tasks = Task.objects.filter(project=self.standing.project).select_related("item").in_guide_order()
        if self.role:
            return list(tasks.open().filter(role=self.role))
        return list(tasks.filter(number__in=self.numbers)) if self.numbers else []

    @cached_property
    def _mine(self) -> list[Task]:
        """Those that can be given to somebody by this reader."""
        return [task for task in self._found if task.state not in SETTLED and self._is_mine_to_give(task)]

    @cached_property
    def tasks(self) -> list[Task]:
        """As many of them as are given in one go; of too many first those that nobody in particular has."""
        if len(self._mine) <= AT_ONCE:
            return self._mine
        return sorted(self._mine, key=lambda task: bool(self._given_to_all[task.pk]))[:AT_ONCE]

    @property
    def left_out(self) -> int:
        """How many are too many to be given in one go."""
        return len(self._mine) - len(self.tasks)

    def _is_mine_to_give(self, task: Task) -> bool:
        given = self.standing.user in self._given_to_all[task.pk]
        return self.standing.may_work(task.role) or (given and self.standing.may(Act.WORK_OWN_TASKS))

    @property
    def settled(self) -> list[str]:
        """The numbers of chosen tasks that are done already, and so stay as they are."""
        return [task.number for task in self._found if task.state in SETTLED]

    @property
    def out_of_reach(self) -> list[str]:
        """The numbers of chosen tasks that this reader may give to nobody."""
        mine = {task.pk for task in self._mine}
        return [task.number for task in self._found if task.state not in SETTLED and task.pk not in mine]

    @cached_property
    def _given_to_all(self) -> dict[int, set[User]]:
        return people_given(self._found)

    @property
    def given(self) -> dict[int, set[User]]:
        """Whom each of the tasks is given to."""
        return {task.pk: self._given_to_all[task.pk] for task in self.tasks}

    @property
    def seen(self) -> str:
        """The state this page was made from."""
        return fingerprint(self.given)

    @cached_property
    def rows(self) -> list[tuple[Task, str]]:
        """Each task and who has it now."""
        return [(task, self._names(self._given_to_all[task.pk])) for task in self.tasks]

    @property
    def shown(self) -> list[tuple[Task, str]]:
        """The first of them."""
        return self.rows[:SHOWN]

    @property
    def more(self) -> int:
        """How many are left out."""
        return len(self.rows) - len(self.shown)

    def _names(self, people: Collection[User]) -> str:
        names = sorted(person.name for person in people if person.pk in self.workers)
        return listed(names, most=4) if names else ""

    @cached_property
    def workers(self) -> dict[int, list[RoleHolding]]:
        """Who works in the project, with the roles of each."""
        return workers_of(self.standing.project, on=self.on)

    @cached_property
    def people(self) -> list[User]:
        """Those the reader may give all of the tasks to: first who holds a role of theirs, then the others by name."""
        roles = {task.role for task in self.tasks}
        everybody = {held.user_id: held.user for holdings in self.workers.values() for held in holdings}
        may = [person for person in everybody.values() if self._may_be_given(person)]
        return sorted(may, key=lambda person: (not self._holds(person, roles), person.name))

    def _may_be_given(self, person: User) -> bool:
        given = self.given
        before = [(task, given[task.pk]) for task in self.tasks]
        return all(
            may_assign(self.standing, task, people, people | {person}, workers=self.workers) for task, people in before
        )

    def _holds(self, person: User, roles: Collection[str]) -> bool:
        return any(held.role in roles for held in self.workers[person.pk])

    @property
    def holders(self) -> list[User]:
        """Those who hold the one role that all of the tasks belong to: the likely ones."""
        roles = {task.role for task in self.tasks}
        return [person for person in self.people if self._holds(person, roles)] if len(roles) == 1 else []

    @cached_property
    def choices(self) -> list[tuple[int, str]]:
        """(key, words) of each person: "Yusuf Demir, it-medarbejder"."""
        away = Absence.objects.away_on(self.on).filter(user__in=self.workers)
        until = {absence.user_id: f" (væk til og med {long_date(absence.last_day, self.on)})" for absence in away}
        return [
            (person.pk, f"{person.name}, {self._roles(person)}{until.get(person.pk, '')}") for person in self.people
        ]

    def _roles(self, person: User) -> str:
        return held_as(self.workers[person.pk])

    @property
    def chosen(self) -> list[int]:
        """Who has all of the tasks now."""
        sets: Sequence[set[User]] = list(self.given.values())
        return [person.pk for person in set.intersection(*sets)] if sets else []

    @property
    def only_role(self) -> str:
        """The one role that all of the tasks belong to; empty when there are several."""
        labels = {task.get_role_display() for task in self.tasks}
        return labels.pop() if len(labels) == 1 else ""

    @property
    def all_have_somebody(self) -> bool:
        """Is each of the tasks given to somebody who works there?"""
        return all(names for _, names in self.rows)

    @property
    def somebody_has(self) -> bool:
        """Is one of the tasks given to somebody now?"""
        return any(self.given.values())

    @property
    def role_rows(self) -> list[RoleRow]:
        """The roles whose tasks the reader may give, first those where it is not said who does what."""
        open_tasks = list(Task.objects.open().filter(project=self.standing.project))
        given = people_given(open_tasks)
        rows = []
        for role in Role:
            tasks = [task for task in open_tasks if task.role == role and self.standing.may_work(role)]
            loose = sum(not any(person.pk in self.workers for person in given[task.pk]) for task in tasks)
            holders = [held.user for holdings in self.workers.values() for held in holdings if held.role == role]
            if tasks:
                rows.append(RoleRow(role, len(tasks), loose, holders))
        # Where it matters who: a role that several hold, or nobody.
        return sorted(rows, key=lambda row: (row.loose == 0, len(row.holders) == 1))
