"""Moving go-live, as the projektleder does it: by keyboard, on a phone, and in a browser without scripts."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from projects.services.dates import Dates, set_dates
from projects.workdays import add_workdays
from tests.browser.conftest import PHONE, WIDE
from tests.browser.test_units_and_absence import faults_of
from tests.cast import Cast
from ui.danish import numeric_date

pytestmark = pytest.mark.usefixtures("portal", "faults")


def planned(cast: Cast) -> tuple[date, date]:
    """Go-live as it stands, hypercare set with it; and the day it is to be moved to."""
    day = cast.slagelse.waves.get().go_live_on
    assert day is not None
    calendar = cast.slagelse.calendar
    new = Dates(day, day, add_workdays(day, 14, calendar))
    set_dates(project=cast.slagelse, new=new, by=cast.leader, at=cast.at)
    return day, add_workdays(day, 10, calendar)


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the element with this label, name or words has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        said = page.evaluate("(e => e.labels?.[0]?.innerText || e.innerText || e.value || '')(document.activeElement)")
        if name in said:
            return
    raise AssertionError(f"The keyboard never reached {name}")


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desk", "phone"])
def test_go_live_is_moved_by_keyboard(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: Callable[[User], None], viewport: ViewportSize
) -> None:
    _, new = planned(portal)
    page.set_viewport_size(viewport)
    signed_in(portal.leader)
    page.goto(f"{live_server.url}/projekter/{portal.slagelse.pk}/plan/")
    assert faults_of(page) == []
    tab_to(page, "Flyt datoerne")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Flyt go-live")
    assert faults_of(page) == []
    page.get_by_label("Go-live", exact=True).focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("31.02.2027")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Den dag findes ikke.").first).to_be_visible()
    assert faults_of(page) == []
    page.get_by_label("Go-live", exact=True).focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(numeric_date(new))
    tab_to(page, "Grund")
    page.keyboard.type("Testen trak ud.")
    tab_to(page, "Se, hvad der flytter sig")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Det flytter sig", level=1)).to_be_focused()
    expect(page.get_by_text("Hvem det rører")).to_be_visible()
    assert faults_of(page) == []
    tab_to(page, "Gem datoerne")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Datoerne er gemt.")).to_be_focused()
    expect(page.get_by_text("Testen trak ud.").first).to_be_visible()
    assert portal.slagelse.waves.get().go_live_on == new


def test_nothing_is_moved_by_leaving_and_no_script_is_needed(
    browser: Browser, live_server: LiveServer, portal: Cast, signed_in: Callable[[User], None], page: Page
) -> None:
    old, new = planned(portal)
    signed_in(portal.leader)
    without = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    plain = without.new_page()
    for last, left in (("Annullér", old), ("Gem datoerne", new)):
        plain.goto(f"{live_server.url}/projekter/{portal.slagelse.pk}/plan/datoer/")
        plain.get_by_label("Go-live", exact=True).fill(numeric_date(new))
        plain.get_by_label("Grund").fill("Testen trak ud.")
        plain.get_by_role("button", name="Se, hvad der flytter sig").click()
        plain.get_by_text(last, exact=True).click()
        plain.wait_for_url(f"**/projekter/{portal.slagelse.pk}/plan/")
        assert portal.slagelse.waves.get().go_live_on == left
    without.close()
