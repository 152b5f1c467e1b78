"""Files laid on a task in a real browser: pasted, chosen, refused, without JavaScript, after the session has ended."""

import base64
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from checklists.models import EvidenceFile
from files.models import FileVersion
from tests.browser.conftest import PHONE, WIDE
from tests.browser.keyboard import Keyboard
from tests.browser.test_proof import g32_is_ready
from tests.browser.test_thread import signs_in_in_another_tab
from tests.cast import Cast
from tests.files.samples import pdf, png

pytestmark = pytest.mark.usefixtures("portal", "faults")
SignIn = Callable[[User], None]
SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "390"])
PASTE = """picture => {
    const bytes = Uint8Array.from(atob(picture), letter => letter.charCodeAt(0));
    const clipboard = new DataTransfer();
    clipboard.items.add(new File([bytes], "image.png", {type: "image/png"}));
    const paste = new ClipboardEvent("paste", {clipboardData: clipboard, bubbles: true, cancelable: true});
    document.activeElement.dispatchEvent(paste);
}"""


@pytest.fixture
def g32(page: Page, live_server: LiveServer, portal: Cast, signed_in: SignIn, clicks: list[bool]) -> Page:
    """The it-medarbejder has G32 open, and nothing is in its way."""
    g32_is_ready(portal)
    signed_in(portal.it)
    page.goto(f"{live_server.url}/projekter/{portal.slagelse.pk}/opgaver/G32/")
    return page


@SIZES
def test_a_pasted_screenshot_is_the_proof(g32: Page, portal: Cast, clicks: list[bool], size: ViewportSize) -> None:
    g32.set_viewport_size(size)
    g32.get_by_label("Rollens navn og identifikation").fill("KontaktLæge medarbejder")
    g32.get_by_label("Oprettet den").fill("24.11.2026")
    g32.evaluate(PASTE, base64.b64encode(png()).decode())
    row = g32.locator("[data-upload-list] li")
    expect(row).to_contain_text("Skærmbillede")
    expect(row).to_contain_text("PNG-billede")
    # What was typed before is still there.
    expect(g32.get_by_label("Rollens navn og identifikation")).to_have_value("KontaktLæge medarbejder")
    g32.get_by_role("button", name="Luk opgaven").click()
    expect(g32.get_by_text("G32 er lukket med bevis.")).to_be_visible()
    assert len(clicks) == 1
    assert EvidenceFile.objects.filter(evidence__task=portal.task("G32")).count() == 1
    assert g32.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_refused_file_says_why_and_the_others_come_through(g32: Page, tmp_path: Path) -> None:
    (tmp_path / "tom.pdf").touch()
    (tmp_path / "god.pdf").write_bytes(pdf())
    g32.set_input_files("#filer-input", [tmp_path / "tom.pdf", tmp_path / "god.pdf"])
    panel = g32.locator("#filer")
    expect(panel.locator(".kl-sending")).to_contain_text(["Filen er tom.", "Lagt op."])
    expect(panel.get_by_role("link", name="god.pdf", exact=True)).to_be_visible()
    keyboard = Keyboard(g32)
    keyboard.press(panel.get_by_role("button", name="Fjern tom.pdf"))
    expect(panel.get_by_text("Filen er tom.")).to_have_count(0)
    expect(g32.locator("#filer-input")).to_be_focused()


@SIZES
def test_a_long_name_stays_within_the_page(g32: Page, tmp_path: Path, size: ViewportSize) -> None:
    g32.set_viewport_size(size)
    name = f"{'æ' * 120}.pdf"
    (tmp_path / name).write_bytes(pdf())
    g32.set_input_files("#filer-input", tmp_path / name)
    expect(g32.locator("[data-upload-list] li")).to_contain_text(name)
    assert g32.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    # What is chosen is sent at once, so the button that sends it is for those without JavaScript.
    expect(g32.get_by_role("button", name="Læg op")).to_have_count(0)


def test_the_page_shows_what_was_laid_there(g32: Page, tmp_path: Path) -> None:
    (tmp_path / "skærm.png").write_bytes(png((300, 200)))
    g32.set_input_files("#filer-input", tmp_path / "skærm.png")
    g32.locator("#filer").get_by_role("link", name="skærm.png", exact=True).click()
    picture = g32.get_by_role("img", name="skærm.png")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", 300)
    with g32.expect_download() as download:
        g32.get_by_role("link", name="Hent filen").click()
    assert download.value.suggested_filename == "skærm.png"


def test_who_is_signed_out_meanwhile_is_told_and_may_try_again(
    g32: Page, live_server: LiveServer, portal: Cast, tmp_path: Path
) -> None:
    Session.objects.all().delete()
    (tmp_path / "god.pdf").write_bytes(pdf())
    g32.set_input_files("#filer-input", tmp_path / "god.pdf")
    panel = g32.locator("#filer")
    expect(panel.locator(".kl-sending")).to_contain_text("Du er logget ud.")
    again = panel.get_by_role("button", name="Prøv igen god.pdf")
    expect(again).to_be_visible()
    assert not FileVersion.objects.exists()
    signs_in_in_another_tab(g32, live_server.url, portal.it)
    again.click()
    expect(panel.get_by_role("link", name="god.pdf", exact=True)).to_be_visible()
    assert FileVersion.objects.count() == 1


def test_without_javascript_what_is_typed_stays(
    browser: Browser, g32: Page, live_server: LiveServer, tmp_path: Path
) -> None:
    (tmp_path / "god.pdf").write_bytes(pdf())
    plain = browser.new_context(java_script_enabled=False, storage_state=g32.context.storage_state(), locale="da-DK")
    page = plain.new_page()
    page.goto(g32.url)
    page.get_by_label("Rollens navn og identifikation").fill("KontaktLæge medarbejder")
    page.set_input_files("#filer-input", tmp_path / "god.pdf")
    page.get_by_role("button", name="Læg op").click()
    expect(page.locator("#filer").get_by_role("link", name="god.pdf", exact=True)).to_be_visible()
    expect(page.get_by_label("Rollens navn og identifikation")).to_have_value("KontaktLæge medarbejder")
    plain.close()
