"""The grid of all units of a task: filled in at once, mistakes beside their cells, two people at once, pages."""

from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from audit import clock
from checklists.services.tasks import close_task
from projects.models import Unit
from projects.services.units import add_unit, take_out_unit
from tests.answers import EARLY_REASON
from tests.cast import Cast
from tests.checklists.unit_pages import address, grid_of
from tests.checklists.unit_reports import coordinator_of, make_units, report, report_all, row_of
from ui.danish import numeric_date


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
