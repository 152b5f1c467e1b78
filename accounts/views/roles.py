"""Rettigheder: what each role may do, for everybody."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import national_acts, person_of
from accounts.held_roles import held_roles
from accounts.roles import ROLE_ACTS, ROLE_SENTENCES, Act, NationalRoleKind, Role, limit_of
from audit import clock


@dataclass(frozen=True)
class RoleRow:
    """One role as the page shows it."""

    key: str
    name: str
    sentence: str
    acts: list[str]
    limit: str
    is_mine: bool


@require_safe
def role_list(request: HttpRequest) -> HttpResponse:
    """The table of roles × acts as sentences, straight from `accounts.roles`; one's own roles are marked."""
    user, today = person_of(request), clock.today()
    held = held_roles(user, on=today)
    groups = [
        ("I en kommunes projekt", [_row(role, held) for role in Role]),
        ("På tværs af kommunerne", [_row(role, held) for role in NationalRoleKind]),
    ]
    context = {
        "groups": groups,
        "mine": [row for _, rows in groups for row in rows if row.is_mine],
        "may_give": Act.GIVE_NATIONAL_ROLES in national_acts(user, on=today),
    }
    return render(request, "accounts/role_list.html", context)


def _row(role: Role | NationalRoleKind, held: frozenset[str]) -> RoleRow:
    allowed = ROLE_ACTS[role]
    # In the order of the table of acts, so that rows can be compared; all tasks include one's own.
    told = allowed - {Act.WORK_OWN_TASKS} if Act.WORK_ALL_TASKS in allowed else allowed
    acts = [str(act.label) for act in Act if act in told]
    return RoleRow(role.value, str(role.label), ROLE_SENTENCES[role], acts, limit_of(role), role in held)
