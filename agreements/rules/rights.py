"""Who may move an agreement: the roles its kind names, whoever may do every task, and the one who is to sign."""

from django.core.exceptions import PermissionDenied

from accounts.roles import Act
from agreements.kinds import Kind
from agreements.models import Agreement
from projects.access import Actor, Standing, acting_for


def may_work(standing: Standing, kind: Kind, agreement: Agreement) -> bool:
    """May this person move the agreement? A chosen signatory may too, also where there is no jurist (G10)."""
    if any(standing.may_work(role) for role in kind.data["worked_by"]):
        return True
    return standing.may(Act.WORK_OWN_TASKS) and agreement.signatory_id == standing.user.pk


def require_work(standing: Standing, kind: Kind, agreement: Agreement) -> None:
    """Raises PermissionDenied (403) for whoever may not move the agreement."""
    if not may_work(standing, kind, agreement):
        raise PermissionDenied("This person may not move the agreement")


def actor_of(standing: Standing, kind: Kind) -> Actor:
    """Who moves it, as Historik names one: a deputy for the absent one, when no role of the person's own allows it."""
    user = standing.user
    for role in kind.data["worked_by"]:
        if standing.may_work(role) and not standing.stands_in_for(role):
            return Actor(user.pk, user.name)
    for role in kind.data["worked_by"]:
        if standing.may_work(role):
            return acting_for(user, standing.stands_in_for(role))
    return Actor(user.pk, user.name)
