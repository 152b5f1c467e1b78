"""What surrounds every page: skip link, the phone's menu, one click one post, and the session that ends."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from checklists.models import Task
from checklists.moves import State
from tests.browser.conftest import PHONE
from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.usefixtures("portal", "faults")
MINUTE = 60 * 1000


@pytest.fixture
def start(live_server: LiveServer, portal: Cast, signed_in: Callable[[User], None]) -> str:
    """The address of Mine opgaver, with the projektleder signed in."""
    signed_in(portal.leader)
    return f"{live_server.url}/"


def test_the_first_tab_skips_the_menus(page: Page, start: str) -> None:
    page.goto(start)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Gå til sidens indhold")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_phones_menu_by_keyboard(page: Page, start: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(start)
    menu = page.locator(".kl-drawer summary")
    menu.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Skift adgangskode")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Skift adgangskode")).to_be_hidden()
    expect(menu).to_be_focused()


def test_the_phones_menu_closes_when_one_goes_on(page: Page, start: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(start)
    page.locator(".kl-drawer summary").click()
    page.mouse.click(20, PHONE["height"] - 20)
    expect(page.get_by_role("link", name="Skift adgangskode")).to_be_hidden()


def test_the_phones_menu_needs_no_javascript(
    browser: Browser, browser_context_args: dict[str, Any], live_server: LiveServer, portal: Cast
) -> None:
    plain = browser.new_context(**{**browser_context_args, "java_script_enabled": False, "viewport": PHONE})
    page = plain.new_page()
    page.goto(f"{live_server.url}/konto/log-ind/")
    page.get_by_label("E-mail").fill(portal.leader.email)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind", exact=True).click()
    page.locator(".kl-drawer summary").click()
    page.locator(".kl-drawer").get_by_role("button", name="Log af").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Log ind")
    plain.close()


def test_one_click_one_post(page: Page, start: str, portal: Cast) -> None:
    posts: list[Request] = []

    def stay(route: Route) -> None:
        """Answer with "no content": the browser stays on the page, as while it waits."""
        posts.append(route.request)
        route.fulfill(status=204)

    page.goto(f"{start}projekter/{portal.slagelse.pk}/opgaver/G31/")
    page.route("**/start/", stay)
    button = page.get_by_role("button", name="Start opgaven")
    button.click()
    expect(button).to_be_disabled()
    page.evaluate("document.querySelector(\"form[action$='/start/']\").requestSubmit()")
    assert len(posts) == 1
    page.evaluate("window.dispatchEvent(new Event('pageshow'))")
    expect(button).to_be_enabled()


def test_the_session_warns_and_can_be_kept(page: Page, start: str) -> None:
    page.clock.install()
    page.goto(start)
    bar = page.locator(".kl-session")
    page.get_by_role("link", name="Slagelse Kommune").first.focus()
    page.clock.fast_forward(50 * MINUTE)
    expect(bar).to_have_count(0)
    page.clock.fast_forward(5 * MINUTE)
    expect(bar).to_contain_text("Du bliver logget af kl.")
    here = page.get_by_role("link", name="Slagelse Kommune").first
    expect(here).to_be_focused()
    page.get_by_role("button", name="Bliv logget på").focus()
    with page.expect_response("**/konto/session/") as answer:
        page.keyboard.press("Enter")
    assert answer.value.status == 204
    expect(bar).to_have_count(0)
    # Back where the person was when the warning came.
    expect(here).to_be_focused()


def test_a_session_that_ended_says_so(page: Page, start: str) -> None:
    page.clock.install()
    page.goto(start)
    page.clock.fast_forward(61 * MINUTE)
    expect(page.locator(".kl-session")).to_contain_text("Du er logget af")
    expect(page.get_by_role("link", name="Log ind igen")).to_have_attribute("href", "/konto/log-ind/?next=%2F")


def test_keeping_a_session_that_is_gone_says_so(page: Page, start: str) -> None:
    page.clock.install()
    page.goto(start)
    page.clock.fast_forward(55 * MINUTE)
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Bliv logget på").click()
    expect(page.locator(".kl-session")).to_contain_text("Du er logget af")
    expect(page.get_by_role("link", name="Log ind igen")).to_be_focused()


def test_one_tab_in_use_keeps_the_others_quiet(page: Page, start: str) -> None:
    page.clock.install()
    page.goto(start)
    page.clock.fast_forward(55 * MINUTE)
    expect(page.locator(".kl-session")).to_be_visible()
    page.evaluate("localStorage.setItem('kl-seen', String(Date.now()))")
    page.clock.fast_forward(6000)
    expect(page.locator(".kl-session")).to_have_count(0)


@pytest.fixture
def finished(portal: Cast) -> str:
    """The address of a phase in which nothing is left, so that it is folded."""
    Task.objects.filter(project=portal.slagelse, item__phase="test").update(state=State.NOT_RELEVANT)
    return f"projekter/{portal.slagelse.pk}/opgaver/#test"


def test_an_address_unfolds_what_it_leads_to(page: Page, start: str, finished: str) -> None:
    page.goto(start + finished.partition("#")[0])
    row = page.locator("#test tbody a").first
    expect(row).to_be_hidden()
    page.evaluate("location.hash = '#test'")
    expect(row).to_be_visible()
    page.goto(start)
    page.goto(start + finished)
    expect(row).to_be_visible()
    page.goto(f"{start}guiden/#P2")
    expect(page.locator("#P2 .details-text")).to_be_visible()
    expect(page.locator("#P2")).to_be_in_viewport()


def test_paper_has_the_words_and_nothing_to_click(page: Page, start: str, finished: str) -> None:
    page.goto(start + finished.partition("#")[0])
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#test tbody a").first).to_be_visible()
    expect(page.locator(".kl-project-name")).to_be_visible()
    for away in (".kl-top", ".kl-menu", ".kl-foot"):
        expect(page.locator(away)).to_be_hidden()
    family = page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily")
    assert family.startswith('"IBM Plex Sans"')
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(page.locator("#test tbody a").first).to_be_hidden()


def test_the_open_menu_says_how_to_close_it(page: Page, start: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(start)
    menu = page.locator(".kl-drawer summary")
    expect(menu).to_have_text("Menu", use_inner_text=True)
    menu.click()
    expect(menu).to_have_text("Luk", use_inner_text=True)
