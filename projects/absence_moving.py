"""Who is away around a moved go-live."""

from django.urls import reverse

from audit.clock import day_of
from projects.absence_list import absences_of
from projects.models import Project
from projects.moving import Consequence, register
from projects.services.dates import Dates


def away_at_go_live(project: Project, before: Dates, after: Dates) -> list[Consequence]:
    """A line for each person of the project who is away on the new day, or at some time in the new hypercare."""
    first = after.hypercare_from_on or after.go_live_on
    last = after.hypercare_to_on or after.go_live_on
    if not first or not last:
        return []
    away = absences_of(project, on=day_of(project.started_at)).overlapping(first, last).select_related("user", "deputy")
    url = reverse("absence_list", kwargs={"pk": project.pk})
    return [
        Consequence(
            f"{absence.user.name} er væk {absence.days}. "
            + (f"{absence.deputy.name} er stedfortræder." if absence.deputy else "Der er ingen stedfortræder."),
            url,
        )
        for absence in away.order_by("from_on", "pk")
    ]


register(away_at_go_live)
