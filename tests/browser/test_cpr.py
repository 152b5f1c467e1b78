"""A CPR-nummer typed by mistake: seen at its field, hidden by one press, never saved."""

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from accounts.events import NOT_CPR
from accounts.models import User
from audit.models import Event
from checklists.models import Evidence
from checklists.services.sub_points import tick_rest
from tests.browser.conftest import PHONE, WIDE
from tests.browser.test_accessible import RULES
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("portal", "faults")
SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "390"])


@pytest.fixture
def task(portal: Cast, live_server: LiveServer, signed_in: Callable[[User], None]) -> str:
    """Where the it-medarbejder closes G31, all of whose points are ticked off."""
    tick_rest(task=portal.task("G31"), by=portal.it, at=portal.at)
    signed_in(portal.it)
    return f"{live_server.url}/projekter/{portal.slagelse.pk}/opgaver/G31/"


@pytest.fixture
def plain(browser: Browser, context: BrowserContext, task: str) -> Iterator[Page]:
    """The same person's browser without JavaScript."""
    without = browser.new_context(
        java_script_enabled=False, locale="da-DK", viewport=PHONE, storage_state=context.storage_state()
    )
    yield without.new_page()
    without.close()


def fill(page: Page, address: str, *, person: str = "Yusuf Demir", reference: str = "Sag 26-1031") -> Locator:
    """The closing form, filled in and not sent."""
    page.goto(address)
    form = page.locator("form[action$='/luk/']")
    typed = {"person": person, "date": "24.11.2026", "reference": reference, "file": "Sag 26-1031"}
    for name, text in typed.items():
        form.locator(f"[name={name}]").fill(text)
    # Why it is closed before what it needs.
    form.get_by_role("radio").first.check()
    return form


def axe(page: Page) -> list[str]:
    return [fault["id"] for fault in Axe().run(page, options=RULES).response["violations"]]


@SIZES
def test_hidden_by_one_press_and_then_sent(page: Page, task: str, size: ViewportSize) -> None:
    page.set_viewport_size(size)
    form = fill(page, task, person="Yusuf, 010190-1234")
    form.get_by_role("button", name="Luk opgaven").click()
    expect(page.locator(".kl-summary")).to_be_focused()
    field = page.locator("[name=person]")
    expect(field).to_have_value("Yusuf, 010190-1234")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#id_person_error")).to_contain_text("Det ligner et CPR-nummer: 010190-xxxx.")
    assert axe(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    form.get_by_role("button", name="Skjul tallene").click()
    expect(page.locator(".kl-summary")).to_be_focused()
    expect(page.get_by_text("Intet er gemt endnu.")).to_be_visible()
    expect(field).to_have_value("Yusuf, 010190-xxxx")
    expect(page.locator("[name=reference]")).to_have_value("Sag 26-1031")
    assert axe(page) == []
    proof = Evidence.objects.filter(task__number="G31")
    assert not proof.exists()
    form.get_by_role("button", name="Luk opgaven").click()
    expect(page.get_by_text("G31 er lukket med bevis.")).to_be_visible()
    assert proof.get().person_name == "Yusuf, 010190-xxxx"


@SIZES
def test_a_case_number_that_only_looks_like_one(page: Page, task: str, portal: Cast, size: ViewportSize) -> None:
    page.set_viewport_size(size)
    form = fill(page, task, reference="2412261234")
    form.get_by_role("button", name="Gem uden at lukke").click()
    box = page.get_by_role("checkbox", name=re.compile("Det er ikke et CPR-nummer"))
    expect(box).not_to_be_checked()
    assert axe(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.locator("[name=reference]").press("Tab")
    page.keyboard.press("Tab")
    expect(box).to_be_focused()
    page.keyboard.press("Space")
    form.get_by_role("button", name="Gem uden at lukke").click()
    expect(page.get_by_text("Kladden er gemt.")).to_be_visible()
    expect(box).to_be_checked()
    expect(page.get_by_text("ikke er et CPR-nummer.")).to_be_visible()
    form.get_by_role("radio").first.check()
    form.get_by_role("button", name="Luk opgaven").click()
    expect(page.get_by_text("G31 er lukket med bevis.")).to_be_visible()
    assert Event.objects.filter(type=NOT_CPR).count() == 1


def test_enter_in_a_field_sends_and_hides_nothing(page: Page, task: str) -> None:
    fill(page, task, person="Yusuf, 010190-1234").get_by_role("button", name="Luk opgaven").click()
    field = page.locator("[name=person]")
    field.press("Enter")
    expect(page.locator(".kl-summary")).to_contain_text("Det ligner et CPR-nummer")
    expect(field).to_have_value("Yusuf, 010190-1234")
    field.fill("Yusuf")
    field.press("Enter")
    expect(page.get_by_text("G31 er lukket med bevis.")).to_be_visible()


def test_without_javascript(plain: Page, task: str) -> None:
    form = fill(plain, task, person="Yusuf, 010190-1234")
    form.get_by_role("button", name="Luk opgaven").click()
    form.get_by_role("button", name="Skjul tallene").click()
    expect(plain.locator("[name=person]")).to_have_value("Yusuf, 010190-xxxx")
    form.get_by_role("button", name="Luk opgaven").click()
    expect(plain.get_by_text("G31 er lukket med bevis.")).to_be_visible()
