"""What this app listens to, and what it then does, in the same transaction."""

from audit.listeners import listen
from audit.models import Event
from checklists.services.assignments_follow import settle_assignments
from checklists.services.dated import settle_dates
from checklists.services.due_dates import recount_due_dates
from checklists.services.manning import settle_manning
from checklists.services.unit_rows import units_came_or_went
from projects import events
from projects.models import Project


def _running(event: Event) -> Project | None:
    """The event's project, unless it is over: then roles still end, but its tasks stay as they were left."""
    return Project.objects.open().filter(pk=event.project_id or 0).first()


def _people_changed(event: Event) -> None:
    if project := _running(event):
        settle_manning(project=project, at=event.occurred_at)


def _roles_ended(event: Event) -> None:
    if project := _running(event):
        settle_assignments(project=project, at=event.occurred_at, cause=event)


# Whatever changes who holds a role today, or which units there are, may settle G02–G10 or open them again.
listen(
    _people_changed,
    events.ROLE_GIVEN,
    events.ROLE_BEGUN,
    events.ROLE_ENDED,
    events.ROLE_RAN_OUT,
    events.COORDINATES,
    events.UNITS_CLEARED,
    events.HANDED_OVER,
    events.HAND_OVER_TAKEN_BACK,
    events.UNIT_ADDED,
    events.UNIT_TAKEN_OUT,
    events.UNIT_BROUGHT_BACK,
    events.UNITS_IMPORTED,
)

# What somebody had is the successor's, or the role's again, once that person's role is over.
listen(_roles_ended, events.ROLE_BEGUN, events.ROLE_ENDED, events.ROLE_RAN_OUT, events.HANDED_OVER)


def _units_changed(event: Event) -> None:
    units_came_or_went(project=Project.objects.get(pk=event.project_id or 0), at=event.occurred_at)


# A new unit has its share of what is done in each unit; one that is out no longer counts.
listen(_units_changed, events.UNIT_ADDED, events.UNIT_TAKEN_OUT, events.UNIT_BROUGHT_BACK, events.UNITS_IMPORTED)
# Why the due dates moved, as Historik says it.
DATE_CHANGES = {
    events.GO_LIVE_SET: "go-live er sat",
    events.GO_LIVE_MOVED: "go-live er flyttet",
    events.GO_LIVE_TAKEN_BACK: "datoen for go-live er taget væk",
    events.HYPERCARE_SET: "hypercare er sat",
    events.HYPERCARE_TAKEN_BACK: "datoerne for hypercare er taget væk",
    events.CLOSING_DAYS_SET: "kommunens lukkedage er ændret",
}


def _dates_changed(event: Event) -> None:
    project = Project.objects.get(pk=event.project_id or 0)
    settle_dates(project=project, at=event.occurred_at)
    recount_due_dates(project=project, at=event.occurred_at, why=DATE_CHANGES[event.type], cause=event)


# The due dates follow go-live and hypercare, and these settle G87 and G88.
listen(_dates_changed, *DATE_CHANGES)
