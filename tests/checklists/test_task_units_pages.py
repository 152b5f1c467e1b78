"""The pages about units: the grid, one row, one unit's list, and what a tovholder sees first."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from audit import clock
from checklists.models import Task
from checklists.rules.progress import progress_of
from checklists.services.tasks import close_task, set_not_relevant
from projects.models import Unit
from projects.services.absence import register_absence
from projects.services.units import add_unit, take_out_unit
from tests.answers import EARLY_REASON
from tests.cast import Cast
from tests.checklists.unit_reports import coordinator_of, make_units, report, report_all, row_of
from tests.walls.task_units import coordinate
from ui.danish import numeric_date


def address(cast: Cast, name: str = "task_units", **words: Any) -> str:
    """Where."""
    return reverse(name, kwargs={"pk": cast.slagelse.pk, **words})


def grid_of(cast: Cast, number: str, units: list[Unit], **typed: Any) -> dict[str, str]:
    """The grid as a browser sends it; `typed` are fields by "unit's place in the list"_"field"."""
    data: dict[str, str] = {}
    for place, unit in enumerate(units):
        row = row_of(cast, number, unit)
        values = {
            "version": row.version,
            "state": row.state,
            "on_date": numeric_date(row.on_date) if row.on_date else "",
            "note": row.note,
            **row.answers,
        }
        values |= {name[3:]: value for name, value in typed.items() if name.startswith(f"r{place}_")}
        data |= {f"u{unit.pk}-{name}": str(value) for name, value in values.items()}
    return data


@pytest.fixture
def leader_client(cast: Cast, client: Client) -> Client:
    """The projektleder's browser."""
    client.force_login(cast.leader)
    return client


def test_all_units_are_filled_in_at_once(cast: Cast, leader_client: Client) -> None:
    units = make_units(cast)
    page = leader_client.get(address(cast, number="G65")).content.decode()
    assert "0 af 3 enheder er færdige." in page
    today, before = clock.today(), numeric_date(clock.today() - timedelta(days=2))
    # A day alone, a state alone, and one that is not relevant.
    data = grid_of(
        cast, "G65", units, r0_on_date=before, r1_state="done", r2_state="not_relevant", r2_note="Lukker til sommer."
    )
    page = leader_client.post(address(cast, number="G65"), data, follow=True).content.decode()
    assert "3 enheder er gemt. 3 af 3 enheder er nu færdige. Dermed er G65 færdig." in page
    rows = [row_of(cast, "G65", unit) for unit in units]
    assert [row.state for row in rows] == ["done", "done", "not_relevant"]
    assert [row.on_date for row in rows] == [today - timedelta(days=2), today, None]
    again = leader_client.post(address(cast, number="G65"), grid_of(cast, "G65", units), follow=True)
    assert "Der var ikke noget nyt at gemme." in again.content.decode()


def test_opening_a_unit_in_the_grid_takes_its_day_away(cast: Cast, leader_client: Client) -> None:
    units = make_units(cast)
    report_all(cast, "G65", units)
    leader_client.post(address(cast, number="G65"), grid_of(cast, "G65", units, r1_state="in_progress"))
    row = row_of(cast, "G65", units[1])
    assert (row.state, row.on_date) == ("in_progress", None)
    assert cast.task("G65").state == "in_progress"


def test_mistakes_stand_beside_their_cells_and_nothing_is_saved(cast: Cast, leader_client: Client) -> None:
    units = make_units(cast)
    data = grid_of(
        cast,
        "G29",
        units,
        r0_on_date="31.02.2026",
        r0_link="det her er ikke et link",
        r1_state="done",
        r2_state="done",
        r2_choice="only_ios",
        r2_note="Borger 010190-1234 har spurgt",
    )
    answer = leader_client.post(address(cast, number="G29"), data)
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in (
        "Intet er gemt endnu.",
        "Bosted Æblehaven, Gjort op den: Den dag findes ikke.",
        "Hjemmeplejen Nord, Hvilke styresystemer har I: Vælg et svar.",
        "Plejecenter Lunden, Bemærkning: Det ligner et CPR-nummer",
        'value="31.02.2026"',
        'value="det her er ikke et link"',
        "Borger 010190-1234 har spurgt",
    ):
        assert words in page
    assert [row_of(cast, "G29", unit).version for unit in units] == [1, 1, 1]
    masked = leader_client.post(address(cast, number="G29"), {**data, "mask_cpr": f"u{units[2].pk}-note"})
    assert masked.status_code == 422
    assert "Borger 010190-xxxx har spurgt" in masked.content.decode()


def test_digits_in_a_link_that_are_no_cpr_are_said_to_be_so(cast: Cast, leader_client: Client) -> None:
    units = make_units(cast, "Nord")
    data = grid_of(cast, "G65", units, r0_state="done", r0_link="https://esdh.slagelse.example/010190-1234")
    page = leader_client.post(address(cast, number="G65"), data)
    assert page.status_code == 422
    mark = page.content.decode().split(f'name="u{units[0].pk}-link-not_cpr" value="')[1].split('"')[0]
    assert (
        leader_client.post(address(cast, number="G65"), {**data, f"u{units[0].pk}-link-not_cpr": mark}).status_code
        == 302
    )
    assert row_of(cast, "G65", units[0]).answers["link"].endswith("010190-1234")


def test_where_somebody_was_first_both_are_shown_and_the_rest_is_saved(cast: Cast, leader_client: Client) -> None:
    units = make_units(cast)
    data = grid_of(cast, "G65", units, r0_state="done", r0_note="Mit svar", r2_state="done")
    report(cast, "G65", units[0], "in_progress", note="Et andet svar", by=coordinator_of(cast, *units))
    answer = leader_client.post(address(cast, number="G65"), data)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Nu står der: Tovholder Hansen: i gang, Et andet svar" in page
    assert "Mit svar</textarea>" in page
    assert "1 enhed er gemt." in page
    assert row_of(cast, "G65", units[0]).note == "Et andet svar"
    assert row_of(cast, "G65", units[2]).state == "done"
    # Sent once more as the page now has it, it is a choice.
    data |= {f"u{units[0].pk}-version": "2", f"u{units[2].pk}-version": "2"}
    assert f'name="u{units[0].pk}-version" value="2"' in page
    assert leader_client.post(address(cast, number="G65"), data).status_code == 302
    assert row_of(cast, "G65", units[0]).note == "Mit svar"


def test_a_unit_taken_out_meanwhile_keeps_what_was_typed_as_text(cast: Cast, leader_client: Client) -> None:
    units = make_units(cast)
    data = grid_of(cast, "G65", units, r0_state="done", r0_note="Mit svar")
    take_out_unit(unit=units[0], by=cast.leader, at=cast.at)
    answer = leader_client.post(address(cast, number="G65"), data)
    assert answer.status_code == 409
    assert "Bosted Æblehaven er taget ud af projektet" in answer.content.decode()
    assert "<dd>Mit svar</dd>" in answer.content.decode()


def test_only_the_missing_are_shown_when_asked(cast: Cast, leader_client: Client) -> None:
    units = make_units(cast)
    report_all(cast, "G65", units[:1])
    page = leader_client.get(address(cast, number="G65") + "?vis=mangler").content.decode()
    assert f'name="u{units[0].pk}-state"' not in page
    assert f'name="u{units[1].pk}-state"' in page
    sent = grid_of(cast, "G65", units[1:], r0_state="done")
    answer = leader_client.post(address(cast, number="G65") + "?vis=mangler", sent)
    assert answer["Location"].endswith("?vis=mangler")
    for strange in ("?vis=alt&side=0", "?side=999999999999", "?side=-1", "?vis=%00"):
        assert leader_client.get(address(cast, number="G65") + strange).status_code == 200


def test_many_units_come_in_pages(cast: Cast, leader_client: Client) -> None:
    for n in range(103):
        Unit.objects.create(project=cast.slagelse, wave=cast.slagelse.waves.get(), name=f"Enhed {n:03}")
    add_unit(project=cast.slagelse, name="Ø er sidst", by=cast.leader, at=cast.at)
    first = leader_client.get(address(cast, number="G65")).content.decode()
    second = leader_client.get(address(cast, number="G65") + "?side=2").content.decode()
    assert ("Enhed 099" in first, "Enhed 100" in first, "Ø er sidst" in first) == (True, False, False)
    assert ("Enhed 100" in second, "Ø er sidst" in second) == (True, True)


def test_the_queries_of_a_save_do_not_grow_with_the_units(cast: Cast, leader_client: Client) -> None:
    def queries(times: int) -> int:
        units = make_units(cast, *(f"Enhed {times}-{n}" for n in range(times)))
        # One is left, so that the task stays open both times.
        data = grid_of(cast, "G65", units[1:], **{f"r{n}_state": "done" for n in range(times)})
        with CaptureQueriesContext(connection) as captured:
            assert leader_client.post(address(cast, number="G65"), data).status_code == 302
        return len(captured)

    queries(2)
    assert queries(3) == queries(98)


def test_without_units_the_page_says_so_and_the_task_can_be_closed(cast: Cast, leader_client: Client) -> None:
    assert "I har ingen enheder endnu" in leader_client.get(address(cast, number="G65")).content.decode()
    page = leader_client.get(address(cast, "task", number="G65")).content.decode()
    assert "I har ingen enheder endnu." in page
    assert "0 af 0" not in page
    close_task(task=cast.task("G65"), answers={}, early_reason=EARLY_REASON, by=cast.leader, version=1, at=cast.at)
    assert cast.task("G65").state == "done"


def test_the_tasks_page_shows_its_units_and_what_they_said(cast: Cast, leader_client: Client) -> None:
    units = make_units(cast)
    report(cast, "G29", units[0], answers={"choice": "only_ios", "link": "https://a.example/liste"}, note="To mangler.")
    page = leader_client.get(address(cast, "task", number="G29")).content.decode()
    assert "1 af 3 enheder" in page
    assert "Vi har kun iOS (iPad og iPhone) · https://a.example/liste · To mangler." in page
    assert "Opgaven lukkes af sig selv, når alle enheder er færdige." in page
    for unit in units[1:]:
        report(cast, "G29", unit, answers={"choice": "only_ios"})
    page = leader_client.get(address(cast, "task", number="G29")).content.decode()
    assert "3 af 3 enheder er færdige. Senest" in page
    assert "Genåbn opgaven" not in page
    assert "Opgaven følger enhederne." in page


def test_the_list_of_tasks_shows_how_far_the_units_are(cast: Cast, leader_client: Client) -> None:
    report(cast, "G65", make_units(cast)[0])
    assert "1 af 3 enheder" in leader_client.get(address(cast, "task_list")).content.decode()


def test_g06_shows_who_is_tovholder_and_has_no_grid(cast: Cast, leader_client: Client) -> None:
    units = make_units(cast)
    coordinator_of(cast, units[0])
    page = leader_client.get(address(cast, "task", number="G06")).content.decode()
    assert "1 af 3 enheder" in page
    assert "Tovholder Hansen" in page
    assert leader_client.get(address(cast, number="G06")).status_code == 404
    assert leader_client.get(address(cast, number="G31")).status_code == 404


def test_the_programleder_sees_how_many_and_not_what_they_said(cast: Cast, client: Client) -> None:
    units = make_units(cast)
    report(cast, "G65", units[0], note="Hemmelig bemærkning")
    client.force_login(cast.programme_manager)
    assert "1 af 3 enheder" in client.get(address(cast, "task_list")).content.decode()
    page = client.get(address(cast, "task", number="G65")).content.decode()
    assert "Hemmelig" not in page
    assert "Bosted Æblehaven" not in page
    for name, own in (("task_units", {"number": "G65"}), ("unit_tasks", {"unit": units[0].pk})):
        assert client.get(address(cast, name, **own)).status_code == 403


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
    assert "Meld undervisningen gennemført i Bosted Æblehaven: færdig." in page
    row = row_of(cast, "G64", unit)
    assert (row.state, row.on_date, row.changed_by) == ("done", clock.today(), coordinator)
    assert "Fortryd" in page
    page = tap(client, cast, "G64", unit, "task_unit_undo").content.decode()
    assert "Fortrudt: Meld undervisningen gennemført i Bosted Æblehaven." in page
    assert row_of(cast, "G64", unit).state == "not_started"


def test_a_tap_with_an_answer_and_one_without(cast: Cast, client: Client, coordinator: User) -> None:
    unit = Unit.objects.get(name="Bosted Æblehaven")
    page = tap(client, cast, "G29", unit, choice="only_ios").content.decode()
    assert "Skriv, hvilke devices I har i Bosted Æblehaven: færdig." in page
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


def test_another_projects_unit_is_not_found(cast: Cast, leader_client: Client) -> None:
    make_units(cast)
    theirs = add_unit(project=cast.vesthimmerland, name="Aars", by=cast.neighbour, at=cast.at)
    for name in ("task_unit", "task_unit_done", "task_unit_undo"):
        assert (
            leader_client.post(address(cast, name, number="G64", unit=theirs.pk), {"version": "1"}).status_code == 404
        )
    assert leader_client.get(address(cast, "unit_tasks", unit=theirs.pk)).status_code == 404
    sent = {f"u{theirs.pk}-version": "1", f"u{theirs.pk}-state": "done"}
    assert leader_client.post(address(cast, number="G64"), sent).status_code == 404
    assert leader_client.post(address(cast, number="G64"), {"u99999999999999999999-version": "1"}).status_code == 302


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


def test_pages_do_not_ask_more_of_the_database_for_more_units(cast: Cast, leader_client: Client) -> None:
    def queries() -> list[int]:
        counts = []
        for page in (address(cast, "task", number="G29"), address(cast, "task", number="G06"), "/"):
            leader_client.get(page)
            with CaptureQueriesContext(connection) as captured:
                assert leader_client.get(page).status_code == 200
            counts.append(len(captured))
        return counts

    coordinate(cast, 2)
    few = queries()
    coordinate(cast, 20)
    assert queries() == few
    assert max(few) <= 20


def test_units_never_count_in_the_progress(cast: Cast) -> None:
    tasks = Task.objects.filter(project=cast.slagelse).select_related("item")
    before = str(progress_of(tasks.all()))
    report_all(cast, "G65", make_units(cast)[:2])
    assert str(progress_of(tasks.all())) == before
    assert before.startswith("61 skal-punkter: ")


def test_another_municipalitys_people_find_nothing(cast: Cast, client: Client) -> None:
    units = make_units(cast)
    client.force_login(cast.neighbour)
    for name, own in (
        ("task_units", {"number": "G64"}),
        ("unit_tasks", {"unit": units[0].pk}),
        ("task_unit", {"number": "G64", "unit": units[0].pk}),
    ):
        assert client.get(address(cast, name, **own)).status_code == 404


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.LEGAL_OFFICER])
def test_who_may_only_look_sees_no_form(cast: Cast, client: Client, role: Role) -> None:
    units = make_units(cast)
    client.force_login(cast.people[role])
    page = client.get(address(cast, number="G64")).content.decode()
    assert "Bosted Æblehaven" in page
    assert "<select" not in page
    assert client.post(address(cast, number="G64"), grid_of(cast, "G64", units)).status_code == 403
    assert client.post(address(cast, number="G64"), {}).status_code == 403
