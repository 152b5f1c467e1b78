"""Sending a mail again."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.roles import Act
from audit.clock import day_of
from outbox import services as outbox
from outbox.models import Letter
from projects import events
from projects.access import lock_project, standing_of
from projects.models import Project
from projects.record import record_in


@transaction.atomic
def send_again(*, project: Project, letter: Letter, by: User, at: datetime) -> Letter:
    """Try a mail afresh that could not be delivered.

    Raises PermissionDenied, Letter.DoesNotExist for a mail of another project, outbox.NotFailed when it is on its way
    or sent.
    """
    project = lock_project(project.pk)
    standing_of(by, project, on=day_of(at)).require(Act.MANAGE_PEOPLE)
    own = Letter.objects.of_project(project.pk).get(pk=letter.pk)
    sent = outbox.send_again(own.pk, at=at)
    record_in(project, events.MAIL_SENT_AGAIN, by=by, at=at, mail=sent.label)
    return sent
