"""Beskeder: which mails have gone to whom in a project, and how it went."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.utils import timezone

from accounts.models import User
from outbox.models import Letter
from projects.letters import INVITATION
from projects.models import Invitation, Project
from ui.danish import clock_time, short_date

PER_PAGE = 50
State = Letter.State
# The filter's word in the address -> the state.
FILTERS = {"fejlet": State.FAILED, "paa-vej": State.WAITING, "sendt": State.SENT, "uaktuel": State.DROPPED}
ICONS = {State.FAILED: "error", State.WAITING: "hourglass", State.SENT: "success", State.DROPPED: "minus"}
ASK = " Spørg modtageren, om den er rigtig."
WITHDRAWN = "Invitationen er trukket tilbage."
DROPPED = "Det, mailen handlede om, gjaldt ikke længere."


@dataclass(frozen=True)
class Message:
    """One mail as a row of the list."""

    letter: Letter
    name: str
    today: date
    # The invitation that it brought has been taken back.
    withdrawn: bool = False

    @property
    def icon(self) -> str:
        """The icon of its state."""
        return ICONS[State(self.letter.state)]

    @property
    def failed(self) -> bool:
        """True when it can be sent again."""
        return self.letter.state == State.FAILED

    @property
    def detail(self) -> str:
        """What there is to say besides the state: the fault, and when the next attempt comes."""
        if self.withdrawn:
            return WITHDRAWN
        if self.letter.state == State.DROPPED:
            return DROPPED
        if self.letter.state == State.WAITING and self.letter.attempts:
            return f"{self.letter.get_last_error_display()} Vi prøver igen {self._next()}."
        return f"{self.letter.get_last_error_display()}{ASK if self.letter.bounced else ''}"

    def _next(self) -> str:
        moment = timezone.localtime(self.letter.next_attempt_at)
        day = "" if moment.date() == self.today else f"{short_date(moment.date(), self.today)} "
        return f"{day}{clock_time(moment.time())}"


@dataclass(frozen=True)
class Choice:
    """One choice of the filter."""

    word: str
    label: str
    count: int
    chosen: bool


class MessageList:
    """The page: the filter with its counts, and one page of mails, newest first."""

    def __init__(self, project: Project, *, chosen: str, number: str | None, today: date) -> None:
        self.chosen = chosen if chosen in FILTERS else ""
        self.today = today
        self.letters = Letter.objects.of_project(project.pk)
        counted = self.letters.order_by().values_list("state").annotate(count=Count("pk"))
        self.counts: dict[str, int] = dict(counted)
        shown = self.letters.filter(state=FILTERS[self.chosen]) if self.chosen else self.letters
        self.page: Page[Letter] = Paginator(shown.latest_first(), PER_PAGE).get_page(number)

    @property
    def total(self) -> int:
        """All mails of the project."""
        return sum(self.counts.values())

    @property
    def failed(self) -> int:
        """Those that did not get through."""
        return self.counts.get(State.FAILED, 0)

    @property
    def choices(self) -> list[Choice]:
        """Alle, and each state that there is a mail in."""
        states = [
            Choice(word, str(state.label), self.counts.get(state, 0), word == self.chosen)
            for word, state in FILTERS.items()
        ]
        return [Choice("", "Alle", self.total, not self.chosen), *(c for c in states if c.count or c.chosen)]

    @property
    def rows(self) -> Iterator[Message]:
        """The mails of this page, with their persons' names."""
        letters = list(self.page)
        people = User.objects.in_bulk({letter.to_user_id for letter in letters if letter.to_user_id})
        asked = [_invitation_id(letter) for letter in letters if letter.kind == INVITATION]
        gone = set(Invitation.objects.filter(pk__in=asked, withdrawn_at__isnull=False).values_list("pk", flat=True))
        for letter in letters:
            person = people.get(letter.to_user_id or 0)
            # Somebody who is only asked is no person of the portal yet.
            name = person.name if person else str(letter.params.get("name", ""))
            yield Message(letter, name, self.today, letter.kind == INVITATION and _invitation_id(letter) in gone)


def _invitation_id(letter: Letter) -> int:
    return int(letter.subject.removeprefix("invitation:"))
