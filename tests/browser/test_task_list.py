"""The list of tasks by keyboard, on a phone, and without JavaScript."""

from collections.abc import Callable

from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.browser.conftest import PHONE
from tests.cast import Cast


def address(live_server: LiveServer, cast: Cast) -> str:
    return f"{live_server.url}/projekter/{cast.slagelse.pk}/opgaver/"


def test_filter_and_choose_by_keyboard(
    page: Page, portal: Cast, signed_in: Callable[[User], None], live_server: LiveServer, faults: list[str]
) -> None:
    signed_in(portal.leader)
    page.goto(address(live_server, portal))
    page.get_by_label("Søg i nummer og titel").focus()
    page.keyboard.type("vdx")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Det, du har valgt")).to_contain_text("Søgning: “vdx”")
    box = page.get_by_label("Vælg G34")
    box.focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("1 valgt")).to_be_visible()
    page.get_by_role("button", name="Sæt frist").press("Enter")
    expect(page.get_by_role("heading", name="Sæt frist for 1 opgave")).to_be_visible()
    page.get_by_label("Frist").fill("01.03.2090")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Fristen er 01.03.2090 for 1 opgave.")).to_be_visible()
    expect(page.get_by_label("Det, du har valgt")).to_contain_text("Søgning: “vdx”")


def test_all_shown_can_be_chosen_at_once(
    page: Page, portal: Cast, signed_in: Callable[[User], None], live_server: LiveServer, faults: list[str]
) -> None:
    signed_in(portal.leader)
    page.goto(f"{address(live_server, portal)}?fase=test")
    page.get_by_role("link", name="Vælg alle viste").click()
    expect(page.get_by_text("5 valgt")).to_be_visible()
    page.get_by_role("link", name="Fjern valg").press("Enter")
    # What was pressed is gone, and the focus with it, unless it goes to what is left.
    expect(page.get_by_role("link", name="Vælg alle viste")).to_be_focused()
    expect(page.get_by_text("valgt", exact=False).first).not_to_have_text("5 valgt")
    expect(page.locator("[name=nr]:checked")).to_have_count(0)


def test_on_a_phone_the_filters_fold_and_nothing_is_cut(
    page: Page, portal: Cast, signed_in: Callable[[User], None], live_server: LiveServer, faults: list[str]
) -> None:
    page.set_viewport_size(PHONE)
    signed_in(portal.leader)
    page.goto(address(live_server, portal))
    expect(page.get_by_label("Rolle")).to_be_hidden()
    page.get_by_text("Flere filtre").click()
    page.get_by_label("Rolle").select_option(label="It-medarbejder")
    page.get_by_role("button", name="Filtrér").click()
    expect(page.get_by_label("Det, du har valgt")).to_contain_text("Rolle: It-medarbejder")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    box = page.get_by_label("Vælg G31")
    area = box.locator("xpath=..").bounding_box()
    assert area
    assert area["width"] >= 44
    assert area["height"] >= 44


def test_without_javascript_everything_works(
    browser: Browser, context: BrowserContext, portal: Cast, signed_in: Callable[[User], None], live_server: LiveServer
) -> None:
    signed_in(portal.leader)
    plain = browser.new_context(java_script_enabled=False, storage_state=context.storage_state())
    page = plain.new_page()
    page.goto(address(live_server, portal))
    page.get_by_label("Fase").select_option(label="Test")
    page.get_by_role("button", name="Filtrér").click()
    page.get_by_role("link", name="Vælg alle viste").click()
    page.get_by_role("button", name="Tildel").click()
    expect(page.get_by_role("heading", name="Tildel 5 opgaver")).to_be_visible()
    plain.close()
