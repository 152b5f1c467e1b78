"""The pages about absence in the matrix."""

from datetime import timedelta
from typing import Any

from accounts.models import Absence
from accounts.roles import Act, Role
from audit import clock
from projects.services.absence import register_absence
from tests.cast import Cast
from ui.danish import numeric_date


def an_absence(cast: Cast) -> Absence:
    """The it-medarbejder is away from today on; made the first time."""
    return register_absence(
        project=cast.slagelse,
        user=cast.it,
        from_on=clock.today(),
        to_on=clock.today() + timedelta(days=4),
        deputy=None,
        anyway=False,
        by=cast.leader,
        at=cast.at,
    )


def days(cast: Cast) -> dict[str, str]:
    """Tomorrow, as the form sends it; who it is about is asked of the projektleder only."""
    day = numeric_date(clock.today() + timedelta(days=1))
    return {"user": str(cast.leader.pk), "from_on": day, "to_on": day, "deputy": ""}


def with_deputy(cast: Cast) -> dict[str, str]:
    """The absence with a deputy."""
    return {**days(cast), "deputy": str(cast.people[Role.SUPPORT_STAFF].pk), "seen": an_absence(cast).fingerprint}


def absence_matrix(row: Any) -> list[Any]:
    """Looking is for everybody in the project, saying so for those who work, each for oneself."""
    work: dict[str, Any] = {"takes": Act.WORK_OWN_TASKS, "in_project": True}
    one = {"own": {"absence": lambda cast: an_absence(cast).pk}, **work}
    return [
        row("absence_list", Act.SEE_WORK, in_project=True),
        row("absence_new", **work),
        row("absence_new", data=days, **work),
        row("absence_edit", **one),
        row("absence_edit", data=with_deputy, **one),
        row("absence_withdraw", data=lambda cast: {}, **one),
    ]
