"""Writing and withdrawing comments, and seeing that one is mentioned."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from accounts.roles import Act
from audit.clock import day_of
from checklists import events
from checklists.models import Comment, Mention, Task
from checklists.rules.mentions import named_in
from projects.access import lock_project, standing_of
from projects.manning import holdings_on
from projects.models import Project
from projects.record import record_in
from ui.danish import listed

NAMED = 4


class MayNotSee(ValueError):
    """One of the mentioned people may not see the task."""


@transaction.atomic
def write_comment(*, task: Task, text: str, mentioned: Collection[User], by: User, at: datetime, once: UUID) -> Comment:
    """Write a comment that mentions these people, and those named in it as "@Anders Bruun".

    The same form again (a double click) gives the first. Raises PermissionDenied, MayNotSee.
    """
    project = lock_project(task.project_id)
    standing_of(by, project, on=day_of(at)).require(Act.COMMENT)
    if again := Comment.objects.filter(once=once).first():
        if (again.task_id, again.written_by_id, again.text) == (task.pk, by.pk, text):
            return again
        # Another form's token says nothing about this one.
        once = uuid4()
    readers = readers_of(project, on=day_of(at))
    if any(person not in readers for person in mentioned):
        raise MayNotSee
    names = named_in(text, [person.name for person in readers])
    people = {*mentioned, *(person for person in readers if person.name in names)} - {by}
    comment = Comment.objects.create(task=task, text=text, once=once, written_at=at, written_by=by)
    Mention.objects.bulk_create(Mention(comment=comment, user=person) for person in people)
    about = {"number": task.number, "title": task.title}
    if people:
        said = listed(sorted(person.name for person in people), most=NAMED)
        record_in(project, events.COMMENTED_TO, by=by, at=at, subject=task.number, cause=None, people=said, **about)
    else:
        record_in(project, events.COMMENTED, by=by, at=at, subject=task.number, cause=None, **about)
    return comment


@transaction.atomic
def withdraw_comment(*, comment: Comment, by: User, at: datetime) -> Comment:
    """Take one's own comment back; twice is once. Raises PermissionDenied."""
    project = lock_project(comment.task.project_id)
    standing_of(by, project, on=day_of(at)).require(Act.COMMENT)
    found = Comment.objects.select_for_update(of=("self",)).select_related("task__item").get(pk=comment.pk)
    if found.written_by_id != by.pk:
        raise PermissionDenied("Only the writer may withdraw a comment")
    if found.withdrawn_at:
        return found
    found.withdrawn_at, found.withdrawn_by = at, by
    found.save(update_fields=["withdrawn_at", "withdrawn_by"])
    task = found.task
    about = {"number": task.number, "title": task.title}
    record_in(project, events.COMMENT_WITHDRAWN, by=by, at=at, subject=task.number, cause=None, **about)
    return found


def see_mentions(*, task: Task, by: User, at: datetime) -> int:
    """The person has opened the task: its comments that mention him or her are no longer new. Gives how many were."""
    return Mention.objects.filter(comment__task=task, user=by, seen_at=None).update(seen_at=at)


def readers_of(project: Project, *, on: date) -> list[User]:
    """Those who can be mentioned: they have a role in the project that day and work there, and so see its work."""
    return list({held.user_id: held.user for held in holdings_on([project], on=on)}.values())
