"""Pasting units and finding a deputy, as people do it, at a desk and on a phone."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from accounts.roles import Role
from audit import clock
from tests.browser.conftest import PHONE, WIDE
from tests.browser.test_accessible import RULES
from tests.cast import Cast
from ui.danish import numeric_date

pytestmark = [
    pytest.mark.usefixtures("portal", "faults"),
    pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desk", "phone"]),
]
PASTED = "\n".join(
    [
        "Enhed\tSlags\tMedarbejdere\tBrugere",
        "Bosted Æblehaven\tBosted\t34\t20",
        "Hjemmeplejen Nord\tHjemmepleje\t1.132\t104",
        "Plejecenter Lunden\tKontor\t61\t40",
    ]
)


def faults_of(page: Page) -> list[str]:
    """What axe finds, and whether the page is wider than the screen."""
    found = [fault["id"] for fault in Axe().run(page, options=RULES).response["violations"]]
    return found + ["wide"] * page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_units_are_pasted_corrected_and_taken_in(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: Callable[[User], None], viewport: ViewportSize
) -> None:
    page.set_viewport_size(viewport)
    signed_in(portal.people[Role.IMPLEMENTATION_LEAD])
    page.goto(f"{live_server.url}/projekter/{portal.slagelse.pk}/organisation/enheder/")
    page.get_by_role("link", name="Indsæt fra regneark").first.click()
    page.get_by_role("button", name="Se linjerne").click()
    expect(page.get_by_role("alert").first).to_be_focused()
    page.get_by_label("Rækker fra regnearket").fill(PASTED)
    page.get_by_role("button", name="Se linjerne").click()
    expect(page.get_by_text("Linje 4, Plejecenter Lunden: Slags: Vi kender ikke »Kontor«.")).to_be_visible()
    expect(page.get_by_role("button", name="Tag de 2 rigtige med")).to_be_visible()
    assert faults_of(page) == []
    rows = page.get_by_label("Linjerne", exact=True)
    rows.fill(rows.input_value().replace("Kontor", "Plejecenter"))
    page.get_by_role("button", name="Se linjerne igen").click()
    page.get_by_role("button", name="Tag 3 enheder med").click()
    expect(page.get_by_text("3 nye enheder er med.")).to_be_visible()
    expect(page.get_by_role("row")).to_have_count(4)
    assert faults_of(page) == []


def test_a_deputy_is_found_and_does_the_task(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: Callable[[User], None], viewport: ViewportSize
) -> None:
    page.set_viewport_size(viewport)
    signed_in(portal.it)
    page.goto(f"{live_server.url}/projekter/{portal.slagelse.pk}/organisation/fravaer/")
    page.get_by_role("link", name="Meld fravær").click()
    page.get_by_label("Sidste dag").fill(numeric_date(clock.today()))
    page.get_by_label("Stedfortræder").select_option(label="Jurist Hansen")
    page.get_by_role("button", name="Meld fravær").click()
    expect(page.get_by_text("Jurist Hansen er stedfortræder.")).to_be_visible()
    page.get_by_role("link", name="Ret fraværet").click()
    assert faults_of(page) == []
    signed_in(portal.people[Role.LEGAL_OFFICER])
    page.goto(f"{live_server.url}/")
    # What cannot begin yet is folded.
    page.locator("details.kl-group > summary").click()
    expect(page.get_by_text("It-medarbejder: Jurist Hansen for It-medarbejder Hansen").first).to_be_visible()
    page.goto(f"{live_server.url}/projekter/{portal.slagelse.pk}/opgaver/G31/")
    page.get_by_role("button", name="Start opgaven").click()
    expect(page.get_by_text("Jurist Hansen for It-medarbejder Hansen startede G31").first).to_be_visible()
    assert faults_of(page) == []
