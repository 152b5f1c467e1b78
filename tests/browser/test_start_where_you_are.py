"""Start hvor I er as a projektleder answers it, at a desk and on a phone: look, close, deliver one proof, undo."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.browser.conftest import PHONE, WIDE
from tests.browser.test_units_and_absence import faults_of
from tests.cast import Cast
from tests.checklists.start_answers import WHEN

pytestmark = [
    pytest.mark.usefixtures("portal", "faults"),
    pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desk", "phone"]),
]


def test_what_is_done_is_closed_and_taken_back(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: Callable[[User], None], viewport: ViewportSize
) -> None:
    page.set_viewport_size(viewport)
    signed_in(portal.leader)
    page.goto(live_server.url)
    page.get_by_role("link", name="Start hvor I er i Slagelse Kommune").click()
    agreement = page.get_by_role("region", name="Spørgsmål 4")
    agreement.get_by_label("Den er underskrevet").check()
    page.get_by_role("button", name="Se, hvad det lukker").click()
    expect(page.get_by_role("alert").first).to_be_focused()
    assert faults_of(page) == []
    agreement.get_by_label("Hvornår var det på plads?").fill(WHEN)
    page.get_by_role("region", name="Spørgsmål 7").get_by_label("Login gennem Context Handler virker").check()
    page.get_by_role("region", name="Spørgsmål 7").get_by_label("Hvornår var det på plads?").fill("1.3.2019")
    page.get_by_role("button", name="Se, hvad det lukker").click()
    expect(page.get_by_text("5 opgaver bliver færdige som gjort før portalen.")).to_be_visible()
    expect(page.get_by_text("Er årstallet rigtigt?")).to_be_visible()
    assert faults_of(page) == []
    page.get_by_role("button", name="Ret svarene").click()
    page.get_by_role("region", name="Spørgsmål 7").get_by_label("Hvornår var det på plads?").fill(WHEN)
    page.get_by_role("button", name="Se, hvad det lukker").click()
    expect(page.get_by_text("Er årstallet rigtigt?")).to_have_count(0)
    page.get_by_role("button", name="Luk de 5 opgaver").click()
    expect(page.get_by_text("5 opgaver er sat til gjort før portalen.")).to_be_visible()
    assert faults_of(page) == []
    page.get_by_role("link", name="Se alle, der mangler bevis").click()
    assert faults_of(page) == []
    page.get_by_role("link", name="Aflever bevis for G47").click()
    assert faults_of(page) == []
    page.go_back()
    page.go_back()
    page.get_by_text("Fortryd alle fra denne gang").first.click()
    expect(page.get_by_text("5 opgaver bliver åbne igen: G31, G43, G45, G47, G49.")).to_be_visible()
    page.get_by_role("button", name="Fortryd alle fra denne gang").click()
    expect(page.get_by_text("Svarene er fortrudt. 5 opgaver er åbne igen.")).to_be_visible()
    assert faults_of(page) == []
