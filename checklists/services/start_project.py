"""Starting a project: the project, its projektleder and its tasks in one transaction."""

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.access import national_acts
from accounts.letters import put_welcome
from accounts.models import Municipality, User, holds_on
from accounts.roles import Act
from accounts.services.people import NationalPerson, ensure_membership, ensure_person
from audit.clock import day_of
from checklists import events
from checklists.models import Edition, Need, Task
from checklists.rules.due_dates import Anchors, suggested_due
from checklists.services.dated import settle_dates
from checklists.services.manning import settle_manning
from projects.access import may_start_in
from projects.models import Project
from projects.record import record_in
from projects.services.dates import first_go_live
from projects.services.projects import open_project


class NoEdition(Exception):
    """No playbook has been loaded (`manage.py load_playbook`)."""


class NotOneOfYours(Exception):
    """A projektleder may only name someone who works in the own municipality."""


class AnotherName(Exception):
    """The address belongs to someone with another name; `person` is that one."""

    def __init__(self, person: User) -> None:
        super().__init__(f"{person.email} belongs to {person.name}")
        self.person = person


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
    form sent again gives the first project. Raises PermissionDenied, NoEdition, NotOneOfYours, AnotherName,
    NationalPerson, ProjectAlreadyOpen, FormAlreadySent.
    """
    day = day_of(at)
    allowed = may_start_in(by, on=day)
    if allowed is not None and municipality.pk not in allowed:
        raise PermissionDenied("This person may not start a project there")
    edition = Edition.objects.newest()
    if edition is None:
        raise NoEdition
    # Held from here on: of two at once, the second finds the first's person and project.
    Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)
    manager = _manager(municipality=municipality, email=manager_email, name=manager_name, by=by, at=at)
    project, is_new = open_project(
        municipality=municipality, playbook=edition.key, project_manager=manager, by=by, at=at, once=once
    )
    if is_new:
        if go_live_on:
            first_go_live(project=project, day=go_live_on, by=by, at=at)
        create_tasks(project=project, edition=edition, go_live_on=go_live_on, by=by, at=at)
        settle_manning(project=project, at=at)
        settle_dates(project=project, at=at)
        if not manager.has_usable_password():
            put_welcome(manager, at=at, project_id=project.pk, municipality_id=municipality.pk)
    return project


def _manager(*, municipality: Municipality, email: str, name: str, by: User, at: datetime) -> User:
    """The projektleder to be, with access. Only the programleder may bring in someone new.

    A known address needs its own name beside it, so that a slip gives nobody another municipality's project.
    """
    day = day_of(at)
    known = User.objects.filter(email__iexact=email.strip()).first()
    works_here = known and known.memberships.filter(holds_on(day), municipality=municipality).exists()
    if not works_here and Act.START_PROJECT not in national_acts(by, on=day):
        raise NotOneOfYours
    if known and known.name.casefold() != name.strip().casefold():
        raise AnotherName(known)
    if known and known.national_roles.filter(holds_on(day)).exists():
        raise NationalPerson
    person = known or ensure_person(email=email, name=name)
    ensure_membership(user=person, municipality=municipality, by=by, at=at)
    return person


def create_tasks(*, project: Project, edition: Edition, go_live_on: date | None, by: User, at: datetime) -> None:
    """One task per item, with its needs and our suggested due dates."""
    items = list(edition.items.order_by("position"))
    anchors = Anchors(project.start_on, go_live_on, None, project.calendar)
    tasks = Task.objects.bulk_create(
        Task(
            project=project,
            item=item,
            number=item.number,
            role=item.role,
            due_on=suggested_due(item, anchors),
        )
        for item in items
    )
    by_number = {task.number: task for task in tasks}
    Need.objects.bulk_create(
        Need(task=by_number[item.number], needs=by_number[number], source=source)
        for item in items
        for source in (Need.Source.GUIDE, Need.Source.OURS)
        for number in item.needs[source.value]
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
