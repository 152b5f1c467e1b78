"""Opening a project, and its dates."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import Municipality, User
from accounts.roles import Role
from audit.clock import day_of
from projects import events
from projects.access import lock_project
from projects.models import Project, Wave, WaveDate
from projects.record import record_in
from projects.services.roles import give_role
from ui.danish import long_date


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


@transaction.atomic
def set_go_live(*, project: Project, new: date, by: User, at: datetime, reason: str = "") -> Wave:
    """Set the default wave's go-live; the old day, who and why stay (G87)."""
    lock_project(project.pk)
    wave = project.waves.get(is_default=True)
    WaveDate.objects.create(
        wave=wave,
        field=WaveDate.Field.GO_LIVE,
        old=wave.go_live_on,
        new=new,
        reason=reason,
        changed_at=at,
        changed_by=by,
    )
    wave.go_live_on = new
    wave.save(update_fields=["go_live_on"])
    record_in(project, events.GO_LIVE_SET, by=by, at=at, new=long_date(new))
    return wave
