"""The one table of rights: what it allows, and what it must not."""

import pytest

from accounts.roles import ROLE_ACTS, Act, NationalRoleKind, Role, acts_of, roles_with


def test_every_role_stands_in_the_table() -> None:
    assert set(ROLE_ACTS) == {*Role.values, *NationalRoleKind.values}


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.PROJECT_MANAGER, Role.OBSERVER}])
def test_a_worker_works_on_own_tasks_only(role: Role) -> None:
    of_units = {Role.IMPLEMENTATION_LEAD: {Act.MANAGE_UNITS}, Role.UNIT_COORDINATOR: {Act.REPORT_OWN_UNITS}}
    units = of_units.get(role, set())
    assert acts_of([role]) == {Act.SEE_PROJECT, Act.SEE_WORK, Act.WORK_OWN_TASKS, Act.COMMENT} | units


def test_the_observer_changes_nothing() -> None:
    assert acts_of([Role.OBSERVER]) == {Act.SEE_PROJECT, Act.SEE_WORK}


def test_the_programme_manager_sees_no_work() -> None:
    acts = acts_of([NationalRoleKind.PROGRAMME_MANAGER])
    assert Act.SEE_ALL_PROJECTS in acts
    assert not acts & {Act.SEE_WORK, Act.WORK_OWN_TASKS, Act.WORK_ALL_TASKS}


def test_only_the_projektleder_manages_people() -> None:
    assert roles_with(Act.MANAGE_PEOPLE) == [Role.PROJECT_MANAGER]


def test_trifork_has_nothing_here() -> None:
    assert acts_of([NationalRoleKind.SECOND_LEVEL]) == frozenset()


def test_who_may_start_a_project() -> None:
    assert set(roles_with(Act.START_PROJECT)) == {Role.PROJECT_MANAGER, NationalRoleKind.PROGRAMME_MANAGER}
