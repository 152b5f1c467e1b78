"""Each role's day by keyboard alone; after every post the focus stands on what came of it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from checklists.services.tasks import start_task
from tests.browser.keyboard import Keyboard
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("portal", "faults")
SignIn = Callable[[User], None]


@pytest.fixture
def keys(page: Page) -> Keyboard:
    """Somebody without a mouse."""
    return Keyboard(page)


def test_the_project_manager_filters_chooses_and_assigns(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: SignIn, keys: Keyboard
) -> None:
    signed_in(portal.leader)
    page.goto(f"{live_server.url}/projekter/{portal.slagelse.pk}/opgaver/")
    keys.to(page.get_by_label("Rolle"))
    page.keyboard.type("It")
    # Past the filters the next is the button that asks for them.
    keys.button("Filtrér")
    expect(page.get_by_label("Det, du har valgt")).to_contain_text("Rolle: It-medarbejder")
    box = page.get_by_label("Vælg G31")
    keys.press(box, "Space")
    expect(page.get_by_text("1 valgt. Enter fører hertil.")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Tildel")).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tildel G31")
    keys.button("Giv til It-medarbejder Hansen")
    keys.is_told("G31 er givet til It-medarbejder Hansen.")


def test_somebody_was_here_first_is_told_to_whoever_came_second(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: SignIn, keys: Keyboard
) -> None:
    signed_in(portal.it)
    page.goto(f"{live_server.url}/projekter/{portal.slagelse.pk}/opgaver/G31/gaar-i-staa/")
    start_task(task=portal.task(), by=portal.leader, version=1, at=portal.at)
    keys.button("Vi venter på it-afdelingen")
    keys.is_told("Nogen var her før dig")
    keys.button("Vi venter på it-afdelingen")
    keys.is_told("G31 venter nu på it-afdelingen.")
    keys.button("Vi venter ikke længere")
    keys.is_told("G31 venter ikke længere.")
    keys.write(page.get_by_label("Skriv en kommentar"), "Så kører det igen.")
    keys.button("Send kommentar")
    keys.is_told("Kommentaren er sendt.")
