"""One's own page, the rights and the national roles, driven as people do, on a desk and on a phone."""

from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.browser.conftest import PHONE, WIDE
from tests.browser.test_accessible import check
from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.usefixtures("portal", "faults")
SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "390"])


@pytest.fixture
def at(live_server: LiveServer) -> Callable[[str], str]:
    """A path's whole address."""
    return lambda path: f"{live_server.url}{path}"


@SIZES
@pytest.mark.parametrize("path", ["/roller/", "/mig/", "/mig/e-mail/", "/mig/e-mail/doedt/", "/nationale-roller/"])
def test_the_pages_are_accessible_and_fit(
    page: Page, at: Callable[[str], str], signed_in: Callable[[User], None], portal: Cast, size: ViewportSize, path: str
) -> None:
    signed_in(portal.programme_manager)
    page.set_viewport_size(size)
    assert check(page, at(path)) == []


def test_the_way_to_ones_own_page_and_back_with_new_details(
    page: Page, at: Callable[[str], str], signed_in: Callable[[User], None], portal: Cast
) -> None:
    signed_in(portal.it)
    page.goto(at("/"))
    page.get_by_role("link", name=f"Mine oplysninger: {portal.it.name}").click()
    page.get_by_role("textbox", name="Telefon").fill("55 00 20 31")
    page.get_by_label("Genveje med ét bogstav").uncheck()
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_text("Dine oplysninger er gemt.")).to_be_visible()
    expect(page.get_by_role("textbox", name="Telefon")).to_have_value("55 00 20 31")
    expect(page.get_by_label("Genveje med ét bogstav")).not_to_be_checked()


def test_a_new_address_on_a_phone(
    page: Page, at: Callable[[str], str], signed_in: Callable[[User], None], portal: Cast
) -> None:
    signed_in(portal.it)
    page.set_viewport_size(PHONE)
    page.goto(at("/mig/"))
    page.get_by_role("link", name="Skift e-mail").click()
    page.get_by_label("Ny e-mail").fill("ny@slagelse.example")
    page.get_by_label("Din adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Send linket").click()
    expect(page.get_by_text("ny@slagelse.example er ikke bekræftet endnu")).to_be_visible()
    asked = EmailAddress.objects.get(email="ny@slagelse.example")
    page.goto(at(f"/mig/e-mail/{EmailConfirmationHMAC(asked).key}/"))
    page.get_by_role("button", name="Skift e-mail").click()
    expect(page.get_by_text("Fra nu af logger du ind med ny@slagelse.example.")).to_be_visible()


def test_other_devices_are_signed_out(
    page: Page, browser: Browser, at: Callable[[str], str], signed_in: Callable[[User], None], portal: Cast
) -> None:
    signed_in(portal.it)
    other = browser.new_page()
    other.goto(at("/konto/log-ind/"))
    other.get_by_label("E-mail").fill(portal.it.email)
    other.get_by_label("Adgangskode").fill(PASSWORD)
    other.get_by_role("button", name="Log ind", exact=True).click()
    page.goto(at("/mig/"))
    page.get_by_role("button", name="Log af på de andre").click()
    expect(page.get_by_text("Du er logget af på dine andre computere og telefoner.")).to_be_visible()
    other.goto(at("/mig/"))
    expect(other.get_by_role("heading", level=1)).to_have_text("Log ind")
    other.close()


def test_the_programleder_gives_and_ends_a_role(
    page: Page, at: Callable[[str], str], signed_in: Callable[[User], None], portal: Cast
) -> None:
    signed_in(portal.programme_manager)
    page.goto(at("/roller/"))
    page.get_by_role("link", name="Nationale roller").click()
    page.get_by_label("Navn").fill("Ny Hjælper")
    page.get_by_label("E-mail").fill("ny@trifork.example")
    page.get_by_role("radio", name="Trifork 2. level").check()
    page.get_by_role("button", name="Giv rollen").click()
    expect(page.get_by_text("Ny Hjælper har rollen Trifork 2. level.")).to_be_visible()
    row = page.get_by_role("listitem").filter(has_text="ny@trifork.example")
    row.get_by_text("Afslut rollen").click()
    row.get_by_label("Sidste dag med rollen").fill("31.12.2099")
    row.get_by_role("button", name="Gem sidste dag").click()
    expect(page.get_by_text("Ny Hjælper: sidste dag som Trifork 2. level er")).to_be_visible()
    expect(row).to_contain_text("Slutter")


def test_a_refused_last_day_is_unfolded_with_its_error(
    page: Page, at: Callable[[str], str], signed_in: Callable[[User], None], portal: Cast
) -> None:
    signed_in(portal.programme_manager)
    page.set_viewport_size(PHONE)
    page.goto(at("/nationale-roller/"))
    row = page.get_by_role("listitem").filter(has_text=portal.programme_manager.email)
    row.get_by_text("Afslut rollen").click()
    row.get_by_role("button", name="Gem sidste dag").click()
    expect(page.locator(".kl-summary")).to_be_focused()
    expect(page.get_by_label("Sidste dag med rollen").first).to_be_visible()
