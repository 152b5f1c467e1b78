"""Going stuck as people do it: two clicks from wherever one is, by keyboard, on a phone, without JavaScript."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from checklists.models import Waiting
from checklists.services.tasks import start_task
from tests.browser.conftest import PHONE, WIDE
from tests.browser.test_accessible import RULES
from tests.browser.test_thread import press_until, sign_in_by_hand
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("portal", "faults")

STUCK = "a[href*='/G31/gaar-i-staa/']"
IT = "button[value=waiting_for_it]"


def is_sound(page: Page) -> None:
    """Nothing that axe finds, and no wider than the screen."""
    assert [fault["id"] for fault in Axe().run(page, options=RULES).response["violations"]] == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("path", ["/", "/projekter/{pk}/opgaver/", "/projekter/{pk}/opgaver/G31/"])
def test_two_clicks_from_wherever_one_is(
    page: Page,
    live_server: LiveServer,
    portal: Cast,
    signed_in: Callable[[User], None],
    clicks: list[bool],
    path: str,
    viewport: ViewportSize,
) -> None:
    page.set_viewport_size(viewport)
    # Begun, so that it stands open on Mine opgaver: what waits for other tasks is folded there.
    start_task(task=portal.task(), by=portal.it, version=1, at=portal.at)
    signed_in(portal.it)
    start = live_server.url + path.format(pk=portal.slagelse.pk)
    page.goto(start)
    page.locator(STUCK).click()
    is_sound(page)
    page.locator(IT).click()
    expect(page.get_by_text("G31 venter nu på it-afdelingen.")).to_be_visible()
    assert len(clicks) == 2
    assert Waiting.objects.open().get().party == "it"
    is_sound(page)
    if "G31" not in path:
        assert page.url == start
        page.get_by_role("link", name="Skriv hvem, eller ret datoen").click()
    is_sound(page)
    page.get_by_label("Hvem helt præcist?").fill("Netværksgruppen")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_text("Det er gemt, hvem G31 venter på.")).to_be_visible()
    expect(page.get_by_text("Netværksgruppen").first).to_be_visible()
    page.goto(f"{live_server.url}/projekter/{portal.slagelse.pk}/opgaver/G31/")
    is_sound(page)
    page.get_by_role("button", name="Vi venter ikke længere").click()
    expect(page.get_by_text("G31 venter ikke længere.")).to_be_visible()


def test_by_keyboard_alone(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: Callable[[User], None], clicks: list[bool]
) -> None:
    signed_in(portal.it)
    page.goto(f"{live_server.url}/projekter/{portal.slagelse.pk}/opgaver/G31/")
    press_until(page, "Tab", STUCK)
    page.keyboard.press("Enter")
    page.wait_for_url("**/gaar-i-staa/")
    press_until(page, "Tab", "summary.details-summary")
    page.keyboard.press("Enter")
    press_until(page, "Tab", "button[value=no_time]")
    page.keyboard.press("Enter")
    expect(page.get_by_text("G31 er meldt i stå og ligger hos jer selv.")).to_be_visible()
    # The reason is one of the rarer: unfolding them takes one press more.
    assert len(clicks) == 3


def test_pressing_a_reason_twice_says_it_once(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: Callable[[User], None]
) -> None:
    signed_in(portal.it)
    page.goto(f"{live_server.url}/projekter/{portal.slagelse.pk}/opgaver/G31/gaar-i-staa/")
    page.locator(IT).dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("G31 venter på it-afdelingen")
    assert Waiting.objects.count() == 1


def test_without_javascript_on_a_phone(browser: Browser, live_server: LiveServer, portal: Cast) -> None:
    context = browser.new_context(java_script_enabled=False, locale="da-DK", viewport=PHONE)
    page = context.new_page()
    sign_in_by_hand(page, f"{live_server.url}/projekter/{portal.slagelse.pk}/opgaver/", portal.it)
    page.locator(STUCK).click()
    page.get_by_text("Flere grunde").click()
    page.locator("button[value=device_missing]").click()
    expect(page.get_by_text("G31 venter nu på it-afdelingen.")).to_be_visible()
    page.get_by_role("link", name="Skriv hvem, eller ret datoen").click()
    page.get_by_role("button", name="Vi venter ikke længere").click()
    expect(page.get_by_text("G31 venter ikke længere.")).to_be_visible()
    context.close()


def test_somebody_began_on_it_meanwhile(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: Callable[[User], None]
) -> None:
    signed_in(portal.it)
    page.goto(f"{live_server.url}/projekter/{portal.slagelse.pk}/opgaver/G31/gaar-i-staa/")
    start_task(task=portal.task(), by=portal.leader, version=1, at=portal.at)
    page.locator(IT).click()
    expect(page.get_by_text("Nogen var her før dig")).to_be_visible()
    expect(page.get_by_text(f"{portal.leader.name} startede G31")).to_be_visible()
    is_sound(page)
    page.locator(IT).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("G31 venter på it-afdelingen")
