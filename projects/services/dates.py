"""The dates of a project's wave, and the municipality's closing days (G86–G88)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Self

from django.db import transaction

from accounts.models import ClosingDay, Municipality, User
from accounts.roles import Act
from audit.clock import day_of
from audit.models import Event
from projects import events
from projects.access import lock_project, standing_of
from projects.models import Project, Wave, WaveDate
from projects.record import record_in
from projects.workdays import Calendar, add_workdays, workdays_between
from ui.danish import day_span, long_date

# No municipality took the app into use before; an earlier year is a slip of the hand.
EARLIEST = date(2020, 1, 1)


class DateRefused(ValueError):
    """A date that cannot be; `field` is which one, the text says why in Danish."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field


@dataclass(frozen=True)
class Dates:
    """A wave's dates: go-live (G87), and the first and the last day of hypercare (G88)."""

    go_live_on: date | None = None
    hypercare_from_on: date | None = None
    hypercare_to_on: date | None = None

    @classmethod
    def of(cls, wave: Wave) -> Self:
        """As they stand."""
        return cls(wave.go_live_on, wave.hypercare_from_on, wave.hypercare_to_on)

    def moved_to(self, go_live_on: date, calendar: Calendar) -> Self:
        """Another go-live, and hypercare as many working days from it, and as many long, as before."""
        live, first, last = self.go_live_on, self.hypercare_from_on, self.hypercare_to_on
        if not (live and first and last):
            return replace(self, go_live_on=go_live_on)
        # On a go-live that is no working day, hypercare begins with it: it may begin no later.
        begin = min(go_live_on, add_workdays(go_live_on, workdays_between(live, first, calendar), calendar))
        return replace(
            self,
            go_live_on=go_live_on,
            hypercare_from_on=begin,
            hypercare_to_on=add_workdays(begin, workdays_between(first, last, calendar), calendar),
        )

    def check(self, before: "Dates", *, today: date, happened: bool) -> None:
        """Raises DateRefused: before KontaktLæge, in the past unless it has happened, or hypercare out of order.

        What has happened may lie before the project: municipalities come to the portal in the middle.
        """
        live, first, last = self.go_live_on, self.hypercare_from_on, self.hypercare_to_on
        if live and live < EARLIEST:
            raise DateRefused("go_live_on", f"Skriv en dag fra {EARLIEST.year} eller senere.")
        if live and live < today and live != before.go_live_on and not happened:
            raise DateRefused(
                "go_live_on",
                f"Datoen er passeret. Skriv en dag fra i dag, {long_date(today)}, og frem, eller sæt kryds ved, at I "
                "allerede er gået i luften.",
            )
        if bool(first) != bool(last):
            missing = "hypercare_to_on" if first else "hypercare_from_on"
            raise DateRefused(missing, "Skriv både første og sidste dag i hypercare, eller ingen af dem.")
        if first and last and last < first:
            raise DateRefused("hypercare_to_on", "Sidste dag ligger før første dag.")
        if first and not live:
            raise DateRefused("go_live_on", "Sæt go-live, før I sætter hypercare.")
        if first and live and first > live:
            raise DateRefused("hypercare_from_on", "Hypercare skal begynde senest på go-live-dagen.")
        if last and live and last < live:
            raise DateRefused("hypercare_to_on", "Hypercare slutter, før I går i luften. Skriv en senere dag.")


@transaction.atomic
def set_dates(
    *, project: Project, new: Dates, by: User, at: datetime, reason: str = "", happened: bool = False
) -> Wave:
    """Set the default wave's dates; each old day, who and why stay (G87). What is the same is not written.

    `happened`: go-live lies in the past, since it has been. Raises PermissionDenied, DateRefused.
    """
    project = lock_project(project.pk)
    standing_of(by, project, on=day_of(at)).require(Act.SET_DATES)
    wave = project.waves.select_for_update().get(is_default=True)
    before = Dates.of(wave)
    new.check(before, today=day_of(at), happened=happened)
    for field in WaveDate.Field.values:
        _keep(wave, field, getattr(new, field), reason=reason, by=by, at=at)
    wave.save(update_fields=WaveDate.Field.values)
    _tell_go_live(project, before.go_live_on, new.go_live_on, by=by, at=at)
    _tell_hypercare(project, before, new, by=by, at=at)
    return wave


def first_go_live(*, project: Project, day: date, by: User, at: datetime) -> None:
    """Go-live as it was wished when the project was started, by whoever may start one. The project's row is locked."""
    wave = project.waves.get(is_default=True)
    _keep(wave, WaveDate.Field.GO_LIVE, day, reason="", by=by, at=at)
    wave.save(update_fields=["go_live_on"])
    _tell_go_live(project, None, day, by=by, at=at)


def _keep(wave: Wave, field: str, new: date | None, *, reason: str, by: User, at: datetime) -> None:
    old = getattr(wave, field)
    if old == new:
        return
    setattr(wave, field, new)
    WaveDate.objects.create(wave=wave, field=field, old=old, new=new, reason=reason, changed_at=at, changed_by=by)


def _tell_go_live(project: Project, old: date | None, new: date | None, *, by: User, at: datetime) -> None:
    if old == new:
        return
    if new is None and old:
        record_in(project, events.GO_LIVE_TAKEN_BACK, by=by, at=at, old=long_date(old))
    elif old is None and new:
        record_in(project, events.GO_LIVE_SET, by=by, at=at, new=long_date(new))
    elif old and new:
        record_in(project, events.GO_LIVE_MOVED, by=by, at=at, old=long_date(old), new=long_date(new))


def _tell_hypercare(project: Project, old: Dates, new: Dates, *, by: User, at: datetime) -> None:
    first, last = new.hypercare_from_on, new.hypercare_to_on
    if (old.hypercare_from_on, old.hypercare_to_on) == (first, last):
        return
    if first and last:
        record_in(project, events.HYPERCARE_SET, by=by, at=at, days=day_span(first, last))
    else:
        record_in(project, events.HYPERCARE_TAKEN_BACK, by=by, at=at)


class ClosingDaysChanged(Exception):
    """Somebody set other closing days meanwhile; nothing was written."""


def closing_fingerprint(municipality: Municipality) -> str:
    """Another one as soon as the closing days are others: what a page was made from."""
    days = list(municipality.closing_days.order_by("day").values_list("day", "name"))
    return sha256(repr((sorted(municipality.closed_yearly), days)).encode()).hexdigest()[:16]


@transaction.atomic
def set_closing_days(
    *, project: Project, yearly: Collection[str], days: Mapping[date, str], seen: str, by: User, at: datetime
) -> Event | None:
    """Say on which days the municipality is closed: "MM-DD" every year, and single days with their names.

    Days that have passed are kept as they were. `seen` is the fingerprint of the days that were shown. Returns what
    was written in Historik; None, and nothing is written, when they are these days already. Raises PermissionDenied,
    ClosingDaysChanged.
    """
    project = lock_project(project.pk)
    standing_of(by, project, on=day_of(at)).require(Act.SET_DATES)
    municipality = Municipality.objects.select_for_update(no_key=True).get(pk=project.municipality_id)
    before = dict(municipality.closing_days.values_list("day", "name"))
    after = {day: name for day, name in before.items() if day < day_of(at)} | dict(days)
    if (sorted(municipality.closed_yearly), before) == (sorted(yearly), after):
        return None
    if closing_fingerprint(municipality) != seen:
        raise ClosingDaysChanged
    municipality.closed_yearly = sorted(yearly)
    municipality.save(update_fields=["closed_yearly"])
    municipality.closing_days.exclude(day__in=after).delete()
    for day, name in sorted(days.items()):
        ClosingDay.objects.update_or_create(
            municipality=municipality,
            day=day,
            defaults={"name": name},
            create_defaults={"name": name, "added_at": at, "added_by": by},
        )
    return record_in(project, events.CLOSING_DAYS_SET, by=by, at=at)
