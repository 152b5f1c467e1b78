"""A tovholder reports from a phone, counted in taps; the grid is filled by keyboard, and without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from audit import clock
from checklists.models import Task
from tests.browser.conftest import PHONE, WIDE
from tests.browser.test_thread import sign_in_by_hand
from tests.browser.test_units_and_absence import faults_of
from tests.cast import Cast
from tests.checklists.unit_reports import coordinator_of, make_units, row_of

pytestmark = pytest.mark.usefixtures("portal", "faults")
# A small phone on the ward.
SMALL: ViewportSize = {"width": 360, "height": 740}


def what_g64_waits_for_is_out_of_the_way(cast: Cast) -> None:
    """So that it is ready."""
    Task.objects.filter(project=cast.slagelse, number__in=["G57", "G61"]).update(state="not_relevant")


def press(page: Page, *keys: str) -> None:
    """Keys one after the other; what has the focus is never below the bar with Gem."""
    for key in keys:
        page.keyboard.press(key)
        hidden = """() => {
            const bar = document.querySelector(".kl-sticky"), here = document.activeElement;
            return !bar.contains(here) && here.getBoundingClientRect().bottom > bar.getBoundingClientRect().top + 1;
        }"""
        assert not page.evaluate(hidden), key


def test_a_tovholder_reports_with_one_tap_and_takes_it_back_with_another(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: Callable[[User], None]
) -> None:
    units = make_units(portal)
    what_g64_waits_for_is_out_of_the_way(portal)
    page.set_viewport_size(SMALL)
    signed_in(coordinator_of(portal, units[0]))
    page.goto(live_server.url)
    assert faults_of(page) == []
    taps = 0
    line = page.get_by_role("listitem").filter(has_text="Meld undervisningen gennemført")
    button = line.get_by_role("button", name="Færdig")
    box = button.bounding_box()
    # No scrolling to the side, and large enough for a thumb.
    assert box
    assert box["x"] + box["width"] <= SMALL["width"]
    assert box["height"] >= 44
    button.click()
    taps += 1
    expect(page.get_by_text("Meldt færdig i Bosted Æblehaven: Meld undervisningen gennemført.")).to_be_visible()
    assert taps <= 2
    row = row_of(portal, "G64", units[0])
    assert (row.state, row.on_date) == ("done", clock.today())
    assert faults_of(page) == []
    page.get_by_role("button", name="Fortryd").click()
    expect(page.get_by_text("Fortrudt: Meld undervisningen gennemført i Bosted Æblehaven.")).to_be_visible()
    assert row_of(portal, "G64", units[0]).state == "not_started"


def test_an_answer_is_one_tap_and_an_obstacle_two_and_a_sentence(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: Callable[[User], None]
) -> None:
    units = make_units(portal)
    page.set_viewport_size(SMALL)
    signed_in(coordinator_of(portal, *units))
    page.goto(live_server.url)
    line = page.get_by_role("listitem").filter(has_text="Bosted Æblehaven: Skriv, hvilke devices I har")
    line.get_by_role("button", name="Vi har kun iOS").click()
    expect(page.get_by_text("Meldt færdig i Bosted Æblehaven: Skriv, hvilke devices I har.")).to_be_visible()
    page.goto(f"{live_server.url}/projekter/{portal.slagelse.pk}/enheder/{units[0].pk}/opgaver/")
    assert faults_of(page) == []
    page.get_by_role("link", name="Meld forhindringer ind, og skriv status").click()
    page.get_by_label("Forhindringer og status").fill("Nettet er svagt i stuen mod haven.")
    page.get_by_label("I gang").check()
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_text("Opgaven står som i gang.")).to_be_visible()
    assert row_of(portal, "G08", units[0]).note == "Nettet er svagt i stuen mod haven."


def test_the_grid_is_filled_by_keyboard(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: Callable[[User], None]
) -> None:
    units = make_units(portal)
    signed_in(portal.leader)
    page.goto(f"{live_server.url}/projekter/{portal.slagelse.pk}/opgaver/G29/enheder/")
    page.get_by_role("link", name="Bosted Æblehaven").focus()
    for _ in units:
        press(page, "Tab", "Tab")
        page.keyboard.type("24112026")
        # The second answer in the list; then past link and remark to the next unit.
        press(page, "Tab", "ArrowDown", "ArrowDown", "Tab", "Tab", "Tab")
    expect(page.get_by_role("button", name="Gem")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("3 enheder er gemt. 3 af 3 enheder er nu færdige. Dermed er G29 færdig.")).to_be_visible()
    assert {row.answers["choice"] for row in portal.task("G29").unit_rows.all()} == {"only_ios"}
    expect(page.locator(f"#id_u{units[1].pk}-on_date")).to_have_value("24.11.2026")


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desk", "phone"])
def test_mistakes_and_the_first_are_shown_in_the_grid(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: Callable[[User], None], viewport: ViewportSize
) -> None:
    units = make_units(portal, *(f"Plejecenter nummer {n}" for n in range(20)))
    page.set_viewport_size(viewport)
    signed_in(portal.leader)
    page.goto(f"{live_server.url}/projekter/{portal.slagelse.pk}/opgaver/G29/enheder/")
    assert faults_of(page) == []
    page.locator(f"#id_u{units[3].pk}-on_date").fill("31.02.2026")
    page.locator(f"#id_u{units[4].pk}-note").fill("Borger 010190-1234")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_role("alert").first).to_be_focused()
    assert faults_of(page) == []
    page.get_by_role("link", name="Plejecenter nummer 3, Gjort op den").click()
    expect(page.locator(f"#id_u{units[3].pk}-on_date")).to_be_focused()
    page.get_by_role("button", name="Skjul tallene").click()
    expect(page.locator(f"#id_u{units[4].pk}-note")).to_have_value("Borger 010190-xxxx")


def test_all_of_it_works_without_javascript(browser: Browser, live_server: LiveServer, portal: Cast) -> None:
    units = make_units(portal)
    what_g64_waits_for_is_out_of_the_way(portal)
    plain = browser.new_context(java_script_enabled=False, locale="da-DK", viewport=SMALL)
    page = plain.new_page()
    sign_in_by_hand(page, live_server.url, coordinator_of(portal, *units[:2]))
    line = page.get_by_role("listitem").filter(has_text="Bosted Æblehaven: Meld undervisningen gennemført")
    line.get_by_role("button", name="Færdig").click()
    expect(page.get_by_text("Meldt færdig i Bosted Æblehaven: Meld undervisningen gennemført.")).to_be_visible()
    page.goto(f"{live_server.url}/projekter/{portal.slagelse.pk}/opgaver/G64/enheder/?vis=mangler")
    page.locator(f"#id_u{units[1].pk}-state").select_option("done")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_text("1 enhed er gemt. 2 af 3 enheder er nu færdige.")).to_be_visible()
    plain.close()
