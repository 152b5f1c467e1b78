"""Whom tasks wait for, and for how long, as lists say it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from accounts.roles import Role
from checklists.models import Task, Waiting
from checklists.models.waiting import US
from projects.workdays import PUBLIC, Calendar, workdays_between
from ui.danish import DAYS

ASK_AGAIN, FOLLOW_UP = "spørg igen i dag", "følg op i dag"
# Of the parties a task can wait for, those that are a role in the project.
ROLE_OF_PARTY = {"it": Role.IT_STAFF, "jurist": Role.LEGAL_OFFICER}


@dataclass(frozen=True)
class Wait:
    """One task's waiting as one reader may see it. `who` is written as it stands in a sentence."""

    party: str
    who: str
    since: date
    on: date
    ask_again: bool
    calendar: Calendar = PUBLIC

    @property
    def is_ours(self) -> bool:
        """True when nobody else is waited for: we have not got to it."""
        return self.party == US

    @property
    def workdays(self) -> int:
        """How many working days it has lasted."""
        return workdays_between(self.since, self.on, self.calendar)

    @property
    def lasted(self) -> str:
        """How long: "8 arbejdsdage", or "siden i dag" and "siden fredag" before the first working day is over."""
        if not self.workdays:
            return f"siden {'i dag' if self.since == self.on else DAYS[self.since.weekday()]}"
        return f"{self.workdays} {'arbejdsdag' if self.workdays == 1 else 'arbejdsdage'}"

    @property
    def _reminder(self) -> str:
        return f", {FOLLOW_UP if self.is_ours else ASK_AGAIN}" if self.ask_again else ""

    @property
    def detail(self) -> str:
        """Behind the word Afventer: "Trifork, 8 arbejdsdage"."""
        return f"{self.who}, {self.lasted}{self._reminder}"

    @property
    def when_late(self) -> str:
        """Behind the word Forsinket: "afventer Trifork"."""
        return f"afventer {self.who}{self._reminder}"

    @property
    def sentence(self) -> str:
        """For a row of one's own: "Trifork har haft den i 8 arbejdsdage"."""
        who = "Vi har selv" if self.is_ours else f"{self.who[0].upper()}{self.who[1:]} har"
        return f"{who} haft den {'i ' if self.workdays else ''}{self.lasted}{self._reminder}"


def wait_of(waiting: Waiting, calendar: Calendar, *, on: date, names: bool) -> Wait:
    """An open waiting as a row says it, in these working days; without `names` only the party and since when."""
    who = (waiting.whom if names else "") or waiting.party_name
    return Wait(waiting.party, who, waiting.began_on, on, names and waiting.is_to_ask_again(on=on), calendar)


def waits_of(
    tasks: Collection[Task],
    calendars: Mapping[int, Calendar],
    *,
    on: date,
    names: bool,
    waiting: Mapping[int, Waiting] | None = None,
) -> dict[int, Wait]:
    """Those of the tasks that wait, by their key: one query. `calendars` by project.

    `names`: the reader may see the work. `waiting`: the open waitings by task, when they are read already.
    """
    found = Waiting.objects.by_task(tasks) if waiting is None else waiting
    return {
        task.pk: wait_of(found[task.pk], calendars[task.project_id], on=on, names=names)
        for task in tasks
        if task.pk in found
    }


def is_meant(waiting: Waiting, user: User, roles: Collection[str]) -> bool:
    """Is the person, who fills these roles, the one waited for: named, or by the role behind the party?"""
    if waiting.whom:
        return waiting.whom.strip().casefold() == user.name.casefold()
    return ROLE_OF_PARTY.get(waiting.party) in roles
