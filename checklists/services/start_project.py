"""Starting a project: the project, its projektleder and its tasks in one transaction."""

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.access import national_acts
from accounts.models import Membership, Municipality, User
from accounts.roles import Act
from accounts.services.people import ensure_membership, ensure_person
from accounts.tasks import send_password_link
from audit.clock import day_of
from checklists import events
from checklists.models import Edition, Item, Need, Task
from checklists.models.playbook import Anchor
from projects.access import may_start_in
from projects.models import Project
from projects.record import record_in
from projects.services.projects import open_project, set_go_live
from projects.workdays import add_workdays


class NoEdition(Exception):
    """No playbook has been loaded (`manage.py load_playbook`)."""


class NotOneOfYours(Exception):
    """A projektleder may only name someone who works in the own municipality."""


@transaction.atomic
def start_project(
    *,
    municipality: Municipality,
    manager_email: str,
    manager_name: str,
    go_live_on: date | None,
    by: User,
    at: datetime,
    once: UUID,
) -> Project:
    """Start a municipality's project from the newest edition (G02, G11, G86, G87).

    The programleder may name anybody, who then gets access and a letter; a projektleder names a colleague. The same
    once-token again gives the first project. Raises PermissionDenied, NotOneOfYours, NoEdition, ProjectAlreadyOpen.
    """
    day = day_of(at)
    allowed = may_start_in(by, on=day)
    if allowed is not None and municipality.pk not in allowed:
        raise PermissionDenied("This person may not start a project there")
    edition = Edition.objects.newest()
    if edition is None:
        raise NoEdition
    # Held from here on: of two at once, the second finds the first's person and project.
    Municipality.objects.select_for_update().get(pk=municipality.pk)
    manager = _manager(municipality=municipality, email=manager_email, name=manager_name, by=by, at=at)
    project, is_new = open_project(
        municipality=municipality, playbook=edition.key, project_manager=manager, by=by, at=at, once=once
    )
    if is_new:
        if go_live_on:
            set_go_live(project=project, new=go_live_on, by=by, at=at)
        create_tasks(project=project, edition=edition, go_live_on=go_live_on, by=by, at=at)
    return project


def _manager(*, municipality: Municipality, email: str, name: str, by: User, at: datetime) -> User:
    """The projektleder to be, with access. Only the programleder may bring in someone new."""
    day = day_of(at)
    colleague = User.objects.filter(
        email__iexact=email.strip(),
        pk__in=Membership.objects.on(day).filter(municipality=municipality).values("user"),
    ).first()
    if colleague:
        return colleague
    if Act.START_PROJECT not in national_acts(by, on=day):
        raise NotOneOfYours
    person = ensure_person(email=email, name=name)
    ensure_membership(user=person, municipality=municipality, by=by, at=at)
    if not person.has_usable_password():
        transaction.on_commit(lambda: send_password_link.delay(person.pk, "welcome"))
    return person


def create_tasks(*, project: Project, edition: Edition, go_live_on: date | None, by: User, at: datetime) -> None:
    """One task per item, with its needs and our suggested due dates."""
    items = list(edition.items.order_by("position"))
    tasks = Task.objects.bulk_create(
        Task(
            project=project,
            item=item,
            number=item.number,
            role=item.role,
            due_on=suggested_due(item, start_on=project.start_on, go_live_on=go_live_on),
        )
        for item in items
    )
    by_number = {task.number: task for task in tasks}
    Need.objects.bulk_create(
        Need(task=by_number[item.number], needs=by_number[number], source=source)
        for item in items
        for source in Need.Source.values
        for number in item.needs[source]
    )
    record_in(
        project,
        events.TASKS_CREATED,
        by=by,
        at=at,
        count=len(tasks),
        playbook="KontaktLæge-guiden",
        edition=edition.number,
    )


def suggested_due(item: Item, *, start_on: date, go_live_on: date | None) -> date | None:
    """The due day by the playbook's anchor and offset in working days (our suggestion, not the guide's).

    None while the anchor has no date: without go-live for what is counted from it, and for hypercare's end until its
    period is set.
    """
    anchors = {Anchor.START: start_on, Anchor.GO_LIVE: go_live_on}
    anchor = anchors.get(Anchor(item.anchor))
    return add_workdays(anchor, item.offset_workdays) if anchor else None
