"""Opening a project."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import Municipality, User
from accounts.roles import Role
from audit.clock import day_of
from projects import events
from projects.models import Project, Wave
from projects.record import record_in
from projects.services.roles import give_role


class ProjectAlreadyOpen(Exception):
    """The municipality has an open project; `project` is that one."""

    def __init__(self, project: Project) -> None:
        super().__init__(f"{project.municipality} has an open project")
        self.project = project


class FormAlreadySent(Exception):
    """The same form has started another project, or for someone else; `project` is that one."""

    def __init__(self, project: Project) -> None:
        super().__init__(f"The form has started {project.municipality}")
        self.project = project


@transaction.atomic
def open_project(
    *, municipality: Municipality, playbook: str, project_manager: User, by: User, at: datetime, once: UUID
) -> tuple[Project, bool]:
    """Open a project with its default wave and its projektleder (G02); returns it and whether it is new.

    The same once-token with the same answers (a double click) gives the project of the first; with other answers it
    raises FormAlreadySent. Raises ProjectAlreadyOpen when the municipality has another open one, ValueError when the
    projektleder does not work in the municipality.
    """
    # The municipality's row is the lock: no project exists yet that could be it.
    Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)
    if again := Project.objects.filter(once=once).first():
        leads = again.holdings.filter(user=project_manager, role=Role.PROJECT_MANAGER).exists()
        if again.started_by_id == by.pk and again.municipality_id == municipality.pk and leads:
            return again, False
        raise FormAlreadySent(again)
    if other := Project.objects.open().filter(municipality=municipality, playbook=playbook).first():
        raise ProjectAlreadyOpen(other)
    try:
        with transaction.atomic():
            project = Project.objects.create(
                municipality=municipality,
                playbook=playbook,
                start_on=day_of(at),
                once=once,
                started_at=at,
                started_by=by,
            )
    except IntegrityError:
        # The same form, sent for another municipality in the same moment.
        raise FormAlreadySent(Project.objects.get(once=once)) from None
    Wave.objects.create(project=project, name="Hele kommunen", is_default=True)
    record_in(project, events.PROJECT_STARTED, by=by, at=at)
    give_role(project=project, user=project_manager, role=Role.PROJECT_MANAGER, by=by, at=at)
    return project, True
