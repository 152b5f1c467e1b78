"""Proof delivered by somebody who sees the task for the first time, and the way from a mail to it: counted clicks."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from accounts.roles import Role
from audit import clock
from checklists.models import Task
from checklists.services.tasks import close_task
from outbox.services import deliver_due
from tests.answers import EARLY_REASON
from tests.browser.conftest import PHONE, WIDE
from tests.browser.keyboard import Keyboard
from tests.browser.test_people import link_in
from tests.browser.test_thread import sign_in_by_hand
from tests.browser.test_units_and_absence import faults_of
from tests.cast import PASSWORD, Cast
from tests.mail_server import Sink

pytestmark = pytest.mark.usefixtures("portal", "faults")
SignIn = Callable[[User], None]
SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "390"])
G32 = "Opret jobfunktionsrollen i KOMBITs administrationsmodul"
# What the form of G32 asks for, by what the page calls it.
PROOF = {
    "Rollens navn og identifikation": "KontaktLæge medarbejder, urn:kontaktlaege:1",
    "Oprettet den": "24112026",
    "Hvor ligger beviset?": "Sag 26-1032, bilag 2",
}
G50_PROOF = {
    "Hvor ligger den underskrevne aftale?": "Sag 26-1050",
    "Underskrevet den": "24.11.2026",
    "Underskrevet af": "Jens Jurist",
}


def settled(cast: Cast, *numbers: str) -> None:
    """Out of the way, so that what needs them is ready."""
    Task.objects.open().filter(project=cast.slagelse, number__in=numbers).update(state="not_relevant")


def g32_is_ready(cast: Cast) -> None:
    """What it needs is there, the gate before it too."""
    first = cast.slagelse.tasks.exclude(role=Role.IT_STAFF).values_list("number", flat=True)
    settled(cast, "G31", *first)


def fields(page: Page) -> list[Locator]:
    """The fields of the closing form that can be seen, in their order."""
    return page.locator("form[action$='/luk/'] :is(input, textarea, select):visible").all()


def called(field: Locator) -> str:
    """What the page calls a field, to those who see it and those who hear it."""
    name: str = field.evaluate("field => field.labels[0].textContent.trim()")
    return name


@SIZES
@pytest.mark.parametrize("number", ["G32", "G33"])
def test_proof_is_two_clicks_from_the_first_screen(
    page: Page,
    live_server: LiveServer,
    portal: Cast,
    signed_in: SignIn,
    clicks: list[bool],
    size: ViewportSize,
    number: str,
) -> None:
    g32_is_ready(portal)
    settled(portal, *({"G32"} - {number}))
    page.set_viewport_size(size)
    signed_in(portal.it)
    page.goto(live_server.url)
    page.get_by_role("link", name=portal.task(number).title, exact=True).click()
    for field in fields(page):
        field.fill("24.11.2026" if field.get_attribute("name") == "date" else "Sag 26-1032")
    page.get_by_role("button", name="Luk opgaven").click()
    expect(page.get_by_text(f"{number} er lukket med bevis.")).to_be_visible()
    assert len(clicks) == 2
    assert faults_of(page) == []


@SIZES
def test_g32_is_closed_by_somebody_who_only_follows_the_page(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: SignIn, size: ViewportSize
) -> None:
    g32_is_ready(portal)
    page.set_viewport_size(size)
    signed_in(portal.it)
    page.goto(live_server.url)
    group = page.get_by_role("region", name=re.compile("Klar til start"))
    group.get_by_role("link", name=G32).click()
    expect(page.get_by_text("Klar til start")).to_be_visible()
    expect(page.get_by_text("Hvem: It-medarbejderen, der har adgang til administrationsmodulet.")).to_be_visible()
    expect(page.get_by_text("Opret rollen, og giv den et navn, som kolleger forstår.")).to_be_visible()
    expect(page.get_by_text(re.compile("^Færdig, når: .* Fx: "))).to_be_visible()
    assert [called(field) for field in fields(page)] == list(PROOF)
    # Pressed too soon: each empty field says what it wants, and the first press on an error leads to it.
    page.get_by_role("button", name="Luk opgaven").click()
    page.locator(".kl-summary a").first.click()
    expect(fields(page)[0]).to_be_focused()
    for field in fields(page):
        field.fill(PROOF[called(field)])
    assert faults_of(page) == []
    page.get_by_role("button", name="Luk opgaven").click()
    expect(page.get_by_text("G32 er lukket med bevis. G33 er nu klar til start.")).to_be_visible()
    expect(page.get_by_role("definition").filter(has_text="24. november 2026")).to_be_visible()
    page.goto(live_server.url)
    done = page.get_by_role("region", name=re.compile("Senest færdig"))
    expect(done.get_by_role("link", name=G32)).to_be_visible()


@SIZES
def test_g32_by_keyboard_alone(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: SignIn, size: ViewportSize
) -> None:
    g32_is_ready(portal)
    page.set_viewport_size(size)
    signed_in(portal.it)
    page.goto(live_server.url)
    keys = Keyboard(page)
    keys.press(page.get_by_role("region", name=re.compile("Klar til start")).get_by_role("link", name=G32))
    page.wait_for_url("**/G32/")
    expect(page.get_by_text("Opret rollen, og giv den et navn, som kolleger forstår.")).to_be_visible()
    for field in fields(page):
        keys.to(field)
        page.keyboard.type(PROOF[called(field)])
    keys.press(page.get_by_role("button", name="Luk opgaven"), "Space")
    keys.is_told("G32 er lukket med bevis.")


def test_g32_without_javascript_on_a_phone(browser: Browser, live_server: LiveServer, portal: Cast) -> None:
    g32_is_ready(portal)
    plain = browser.new_context(java_script_enabled=False, locale="da-DK", viewport=PHONE, has_touch=True)
    page = plain.new_page()
    sign_in_by_hand(page, live_server.url, portal.it)
    page.get_by_role("link", name=G32, exact=True).tap()
    page.get_by_role("button", name="Luk opgaven").tap()
    # Far down the page, and yet in sight: also without a script the browser goes there.
    expect(page.get_by_role("alert").first).to_be_focused()
    expect(page.get_by_role("alert").first).to_be_in_viewport()
    for name, answer in PROOF.items():
        page.get_by_label(name).fill(answer)
    page.get_by_role("button", name="Luk opgaven").tap()
    expect(page.get_by_text("G32 er lukket med bevis.")).to_be_visible()
    plain.close()


@SIZES
def test_in_a_new_project_the_task_says_what_is_missing_and_leads_there(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: SignIn, size: ViewportSize
) -> None:
    page.set_viewport_size(size)
    signed_in(portal.it)
    page.goto(live_server.url)
    page.get_by_text("Venter på andre opgaver").click()
    page.get_by_role("link", name=G32, exact=True).click()
    first = page.locator("section").filter(has=page.get_by_role("heading", name="Skal være på plads først"))
    expect(first.get_by_role("link", name="G26 Afklar, hvordan")).to_be_visible()
    expect(first.get_by_role("link", name="P1 Klar til teknik")).to_be_visible()
    expect(first).to_contain_text("krav mangler i alt")
    assert faults_of(page) == []
    # It was done all the same: one tap more says why, and it can be recorded.
    for field, answer in zip(fields(page), PROOF.values(), strict=False):
        field.fill(answer)
    page.get_by_label("Vi gjorde det i en anden rækkefølge").check()
    page.get_by_role("button", name="Luk opgaven").click()
    expect(page.get_by_text("G32 er lukket med bevis.")).to_be_visible()


@pytest.fixture
def mail(sink: Sink, live_server: LiveServer, settings: Settings, portal: Cast) -> str:
    """The link in the jurist's mail: G41 was done without a signed G50. What came through real SMTP is read."""
    settings.SITE_URL = live_server.url
    settled(portal, "G44", "G48")
    close_task(
        task=portal.task("G41"), answers={}, early_reason=EARLY_REASON, by=portal.leader, version=1, at=clock.now()
    )
    deliver_due(at=clock.now())
    [letter] = sink.to(portal.people[Role.LEGAL_OFFICER].email)
    link = link_in(letter)
    html = letter.get_body(("html",))
    assert html
    # The button in the mail leads to the same place as the text.
    assert re.findall(r'href="([^"]+)"[^>]*>Åbn opgaven', html.get_content()) == [link]
    return link


@SIZES
def test_from_the_mail_to_the_open_task_is_one_click_and_proof_one_more(
    page: Page,
    portal: Cast,
    signed_in: SignIn,
    mail: str,
    clicks: list[bool],
    size: ViewportSize,
) -> None:
    page.set_viewport_size(size)
    signed_in(portal.people[Role.LEGAL_OFFICER])
    # The click in the mail.
    page.goto(mail)
    expect(page.get_by_role("heading", level=1)).to_contain_text("G50")
    for name, answer in G50_PROOF.items():
        page.get_by_label(name).fill(answer)
    page.get_by_role("button", name="Luk opgaven").click()
    expect(page.get_by_text("G50 er lukket med bevis.")).to_be_visible()
    assert len(clicks) == 1


@pytest.mark.parametrize("script", [True, False], ids=["javascript", "without"])
def test_signed_out_meanwhile_the_mail_still_ends_at_the_task(
    browser: Browser, portal: Cast, mail: str, script: bool
) -> None:
    context = browser.new_context(java_script_enabled=script, locale="da-DK", viewport=PHONE)
    page = context.new_page()
    # A scanner of links comes first, and changes nothing.
    assert page.request.get(mail).ok
    sign_in_by_hand(page, mail, portal.people[Role.LEGAL_OFFICER])
    expect(page.get_by_role("heading", level=1)).to_contain_text("G50")
    assert page.url == mail
    # Another day, when the session has ended.
    context.clear_cookies()
    page.goto(mail)
    expect(page.get_by_role("heading", level=1)).to_have_text("Log ind")
    page.get_by_label("E-mail").fill(portal.people[Role.LEGAL_OFFICER].email)
    page.get_by_label("Adgangskode").fill("forkert")
    page.get_by_role("button", name="Log ind", exact=True).click()
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("G50")
    context.close()
