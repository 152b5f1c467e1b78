"""Ready messages for one task, filled in with what the portal knows; the rest is marked, to be written by hand."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from urllib.parse import quote

from django.urls import reverse

from accounts.roles import Role
from checklists.models import Edition, Task
from checklists.playbook.aids import MessageData
from checklists.rules.due_dates import Anchors
from outbox.mail import absolute
from projects.access import Standing
from projects.manning import holdings_on
from projects.models import RoleHolding, Unit, WaveDate
from projects.workdays import add_workdays
from ui.danish import day_span, listed

PLACEHOLDER = re.compile(r"{(\w+)}")
UNITS_NAMED = 6
# A longer address is cut off by some mail programs without a word.
LONGEST_MAILTO = 1900


@dataclass(frozen=True)
class Recipient:
    """Whom a message is for: a role with its holders, or somebody the portal has no address of."""

    name: str
    people: Sequence[RoleHolding] = ()


@dataclass(frozen=True)
class ReadyMessage:
    """One message. `blanks` are what must still be written: the mark in the text, and what it means."""

    title: str
    recipients: Sequence[Recipient]
    subject: str
    body: str
    blanks: Sequence[tuple[str, str]]
    # Our suggestion for when it goes out.
    send_on: date | None = None
    channel: str = ""

    @property
    def mailto(self) -> str:
        """Opens it in the mail program, addressed to those the portal knows; "" when it is too long for that."""
        emails = dict.fromkeys(holding.user.email for who in self.recipients for holding in who.people)
        to = ",".join(quote(email, safe="@") for email in emails)
        body = quote(self.body.replace("\n", "\r\n"))
        address = f"mailto:{to}?subject={quote(self.subject)}&body={body}"
        return address if len(address) <= LONGEST_MAILTO else ""


@dataclass
class ReadyMessages:
    """The messages that help with one task, for one sender; `known` is what the caller knows besides."""

    standing: Standing
    task: Task
    on: date
    known: Mapping[str, str] = field(default_factory=dict)

    @property
    def edition(self) -> Edition:
        """The edition the task stands on."""
        return self.task.item.edition

    @cached_property
    def messages(self) -> list[ReadyMessage]:
        """The item's own first, then those of the edition that help with it."""
        own = self.task.item.message
        found = []
        if own:
            keys = [own["to"], *([own["or_to"]] if "or_to" in own else [])]
            found.append(self.filled(own["subject"], own["subject"], own["body"], keys))
        return found + [self._of(message) for message in self.edition.messages if self._fits(message)]

    def _fits(self, message: MessageData) -> bool:
        """Does it help with this task, after the answer it depends on?"""
        if self.task.number not in message["items"]:
            return False
        only_if = message.get("only_if")
        return only_if is None or self._answers.get(only_if["item"]) in only_if["choices"]

    @cached_property
    def _answers(self) -> dict[str, object]:
        """The answers given to the tasks that messages depend on, by number."""
        asked = [message["only_if"]["item"] for message in self.edition.messages if "only_if" in message]
        done = Task.objects.settled().filter(project=self.standing.project, number__in=asked)
        closed = done.prefetch_related("evidence")
        return {
            task.number: next((e.data.get("choice") for e in task.evidence.all() if not e.is_draft), None)
            for task in closed
        }

    def _of(self, message: MessageData) -> ReadyMessage:
        keys = [message["audience"], *message.get("also_to", [])]
        when, send_on = message["when"], None
        if when and (day := self._anchors.day(when["anchor"])):
            send_on = add_workdays(day, when["offset_workdays"], self._anchors.calendar)
        return self.filled(
            message["title"], message["subject"], message["body"], keys, send_on=send_on, channel=message["channel"]
        )

    @cached_property
    def _anchors(self) -> Anchors:
        project = self.standing.project
        return Anchors(project.start_on, project.go_live_on, project.hypercare_to_on, project.calendar)

    def filled(
        self,
        title: str,
        subject: str,
        body: str,
        keys: Sequence[str],
        *,
        send_on: date | None = None,
        channel: str = "",
    ) -> ReadyMessage:
        """A message with these words, to the roles, parties and audiences of these keys."""
        meanings = self.edition.data["placeholders"]
        missing = [name for name in PLACEHOLDER.findall(subject + body) if not self._facts.get(name)]

        def fill(text: str) -> str:
            return PLACEHOLDER.sub(lambda found: self._facts.get(found[1]) or f"[{found[1]}]", text)

        blanks = [(f"[{name}]", meanings[name]) for name in dict.fromkeys(missing)]
        return ReadyMessage(
            fill(title), [self._recipient(key) for key in keys], fill(subject), fill(body), blanks, send_on, channel
        )

    def _recipient(self, key: str) -> Recipient:
        return Recipient(self.edition.recipient_name(key), [held for held in self._holdings if held.role == key])

    @cached_property
    def _holdings(self) -> list[RoleHolding]:
        return holdings_on([self.standing.project], on=self.on, units=False)

    def _names(self, role: Role) -> str:
        names = list(dict.fromkeys(held.user.name for held in self._holdings if held.role == role))
        return listed(names, most=3) if names else ""

    @cached_property
    def _facts(self) -> Mapping[str, str]:
        """What the portal knows, by placeholder; "" for what it does not."""
        project, sender = self.standing.project, self.standing.user
        units = list(Unit.objects.taking_part().filter(project=project).values_list("name", flat=True))
        roles = [str(Role(role).label).lower() for role in Role.values if role in self.standing.own_roles]
        moved = WaveDate.objects.filter(wave__project=project, field=WaveDate.Field.GO_LIVE, old__isnull=False)
        before = moved.order_by("-pk").first()
        days = {
            "go_live": project.go_live_on,
            "gammel_go_live": before.old if before else None,
            "hypercare_fra": project.hypercare_from_on,
            "hypercare_til": project.hypercare_to_on,
        }
        return {
            **{name: day_span(day, day) if day else "" for name, day in days.items()},
            "kommune": project.municipality.name,
            "afsender": ", ".join([sender.name, *roles]),
            "telefon": sender.phone,
            "projektleder": self._names(Role.PROJECT_MANAGER),
            "implementeringsansvarlig": self._names(Role.IMPLEMENTATION_LEAD),
            "enheder": listed(units, most=UNITS_NAMED) if units else "",
            "link": absolute(reverse("task", kwargs={"pk": project.pk, "number": self.task.number})),
            **self.known,
        }


def has_messages(task: Task) -> bool:
    """Is there a ready message for the task? Its item and edition loaded; reads nothing."""
    return bool(task.item.message) or any(task.number in message["items"] for message in task.item.edition.messages)
