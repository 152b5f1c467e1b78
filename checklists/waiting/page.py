"""What a task's page says of its waiting: whom it waits for, what to do about it, and who has had it how long."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse

from accounts.roles import Act
from checklists.models import Task, Waiting
from checklists.moves import OPEN
from checklists.ready_messages import has_messages
from checklists.rules.stuck_reasons import Party, UnknownReason, party_of, reason_of
from checklists.rules.task_rights import may_work
from checklists.rules.waits import Wait, is_meant, wait_of
from checklists.waiting.summary import Days, Moved, days_of_task
from projects.access import Standing
from projects.workdays import Calendar


@dataclass(frozen=True)
class NextStep:
    """What to do first, and where; without an address it is done on the spot."""

    hint: str
    url: str = ""
    words: str = ""


@dataclass
class WaitingPanel:
    """One task's waitings for one reader. Without the right to see the work, only party and since when."""

    standing: Standing
    task: Task
    today: date
    calendar: Calendar
    # All of the task's, the latest first, with who said so.
    waitings: Sequence[Waiting]
    # The states its moves led to, and when, in order; only for ventedage.
    moved: Sequence[Moved] = ()

    @property
    def see_work(self) -> bool:
        """May the reader see whom exactly, why, and when somebody asks again?"""
        return self.standing.may(Act.SEE_WORK)

    @cached_property
    def may_work(self) -> bool:
        """May the reader say that it is stuck, or is no longer?"""
        return self.task.state in OPEN and may_work(self.standing, self.task, on=self.today)

    @property
    def current(self) -> Waiting | None:
        """The one that goes on."""
        return next((waiting for waiting in self.waitings if waiting.ended_at is None), None)

    @property
    def wait(self) -> Wait | None:
        """The same, in the words of a row."""
        return wait_of(self.current, self.calendar, on=self.today, names=self.see_work) if self.current else None

    @property
    def asks_reader(self) -> bool:
        """Is the reader the one waited for, with no right to move the task? Then a comment is the answer."""
        standing = self.standing
        asked = self.current and is_meant(self.current, standing.user, standing.roles)
        return bool(asked) and standing.may(Act.COMMENT) and not self.may_work

    @property
    def earlier(self) -> list[tuple[Waiting, int]]:
        """Those that are over, with their working days. What began and ended within a day cost nobody a day."""
        over = [waiting for waiting in self.waitings if waiting.ended_on and waiting.ended_on > waiting.began_on]
        return [(waiting, waiting.workdays(self.calendar, on=self.today)) for waiting in over]

    @cached_property
    def days(self) -> Days:
        """Ventedage: who has had the task, and for how many days."""
        edition = self.task.item.edition
        return days_of_task(self.standing.project, edition, self.moved, self.waitings, on=self.today)

    @property
    def party(self) -> Party | None:
        """The party waited for, as the edition has it."""
        try:
            return party_of(self.task.item.edition, self.current.party) if self.current else None
        except UnknownReason:
            return None

    @property
    def next_step(self) -> NextStep | None:
        """What the reason says to do first."""
        if not self.current or not self.current.reason:
            return None
        try:
            reason = reason_of(self.task.item.edition, self.current.reason)
        except UnknownReason:
            return None
        url, words = self._where(reason.next_action)
        return NextStep(reason.hint, url, words)

    def _where(self, action: str) -> tuple[str, str]:
        item, pk = self.task.item, self.standing.project.pk
        in_guide = "" if item.is_own else reverse("guide_item", kwargs={"number": item.number})
        if action == "reassign":
            return reverse("organisation", kwargs={"pk": pk}), "Se, hvem der kan tage den"
        if action == "message" and has_messages(self.task):
            return reverse("task_messages", kwargs={"pk": pk, "number": self.task.number}), "Se den færdige besked"
        if action == "faults" and in_guide and item.faults:
            return f"{in_guide}#faults", "Se de almindelige fejl"
        if action == "help" and in_guide:
            return in_guide, f"Læs {item.number} i guiden"
        return "", ""
