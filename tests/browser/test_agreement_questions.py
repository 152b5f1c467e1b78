"""Asking, answering and the checklist without a mouse, on a phone, and nothing that axe finds."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from agreements.models import AgreementQuestion, ChecklistMark
from tests.agreements.asking import answer, ask, mark, met, send
from tests.agreements.walk import at_legal, jurist, receive
from tests.browser.conftest import PHONE, WIDE
from tests.browser.keyboard import Keyboard
from tests.browser.test_accessible import RULES, check
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("portal", "faults")

AGREEMENT = "/projekter/{pk}/aftaler/databehandleraftale/1/"
PAGES = ("spoergsmaal/", "spoergsmaal/?vis=alle", "spoergsmaal/brev/", "tjekliste/")


def address(live_server: LiveServer, cast: Cast, page: str = "") -> str:
    """A page about the databehandleraftale."""
    return live_server.url + AGREEMENT.format(pk=cast.slagelse.pk) + page


def test_a_question_by_keyboard_on_a_phone(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: Callable[[User], None]
) -> None:
    page.set_viewport_size(PHONE)
    at_legal(portal)
    signed_in(jurist(portal))
    page.goto(address(live_server, portal, "spoergsmaal/"))
    keys = Keyboard(page)
    keys.write(page.get_by_label("Stil et spørgsmål"), "Hvor ligger oplysningerne?")
    keys.write(page.get_by_label("Sted i aftalen"), "Bilag C")
    keys.button("Skriv spørgsmålet op")
    expect(page.get_by_text("Spørgsmål 1 er skrevet op.")).to_be_visible()
    keys.press(page.locator("summary", has_text="Skriv svaret"))
    keys.write(page.get_by_label("Svar", exact=True), "I Danmark.")
    keys.button("Gem, og det er afklaret")
    expect(page.get_by_text("Spørgsmål 1 er besvaret og afklaret.")).to_be_visible()
    question = AgreementQuestion.objects.get()
    assert (question.clause, question.answer, question.is_open) == ("Bilag C", "I Danmark.", False)


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desk", "phone"])
def test_three_clicks_from_mine_opgaver(
    page: Page,
    live_server: LiveServer,
    portal: Cast,
    signed_in: Callable[[User], None],
    clicks: list[bool],
    viewport: ViewportSize,
) -> None:
    page.set_viewport_size(viewport)
    at_legal(portal)
    signed_in(jurist(portal))
    page.goto(live_server.url)
    page.locator("a.button", has_text="Databehandleraftale").click()
    page.get_by_label("Stil et spørgsmål").click()
    page.keyboard.type("Hvor ligger oplysningerne?")
    page.get_by_role("button", name="Skriv spørgsmålet op").click()
    expect(page.get_by_text("Spørgsmål 1 er skrevet op.")).to_be_visible()
    assert len(clicks) == 3
    assert page.url.endswith("/aftaler/databehandleraftale/1/#spoergsmaal")
    assert check(page, page.url) == []


def test_a_point_by_keyboard_on_a_phone(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: Callable[[User], None]
) -> None:
    page.set_viewport_size(PHONE)
    at_legal(portal)
    signed_in(jurist(portal))
    page.goto(address(live_server, portal, "tjekliste/"))
    keys, point = Keyboard(page), page.locator("#punkt-b")
    keys.press(point.get_by_label("Opfyldt", exact=True), "Space")
    page.keyboard.press("ArrowRight")
    keys.button("Gem tjeklisten")
    expect(page.get_by_role("link", name="b) Tavshedspligt, note: Skriv en note")).to_be_visible()
    keys.link("b) Tavshedspligt, note")
    expect(point.get_by_role("textbox", name="Note")).to_be_focused()
    page.keyboard.type("Kun de ansatte er nævnt.")
    keys.button("Gem tjeklisten")
    expect(page.get_by_text("1 punkt er gemt.")).to_be_visible()
    found = ChecklistMark.objects.get()
    assert (found.point, found.mark, found.note) == ("b", "not_met", "Kun de ansatte er nævnt.")


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desk", "phone"])
def test_the_pages_are_sound(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: Callable[[User], None], viewport: ViewportSize
) -> None:
    page.set_viewport_size(viewport)
    at_legal(portal)
    sent = ask(portal, "Hvor længe?", usual="stored_data")
    send(portal, sent)
    answer(portal, sent)
    answer(portal, ask(portal, "Hvem?"), settled=True)
    ask(portal)
    mark(portal, a=met())
    receive(portal, "1.1", ago=1)
    signed_in(jurist(portal))
    found = [fault for name in PAGES for fault in check(page, address(live_server, portal, name))]
    page.locator("#punkt-c").get_by_label("Se note").check()
    page.get_by_role("button", name="Gem tjeklisten").click()
    expect(page.get_by_text("Intet er gemt endnu.")).to_be_visible()
    found += [fault["id"] for fault in Axe().run(page, options=RULES).response["violations"]]
    signed_in(portal.observer)
    found += [
        fault for name in ("spoergsmaal/", "tjekliste/") for fault in check(page, address(live_server, portal, name))
    ]
    assert found == []
