"""What a tovholder reports: one tap, one row, the own list; for whom, and where not."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit import clock
from checklists.models import Task
from checklists.services.tasks import close_task, set_not_relevant
from projects.models import Unit
from projects.services.absence import register_absence
from projects.services.units import take_out_unit
from tests.answers import EARLY_REASON
from tests.cast import Cast
from tests.checklists.unit_pages import address, grid_of
from tests.checklists.unit_reports import coordinator_of, make_units, report, row_of
from ui.danish import numeric_date


def tap(client: Client, cast: Cast, number: str, unit: Unit, name: str = "task_unit_done", **data: str) -> Any:
    """Press a button in a list, the page being fresh unless a version is given."""
    sent = {"version": str(row_of(cast, number, unit).version), "tilbage": "mine", **data}
    return client.post(address(cast, name, number=number, unit=unit.pk), sent, follow=True)


@pytest.fixture
def coordinator(cast: Cast, client: Client) -> User:
    """The tovholder of the first two of three units, signed in; what G64 waits for is done."""
    units = make_units(cast)
    user = coordinator_of(cast, *units[:2])
    Task.objects.filter(project=cast.slagelse, number__in=["G57", "G61"]).update(state="not_relevant")
    client.force_login(user)
    return user


def test_a_tovholder_sees_what_to_report_and_taps(cast: Cast, client: Client, coordinator: User) -> None:
    page = client.get("/").content.decode()
    assert "Bosted Æblehaven: Meld undervisningen gennemført" in page
    assert "Hjemmeplejen Nord: Meld undervisningen gennemført" in page
    assert "Plejecenter Lunden" not in page
    # G36 waits for G29, and is found on the unit's own page.
    assert "Vælg personlige eller delte devices" not in page
    unit = Unit.objects.get(name="Bosted Æblehaven")
    page = tap(client, cast, "G64", unit).content.decode()
    assert "Meldt færdig i Bosted Æblehaven: Meld undervisningen gennemført." in page
    row = row_of(cast, "G64", unit)
    assert (row.state, row.on_date, row.changed_by) == ("done", clock.today(), coordinator)
    assert "Fortryd" in page
    page = tap(client, cast, "G64", unit, "task_unit_undo").content.decode()
    assert "Fortrudt: Meld undervisningen gennemført i Bosted Æblehaven." in page
    assert row_of(cast, "G64", unit).state == "not_started"


def test_a_tap_with_an_answer_and_one_without(cast: Cast, client: Client, coordinator: User) -> None:
    unit = Unit.objects.get(name="Bosted Æblehaven")
    page = tap(client, cast, "G29", unit, choice="only_ios").content.decode()
    assert "Meldt færdig i Bosted Æblehaven: Skriv, hvilke devices I har." in page
    assert row_of(cast, "G29", unit).answers == {"choice": "only_ios"}
    other = Unit.objects.get(name="Hjemmeplejen Nord")
    page = tap(client, cast, "G29", other).content.decode()
    assert "eller svaret mangler" in page
    assert row_of(cast, "G29", other).version == 1


def test_a_double_tap_and_one_after_somebody_else(cast: Cast, client: Client, coordinator: User) -> None:
    unit = Unit.objects.get(name="Bosted Æblehaven")
    for _ in range(2):
        assert tap(client, cast, "G64", unit, version="1").status_code == 200
    assert row_of(cast, "G64", unit).version == 2
    report(cast, "G64", unit, "in_progress", note="Ikke helt.")
    page = tap(client, cast, "G64", unit, version="1").content.decode()
    assert "Bosted Æblehaven er ændret i mellemtiden" in page
    assert "Ikke helt." in page
    page = tap(client, cast, "G64", unit, "task_unit_undo", version="2").content.decode()
    assert "Det kan ikke fortrydes, for der står nu: Mette Kirkegaard: i gang, Ikke helt." in page
    for name in ("task_unit_done", "task_unit_undo"):
        assert client.get(address(cast, name, number="G64", unit=unit.pk)).status_code == 302
        assert client.post(address(cast, name, number="G64", unit=unit.pk), {"version": "x"}).status_code == 302


def test_the_tovholders_own_list_and_one_row_of_it(cast: Cast, client: Client, coordinator: User) -> None:
    unit = Unit.objects.get(name="Bosted Æblehaven")
    page = client.get(address(cast, "unit_tasks", unit=unit.pk)).content.decode()
    assert "0 af 10 opgaver er færdige her. Tovholder: Tovholder Hansen." in page
    assert "venter på G29" in page
    form = address(cast, "task_unit", number="G64", unit=unit.pk)
    assert "Er det ikke relevant her, så skriv hvorfor." in client.get(form).content.decode()
    data = grid_of(cast, "G64", [unit], r0_state="done", r0_figures="18 af 20", r0_note="To er på ferie.")
    page = client.post(form, data, follow=True).content.decode()
    assert "1 af 10 opgaver er færdige her." in page
    page = client.get(form).content.decode()
    assert "18 af 20 · To er på ferie." in page
    refused = client.post(form, grid_of(cast, "G64", [unit], r0_state="not_relevant", r0_note=""))
    assert refused.status_code == 422
    stale = {**data, f"u{unit.pk}-version": "1", f"u{unit.pk}-note": "Noget nyt."}
    answer = client.post(form, stale)
    assert answer.status_code == 409
    assert "Nu står der: Tovholder Hansen: færdig" in answer.content.decode()
    assert "Noget nyt." in answer.content.decode()


def test_a_planned_day_is_written_not_tapped(cast: Cast, client: Client, coordinator: User) -> None:
    unit = Unit.objects.get(name="Bosted Æblehaven")
    assert "Skriv dato<span" in client.get(address(cast, "unit_tasks", unit=unit.pk)).content.decode()
    form = address(cast, "task_unit", number="G91", unit=unit.pk)
    ahead = clock.today() + timedelta(days=40)
    client.post(form, grid_of(cast, "G91", [unit], r0_on_date=numeric_date(ahead)))
    assert row_of(cast, "G91", unit).on_date == ahead
    assert client.post(form, grid_of(cast, "G91", [unit], r0_on_date="")).status_code == 422


def test_the_tovholder_reads_the_others_and_cannot_write_there(cast: Cast, client: Client, coordinator: User) -> None:
    other = Unit.objects.get(name="Plejecenter Lunden")
    mine = Unit.objects.get(name="Bosted Æblehaven")
    grid = client.get(address(cast, number="G64")).content.decode()
    assert f'name="u{mine.pk}-state"' in grid
    assert f'name="u{other.pk}-state"' not in grid
    assert "Plejecenter Lunden" in grid
    assert "Færdig<span" not in client.get(address(cast, "unit_tasks", unit=other.pk)).content.decode()
    assert client.get(address(cast, "task_unit", number="G64", unit=other.pk)).status_code == 200
    sent = grid_of(cast, "G64", [mine, other], r0_state="done", r1_state="done")
    assert client.post(address(cast, number="G64"), sent).status_code == 403
    for name in ("task_unit", "task_unit_done", "task_unit_undo"):
        answer = client.post(address(cast, name, number="G64", unit=other.pk), {"version": "1"})
        assert answer.status_code == 403
    assert row_of(cast, "G64", mine).version == 1


def test_a_deputy_reports_for_the_tovholder_who_is_away(cast: Cast, client: Client, coordinator: User) -> None:
    register_absence(
        project=cast.slagelse,
        user=coordinator,
        from_on=clock.today(),
        to_on=clock.today(),
        deputy=cast.it,
        anyway=False,
        by=cast.leader,
        at=cast.at,
    )
    client.force_login(cast.it)
    assert "Bosted Æblehaven: Meld undervisningen gennemført" in client.get("/").content.decode()
    unit = Unit.objects.get(name="Bosted Æblehaven")
    tap(client, cast, "G64", unit)
    history = client.get(reverse("history", kwargs={"pk": cast.slagelse.pk})).content.decode()
    assert "It-medarbejder Hansen for Tovholder Hansen meldte G64" in history


def test_what_is_closed_for_all_or_not_relevant_is_not_asked_of_a_unit(
    cast: Cast, client: Client, coordinator: User
) -> None:
    unit = Unit.objects.get(name="Bosted Æblehaven")
    close_task(task=cast.task("G29"), answers={}, early_reason=EARLY_REASON, by=cast.leader, version=1, at=cast.at)
    set_not_relevant(task=cast.task("G64"), by=cast.leader, version=1, at=cast.at, reason="Centralt.")
    page = client.get("/").content.decode()
    assert "hvilke devices" not in page
    assert "undervisningen" not in page
    page = client.get(address(cast, "unit_tasks", unit=unit.pk)).content.decode()
    assert "lukket for hele kommunen" in page
    assert "Meld undervisningen" not in page
    page = tap(client, cast, "G64", unit).content.decode()
    assert "G64 er ikke relevant hos jer. Intet er gemt." in page
    assert "Opgaven er ikke relevant hos jer" in client.get(address(cast, number="G64")).content.decode()
    sent = grid_of(cast, "G64", [unit], r0_state="done")
    assert "Intet er gemt" in client.post(address(cast, number="G64"), sent, follow=True).content.decode()


def test_a_unit_taken_out_is_read_only(cast: Cast, client: Client, coordinator: User) -> None:
    unit = Unit.objects.get(name="Bosted Æblehaven")
    report(cast, "G64", unit, note="Før vi lukkede.")
    take_out_unit(unit=unit, by=cast.leader, at=cast.at)
    assert "Bosted Æblehaven" not in client.get("/").content.decode()
    page = client.get(address(cast, "unit_tasks", unit=unit.pk)).content.decode()
    assert "Enheden er taget ud af projektet" in page
    assert "Før vi lukkede." in client.get(address(cast, "task_unit", number="G64", unit=unit.pk)).content.decode()
