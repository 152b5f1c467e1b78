"""The places of work that take part."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.roles import Act
from audit.clock import day_of
from projects import events
from projects.access import lock_project, standing_of
from projects.models import Project, Unit
from projects.record import record_in
from projects.unit_import.lines import Line
from projects.unit_import.plan import Plan
from ui.danish import whole_number


class NameTaken(Exception):
    """Another unit that takes part has the name; `unit` is that one."""

    def __init__(self, unit: Unit) -> None:
        super().__init__(f"{unit.project} has a unit {unit.name}")
        self.unit = unit


class UnitChanged(Exception):
    """Somebody else has changed the unit in the meantime; `unit` is as it stands."""

    def __init__(self, unit: Unit) -> None:
        super().__init__(f"{unit.name} has changed")
        self.unit = unit


class PlanChanged(Exception):
    """The lines would do something else than what was shown; `plan` is what they would do now."""

    def __init__(self, plan: Plan) -> None:
        super().__init__("The units have changed")
        self.plan = plan


class LinesWrong(Exception):
    """Some lines are wrong, and nobody has said to take the right ones only; `plan` says which."""

    def __init__(self, plan: Plan) -> None:
        super().__init__("Some lines are wrong")
        self.plan = plan


@transaction.atomic
def add_unit(
    *,
    project: Project,
    name: str,
    by: User,
    at: datetime,
    kind: str = Unit.Kind.OTHER,
    address: str = "",
    staff_count: int | None = None,
    expected_users: int | None = None,
) -> Unit:
    """Add a unit to the default wave (G06). The same unit again (a double click) changes nothing.

    Raises PermissionDenied; NameTaken when another unit, with other facts, has the name.
    """
    project = _locked(project, by=by, at=at)
    unit = Unit(
        project=project,
        name=name,
        kind=kind,
        address=address,
        staff_count=staff_count,
        expected_users=expected_users,
        wave=project.waves.get(is_default=True),
    )
    if known := project.units.taking_part().named(name):
        if known.facts == unit.facts:
            return known
        raise NameTaken(known)
    unit.save()
    record_in(project, events.UNIT_ADDED, by=by, at=at, unit=name)
    return unit


@transaction.atomic
def change_unit(
    *,
    unit: Unit,
    name: str,
    kind: str,
    address: str,
    staff_count: int | None,
    expected_users: int | None,
    seen: str,
    by: User,
    at: datetime,
) -> Unit:
    """Change what is known of a unit. `seen` is the unit's `fingerprint` when the caller's page was made.

    Raises PermissionDenied, UnitChanged when it stands differently by now or was taken out, NameTaken.
    """
    unit = _locked_unit(unit, by=by, at=at)
    if unit.taken_out_at:
        raise UnitChanged(unit)
    before, old_name = unit.fingerprint, unit.name
    unit.name, unit.kind, unit.address = name, kind, address
    unit.staff_count, unit.expected_users = staff_count, expected_users
    if unit.fingerprint == before:
        return unit
    if seen != before:
        raise UnitChanged(Unit.objects.get(pk=unit.pk))
    _require_free_name(unit)
    unit.save(update_fields=["name", "kind", "address", "staff_count", "expected_users"])
    if name == old_name:
        record_in(unit.project, events.UNIT_CHANGED, by=by, at=at, unit=name)
    else:
        record_in(unit.project, events.UNIT_RENAMED, by=by, at=at, unit=old_name, new=name)
    return unit


@transaction.atomic
def take_out_unit(*, unit: Unit, by: User, at: datetime) -> Unit:
    """Take a unit out of the project. Its row, its history and its tovholder's holding stay.

    Once more changes nothing. Raises PermissionDenied.
    """
    unit = _locked_unit(unit, by=by, at=at)
    if unit.taken_out_at is None:
        unit.taken_out_at, unit.taken_out_by = at, by
        unit.save(update_fields=["taken_out_at", "taken_out_by"])
        record_in(unit.project, events.UNIT_TAKEN_OUT, by=by, at=at, unit=unit.name)
    return unit


@transaction.atomic
def bring_back_unit(*, unit: Unit, by: User, at: datetime) -> Unit:
    """Let a unit that was taken out take part again. Once more changes nothing. Raises PermissionDenied, NameTaken."""
    unit = _locked_unit(unit, by=by, at=at)
    if unit.taken_out_at is not None:
        _require_free_name(unit)
        unit.taken_out_at = unit.taken_out_by = None
        unit.save(update_fields=["taken_out_at", "taken_out_by"])
        record_in(unit.project, events.UNIT_BROUGHT_BACK, by=by, at=at, unit=unit.name)
    return unit


@transaction.atomic
def import_units(
    *, project: Project, lines: Sequence[Line], seen: str, only_right: bool, by: User, at: datetime
) -> Plan:
    """Take pasted lines in, all or none: new units are added, known ones changed. Returns what was done.

    `seen` is the `fingerprint` of the plan that the caller's page showed. The same lines again change nothing. Raises
    PermissionDenied, PlanChanged, LinesWrong (unless `only_right`).
    """
    project = _locked(project, by=by, at=at)
    plan = Plan(lines, project.units.taking_part())
    if not plan.to_take:
        return plan
    if plan.fingerprint != seen:
        raise PlanChanged(plan)
    if plan.wrong and not only_right:
        raise LinesWrong(plan)
    wave = project.waves.get(is_default=True)
    Unit.objects.bulk_create(row.as_unit(project, wave) for row in plan.new)
    Unit.objects.bulk_update(
        [row.as_unit(project, wave) for row in plan.changed], ["kind", "address", "staff_count", "expected_users"]
    )
    count = f"{whole_number(len(plan.to_take))} {'enhed' if len(plan.to_take) == 1 else 'enheder'}"
    record_in(project, events.UNITS_IMPORTED, by=by, at=at, count=count)
    return plan


def _locked(project: Project, *, by: User, at: datetime) -> Project:
    """The project, locked, the right checked under the lock."""
    project = lock_project(project.pk)
    standing_of(by, project, on=day_of(at)).require(Act.MANAGE_UNITS)
    return project


def _locked_unit(unit: Unit, *, by: User, at: datetime) -> Unit:
    """The unit as it stands, project and unit locked."""
    project = _locked(unit.project, by=by, at=at)
    found = Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk, project=project)
    found.project = project
    return found


def _require_free_name(unit: Unit) -> None:
    others = unit.project.units.taking_part().exclude(pk=unit.pk)
    if known := others.named(unit.name):
        raise NameTaken(known)
