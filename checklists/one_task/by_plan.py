"""The tasks that the plan closes (G87, G88, G86, G35): a line on their page says so, and leads there."""

from django.urls import reverse

from accounts.roles import Act
from checklists.models import Task
from checklists.moves import OPEN
from checklists.one_task.worked_on import WorkLine
from checklists.rules.agreed_dates import PART
from checklists.rules.guide_numbers import GO_LIVE, HYPERCARE, PLANS
from projects.access import Standing

SET = "Opgaven lukkes af sig selv, når {what} er sat på Plan."
AGREED = "Opgaven lukkes af sig selv, når projektlederen på Plan siger, at I er enige om datoerne."
FOLLOWS = "Opgaven følger datoen på Plan. Flyttes den, følger opgaven med."
CLOSED = "Opgaven blev lukket, da I blev enige om datoerne på Plan."


def plan_line(standing: Standing, task: Task) -> WorkLine | None:
    """The line for one reader; None for a task that the plan does not close, or that somebody closed by hand."""
    dates = {GO_LIVE: "go-live", HYPERCARE: "hypercare"}
    if task.number not in (*dates, *PLANS):
        return None
    plan = reverse("plan", kwargs={"pk": standing.project.pk})
    if task.state not in OPEN:
        closed = FOLLOWS if task.number in dates else CLOSED
        return WorkLine(closed, plan, "Se Plan") if task.managed_by == PART else None
    if task.number in PLANS:
        return WorkLine(AGREED, plan, "Gå til Plan")
    what = dates[task.number]
    if standing.may(Act.SET_DATES):
        move = reverse("plan_move", kwargs={"pk": standing.project.pk})
        return WorkLine(SET.format(what=what), move, f"Sæt {what} på Plan")
    return WorkLine(SET.format(what=what), plan, "Se Plan")
