"""The comments of one task, as its page shows them, and the mentions a person has not seen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Count, Exists, Prefetch, Window

from accounts.models import User
from accounts.roles import Act
from checklists.models import Comment, Mention, Task
from checklists.rules.mentions import pieces, unknown_in
from projects.access import Standing
from projects.models import Project, RoleHolding
from projects.wording import named
from ui.danish import listed

SHOWN = 20
NAMED = 4
# Marks the messages that stand at the comments: sent in place, only that part of the page is shown anew.
AT_COMMENTS = "kommentarer"


@dataclass(frozen=True)
class CommentRow:
    """One comment for one reader."""

    comment: Comment
    may_withdraw: bool

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """The text, each piece with whether it mentions somebody."""
        return pieces(self.comment.text, [mention.user.name for mention in self.comment.mentions.all()])

    @property
    def others(self) -> list[str]:
        """Who is mentioned without standing in the text."""
        said = {piece.lower() for piece, is_mention in self.pieces if is_mention}
        names = sorted(mention.user.name for mention in self.comment.mentions.all())
        return [name for name in names if f"@{name}".lower() not in said]


@dataclass
class TaskComments:
    """The comments of one task for one reader who may see the work: the newest ones, or all."""

    standing: Standing
    task: Task
    all_shown: bool = False

    @cached_property
    def _newest(self) -> list[Comment]:
        """Those shown, the newest first; each knows how many there are, and whether one has news for the reader."""
        news = Mention.objects.filter(comment__task=self.task, user=self.standing.user, seen_at=None)
        people = Prefetch("mentions", Mention.objects.select_related("user"))
        found = self.task.comments.select_related("written_by").prefetch_related(people)
        counted = found.annotate(all_count=Window(Count("pk")), has_news=Exists(news))
        return list(counted.order_by("-written_at", "-pk")[: None if self.all_shown else SHOWN])

    @property
    def count(self) -> int:
        """How many there are."""
        return vars(self._newest[0])["all_count"] if self._newest else 0

    @property
    def has_news(self) -> bool:
        """Is the reader mentioned in one that he or she has not seen?"""
        return bool(self._newest) and vars(self._newest[0])["has_news"]

    @cached_property
    def rows(self) -> list[CommentRow]:
        """Those shown, oldest first."""
        mine = self.standing.user.pk if self.may_write else None
        return [CommentRow(row, row.written_by_id == mine and not row.withdrawn_at) for row in reversed(self._newest)]

    @property
    def hidden(self) -> int:
        """How many older ones are left out."""
        return self.count - len(self.rows)

    @property
    def may_write(self) -> bool:
        """May the reader write one?"""
        return self.standing.may(Act.COMMENT)


def mentionable(holdings: Iterable[RoleHolding], *, by: User) -> dict[User, str]:
    """Those whom the person can mention, of all who hold a role: "Yusuf Demir, it-medarbejder", by name."""
    held: dict[User, list[str]] = {}
    for holding in holdings:
        if holding.user_id != by.pk:
            held.setdefault(holding.user, []).append(holding.role)
    people = sorted(held, key=lambda person: person.name)
    return {person: f"{person.name}, {named(held[person])}" for person in people}


def receipt_of(comment: Comment, readers: Iterable[User]) -> str:
    """Who is told of a comment just written, and for each @ that means none of the readers, that nobody is told."""
    told = sorted(mention.user.name for mention in comment.mentions.select_related("user"))
    names = {reader.name for reader in readers} | set(told)
    words = ["Kommentaren er sendt."]
    if told:
        words.append(f"{listed(told, most=NAMED)} får besked.")
    for name in unknown_in(comment.text, names):
        if any(_begins(other, name) for other in told):
            continue
        if any(_begins(other, name) for other in names):
            words.append(f"@{name} får ikke besked. Skriv hele navnet.")
        else:
            words.append(f"@{name} er ikke kendt her og får ikke besked.")
    return " ".join(words)


def _begins(name: str, said: str) -> bool:
    return f"{name} ".lower().startswith(f"{said} ".lower())


def unseen_mentions(user: User, *, on: date) -> list[Mention]:
    """The comments that mention the person and that he or she has not opened, the newest first.

    Only in projects the person may know of that day; most days there are none, and nothing more is asked.
    """
    related = ("comment__written_by", "comment__task__item", "comment__task__project__municipality")
    unseen = Mention.objects.unseen_by(user).select_related(*related).defer("comment__task__item__content")
    mentions = list(unseen.order_by("-comment__written_at", "-pk"))
    if not mentions:
        return []
    projects = {mention.comment.task.project_id for mention in mentions}
    visible = set(Project.objects.visible_to(user, on=on).filter(pk__in=projects).values_list("pk", flat=True))
    return [mention for mention in mentions if mention.comment.task.project_id in visible]
