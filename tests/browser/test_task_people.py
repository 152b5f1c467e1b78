"""Journeys about whose a task is: given, taken, talked about and ticked off, with counted clicks."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from accounts.roles import Role
from checklists.models import Comment, Task
from checklists.rules.owners import people_given
from tests.browser.conftest import PHONE
from tests.browser.test_accessible import RULES
from tests.browser.test_thread import fill_g31, press_until, sign_in_by_hand
from tests.cast import PASSWORD, Cast, make_member

pytestmark = pytest.mark.usefixtures("portal", "faults")
SignIn = Callable[[User], None]


@dataclass
class Clicks:
    """Counts what a person presses."""

    count: int = 0

    def on(self, place: Locator) -> None:
        """One click."""
        self.count += 1
        place.click()


@pytest.fixture
def clicks() -> Clicks:
    """None yet."""
    return Clicks()


@pytest.fixture
def second(portal: Cast) -> User:
    """Another it-medarbejder, so that it matters who has a task."""
    who = {"email": "anden@slagelse.example", "name": "Yusuf Demir"}
    person = make_member(portal.slagelse, Role.IT_STAFF, by=portal.leader, at=portal.at, **who)
    person.set_password(PASSWORD)
    person.save()
    return person


def address(live_server: LiveServer, cast: Cast, rest: str = "opgaver/G31/") -> str:
    """A page of Slagelse's project."""
    return f"{live_server.url}/projekter/{cast.slagelse.pk}/{rest}"


def owners(cast: Cast) -> set[frozenset[str]]:
    """Who has each open task of the it-medarbejder's role."""
    tasks = list(Task.objects.open().filter(project=cast.slagelse, role=Role.IT_STAFF))
    return {frozenset(person.name for person in people) for people in people_given(tasks).values()}


def test_owners_to_a_role_from_the_first_screen(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: SignIn, second: User, clicks: Clicks
) -> None:
    signed_in(portal.leader)
    page.goto(f"{live_server.url}/")
    clicks.on(page.get_by_role("link", name="4 opgaver, som ingen bestemt har"))
    clicks.on(page.get_by_role("button", name="Giv til Yusuf Demir"))
    expect(page.get_by_text("4 opgaver er givet til Yusuf Demir.")).to_be_visible()
    assert owners(portal) == {frozenset({"Yusuf Demir"})}
    assert clicks.count <= 3


def test_owners_to_a_role_from_the_filtered_list(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: SignIn, second: User, clicks: Clicks
) -> None:
    signed_in(portal.leader)
    page.goto(address(live_server, portal, "opgaver/?rolle=it_staff"))
    clicks.on(page.get_by_text("Vælg alle viste"))
    clicks.on(page.get_by_role("button", name="Tildel"))
    clicks.on(page.get_by_role("button", name="Giv til Yusuf Demir"))
    expect(page.get_by_text("4 opgaver er givet til Yusuf Demir.")).to_be_visible()
    # Back on the list as it was filtered, which now names the person.
    expect(page).to_have_url(address(live_server, portal, "opgaver/?rolle=it_staff"))
    expect(page.get_by_role("cell", name="Yusuf Demir")).to_have_count(4)
    assert clicks.count <= 3


def test_jeg_tager_den(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: SignIn, second: User, clicks: Clicks
) -> None:
    signed_in(second)
    page.goto(address(live_server, portal))
    clicks.on(page.get_by_role("button", name="Jeg tager den"))
    expect(page.get_by_text("Du har taget G31.")).to_be_visible()
    assert clicks.count == 1


def test_a_mention_by_keyboard_keeps_the_proof_half_written(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: SignIn
) -> None:
    signed_in(portal.it)
    page.goto(address(live_server, portal))
    fill_g31(page)
    page.locator("[name=comment-text]").focus()
    page.keyboard.type("Har du nøglen, @mette")
    expect(page.get_by_role("button", name="Mette Kirkegaard", exact=True)).to_be_visible()
    assert [fault["id"] for fault in Axe().run(page, options=RULES).response["violations"]] == []
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[name=comment-text]")).to_be_focused()
    page.keyboard.type("og hvornår?")
    press_until(page, "Tab", ".kl-write > button")
    page.keyboard.press("Enter")
    expect(page.locator(".kl-mention")).to_have_text("@Mette Kirkegaard")
    expect(page.locator("form[action$='/luk/'] [name=reference]")).to_have_value("Testlogin kl. 10.12")
    assert Comment.objects.get().text == "Har du nøglen, @Mette Kirkegaard og hvornår?"


def test_names_go_away_with_escape_and_with_what_is_typed(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: SignIn
) -> None:
    signed_in(portal.it)
    page.goto(address(live_server, portal))
    names = page.locator(".kl-names button")
    area = page.locator("[name=comment-text]")
    area.press_sequentially("@")
    expect(names).to_have_count(6)
    page.keyboard.press("Escape")
    expect(names).to_have_count(0)
    area.press_sequentially("hansen")
    assert names.count() > 1
    area.press_sequentially(" findes ikke")
    expect(names).to_have_count(0)


def test_whoever_is_mentioned_gets_there_in_one_click(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: SignIn, clicks: Clicks
) -> None:
    signed_in(portal.it)
    page.goto(address(live_server, portal))
    page.locator("[name=comment-text]").fill(f"@{portal.leader.name}, se her")
    page.get_by_role("button", name="Send kommentar").click()
    expect(page.locator(".kl-mention")).to_be_visible()
    signed_in(portal.leader)
    page.goto(f"{live_server.url}/")
    clicks.on(page.get_by_role("link", name="It-medarbejder Hansen nævnte dig"))
    expect(page.locator("li:target")).to_contain_text("se her")
    page.goto(f"{live_server.url}/")
    expect(page.get_by_text("Nye beskeder")).to_have_count(0)
    assert clicks.count == 1


def test_points_are_ticked_off_with_one_press_each(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: SignIn, clicks: Clicks
) -> None:
    signed_in(portal.it)
    page.goto(address(live_server, portal))
    fill_g31(page)
    points = page.get_by_role("checkbox", name="CVR-nummer er med")
    clicks.on(points)
    expect(points).to_be_checked()
    expect(points).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("#points-head")).to_have_text("Delpunkter 2 af 5")
    expect(page.locator("#point-3")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator("#points-head")).to_have_text("Delpunkter 1 af 5")
    # The question names what is left, and what was typed stood through it all.
    page.get_by_role("button", name="Luk opgaven").click()
    question = page.locator("form[action$='/luk/'] .alert-warning")
    expect(question).to_be_focused()
    expect(question).to_contain_text("4 delpunkter mangler et hak")
    page.get_by_role("button", name="Sæt hak ved dem og luk").click()
    expect(page.get_by_text("G31 er lukket med bevis.")).to_be_visible()
    assert portal.task().ticks.count() == 5


def test_signed_out_meanwhile_the_comment_is_not_lost(
    page: Page, live_server: LiveServer, portal: Cast, faults: list[str]
) -> None:
    sign_in_by_hand(page, address(live_server, portal), portal.it)
    page.locator("[name=comment-text]").fill("Skrevet, før jeg blev logget af")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Send kommentar").click()
    page.wait_for_url("**/log-ind/**")
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_label("E-mail").fill(portal.it.email)
    page.get_by_role("button", name="Log ind", exact=True).click()
    expect(page.get_by_text("Skrevet, før jeg blev logget af")).to_be_visible()
    page.get_by_role("button", name="Send det, jeg skrev").click()
    expect(page.locator(".kl-comments")).to_contain_text("Skrevet, før jeg blev logget af")


def test_without_javascript_on_a_phone(browser: Browser, live_server: LiveServer, portal: Cast, second: User) -> None:
    context = browser.new_context(java_script_enabled=False, locale="da-DK")
    page = context.new_page()
    page.set_viewport_size(PHONE)
    sign_in_by_hand(page, address(live_server, portal), second)
    page.get_by_role("checkbox", name="Organisationens navn er med.").click()
    expect(page.locator("#points-head")).to_have_text("Delpunkter 1 af 5")
    page.locator("[name=comment-text]").fill("Kan du tage den?")
    page.get_by_text("Nævn en kollega").click()
    page.get_by_label("Mette Kirkegaard, projektleder").check()
    page.get_by_role("button", name="Send kommentar").click()
    expect(page.locator(".kl-comments")).to_contain_text("Til Mette Kirkegaard")
    page.get_by_role("button", name="Træk tilbage").click()
    expect(page.locator(".kl-comments")).to_contain_text("Trukket tilbage i dag")
    page.get_by_role("button", name="Jeg tager den").click()
    expect(page.get_by_text("Du har taget G31.")).to_be_visible()
    page.get_by_role("link", name="Ret G31").click()
    page.get_by_role("button", name="Overlad til rollen").click()
    expect(page.get_by_text("G31 hører igen til rollen.")).to_be_visible()
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    context.close()
