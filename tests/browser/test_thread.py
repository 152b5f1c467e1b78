"""The whole thread as people walk it: start a project, close G31 with proof, read it in Historik."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.browser.conftest import PHONE, WIDE
from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.usefixtures("portal", "faults")


def sign_in_by_hand(page: Page, address: str, user: User) -> None:
    """Through the sign-in page."""
    page.goto(address)
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind", exact=True).click()


def signs_in_in_another_tab(page: Page, address: str, user: User) -> None:
    """The first page stays as it was."""
    tab = page.context.new_page()
    sign_in_by_hand(tab, address, user)
    expect(tab.get_by_role("heading", level=1)).not_to_have_text("Log ind")
    tab.close()


def fill_g31(page: Page) -> None:
    """The evidence of G31."""
    form = page.locator("form[action$='/luk/']")
    form.locator("[name=person]").fill("It-medarbejder Hansen")
    form.locator("[name=date]").fill("24.11.2026")
    form.locator("[name=reference]").fill("Testlogin kl. 10.12")
    form.locator("[name=file]").fill("Sag 26-1031")
    # The guide has G28 first, which is open.
    form.get_by_label("Vi gjorde det i en anden rækkefølge").check()


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desk", "phone"])
def test_close_g31_with_proof(
    page: Page, live_server: LiveServer, portal: Cast, viewport: ViewportSize, faults: list[str]
) -> None:
    page.set_viewport_size(viewport)
    page.on("dialog", lambda dialog: pytest.fail(f"A dialog: {dialog.message}"))
    url = live_server.url
    sign_in_by_hand(page, f"{url}/projekter/{portal.slagelse.pk}/opgaver/G31/", portal.it)
    expect(page.get_by_role("heading", level=1)).to_contain_text("G31")
    page.get_by_role("button", name="Start opgaven").click()
    expect(page.get_by_text("G31 er sat i gang.")).to_be_visible()
    page.get_by_role("button", name="Luk opgaven").click()
    summary = page.get_by_role("alert").first
    expect(summary).to_be_focused()
    fill_g31(page)
    # G31 has points that are not ticked off: asked once.
    page.get_by_role("button", name="Luk alligevel").click()
    expect(page.get_by_text("G31 er lukket med bevis.")).to_be_visible()
    expect(page.get_by_text("Testlogin kl. 10.12")).to_be_visible()
    page.goto(f"{url}/projekter/{portal.slagelse.pk}/historik/")
    expect(page.get_by_text("It-medarbejder Hansen lukkede G31").first).to_be_visible()
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_the_neighbour_sees_nothing(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: Callable[[User], None]
) -> None:
    signed_in(portal.neighbour)
    answer = page.request.get(f"{live_server.url}/projekter/{portal.slagelse.pk}/opgaver/G31/")
    assert answer.status == 404
    assert "Slagelse" not in answer.text()


def test_the_programme_manager_starts_a_project(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: Callable[[User], None]
) -> None:
    signed_in(portal.programme_manager)
    page.goto(f"{live_server.url}/")
    page.get_by_role("link", name="Start et projekt").click()
    page.get_by_label("Kommune").select_option(label="Lolland Kommune")
    page.get_by_label("Projektlederens navn").fill("Ida Lolk")
    page.get_by_label("Projektlederens e-mail").fill("ida@lolland.example")
    page.get_by_label(re.compile("Ønsket go-live")).fill("1.3.2027")
    page.get_by_role("button", name="Start projektet").dblclick()
    expect(page.get_by_text("Projektet er startet med 92 opgaver fra guiden.")).to_be_visible()


def press_until(page: Page, key: str, focused: str, most: int = 80) -> None:
    """Press a key until an element that matches has the focus."""
    for _ in range(most):
        if page.evaluate("selector => document.activeElement.matches(selector)", focused):
            return
        page.keyboard.press(key)
    pytest.fail(f"{focused} was not reached with {key}")


def test_by_keyboard_alone(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: Callable[[User], None]
) -> None:
    signed_in(portal.it)
    page.goto(f"{live_server.url}/")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Gå til sidens indhold")).to_be_focused()
    page.goto(f"{live_server.url}/projekter/{portal.slagelse.pk}/opgaver/")
    press_until(page, "Tab", "a[href$='/G31/']", most=200)
    page.keyboard.press("Enter")
    page.wait_for_url("**/G31/")
    press_until(page, "Tab", "[name=person]")
    page.keyboard.type("It-medarbejder Hansen")
    press_until(page, "Tab", "[name=date]")
    page.keyboard.type("24112026")
    press_until(page, "Tab", "[name=reference]")
    page.keyboard.type("Testlogin")
    press_until(page, "Tab", "[name=file]")
    page.keyboard.type("Sag 26-1031")
    press_until(page, "Tab", "[name=early]")
    page.keyboard.press("Space")
    press_until(page, "Tab", "form[action$='/luk/'] .button-primary")
    page.keyboard.press("Enter")
    expect(page.get_by_text("5 delpunkter mangler et hak")).to_be_visible()
    press_until(page, "Tab", "[name=points][value=leave]")
    page.keyboard.press("Enter")
    expect(page.get_by_text("G31 er lukket med bevis.")).to_be_visible()


def test_without_javascript(browser: Browser, live_server: LiveServer, portal: Cast) -> None:
    context = browser.new_context(java_script_enabled=False, locale="da-DK")
    page = context.new_page()
    page.set_viewport_size(PHONE)
    url = live_server.url
    sign_in_by_hand(page, f"{url}/projekter/{portal.slagelse.pk}/opgaver/G31/", portal.it)
    page.get_by_role("button", name="Start opgaven").click()
    fill_g31(page)
    page.get_by_role("button", name="Gem uden at lukke").click()
    expect(page.get_by_text("Kladden er gemt")).to_be_visible()
    page.get_by_label("Vi gjorde det i en anden rækkefølge").check()
    page.get_by_role("button", name="Luk opgaven").click()
    page.get_by_role("button", name="Luk alligevel").click()
    expect(page.get_by_text("G31 er lukket med bevis.")).to_be_visible()
    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("link", name="Historik").first.click()
    expect(page.get_by_text("lukkede G31").first).to_be_visible()
    context.close()


def test_two_people_on_one_task(
    browser: Browser, page: Page, live_server: LiveServer, portal: Cast, signed_in: Callable[[User], None]
) -> None:
    address = f"{live_server.url}/projekter/{portal.slagelse.pk}/opgaver/G31/"
    signed_in(portal.it)
    page.goto(address)
    fill_g31(page)
    other = browser.new_context(locale="da-DK").new_page()
    sign_in_by_hand(other, address, portal.leader)
    other.get_by_role("button", name="Start opgaven").click()
    page.get_by_role("button", name="Luk opgaven").click()
    expect(page.get_by_text("Nogen var her før dig")).to_be_visible()
    expect(page.locator("[name=reference]")).to_have_value("Testlogin kl. 10.12")
    page.get_by_role("button", name="Luk opgaven").click()
    page.get_by_role("button", name="Luk alligevel").click()
    expect(page.get_by_text("G31 er lukket med bevis.")).to_be_visible()
    other.context.close()
