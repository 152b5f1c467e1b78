"""Documents in a real browser: read with one click on a phone by keyboard, a file laid there, pages without faults."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from documents.models import OwnFile, Reading
from tests.browser.conftest import PHONE, WIDE
from tests.browser.keyboard import Keyboard
from tests.browser.test_accessible import check
from tests.cast import Cast
from tests.files.samples import pdf
from tests.walls.documents import IMPORTANT, SHELF, TECHNICAL, fill_documents, lay, national

pytestmark = pytest.mark.usefixtures("portal", "faults")
SignIn = Callable[[User], None]


def test_read_with_one_click_on_a_phone_by_keyboard(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: SignIn, clicks: list[bool]
) -> None:
    """From the card on Mine opgaver to the document: one press says that it was read."""
    national(portal, IMPORTANT, version="2")
    page.set_viewport_size(PHONE)
    signed_in(portal.leader)
    keys = Keyboard(page)
    page.goto(f"{live_server.url}/")
    keys.press(page.get_by_role("link", name="Vigtig viden inden KontaktLæge tages i brug").last)
    expect(page.get_by_role("link", name="Åbn MedComs udgave")).to_be_visible()
    before = len(clicks)
    keys.button("Jeg har læst den")
    keys.is_told("Du har læst »Vigtig viden inden KontaktLæge tages i brug«.")
    assert len(clicks) == before + 1
    expect(page.get_by_text("1 af 3 har læst")).to_be_visible()
    expect(page.get_by_role("button", name="Jeg har læst den")).to_have_count(0)
    assert Reading.objects.get().read_by == portal.leader


def test_from_the_list_one_comes_back_to_the_list(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: SignIn
) -> None:
    national(portal)
    signed_in(portal.it)
    page.goto(f"{live_server.url}/projekter/{portal.slagelse.pk}/dokumenter/")
    Keyboard(page).button(re.compile("Jeg har læst den.*Teknisk vejledning"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Dokumenter")
    expect(page.locator(f"#{TECHNICAL}")).to_contain_text("Du læste den")


def test_a_file_is_chosen_and_lies_on_the_shelf(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: SignIn, tmp_path: Path
) -> None:
    (tmp_path / "vores.pdf").write_bytes(pdf())
    signed_in(portal.leader)
    page.goto(f"{live_server.url}/projekter/{portal.slagelse.pk}/dokumenter/hylder/{SHELF.phase}/")
    page.set_input_files("#filer-input", tmp_path / "vores.pdf")
    expect(page.locator("[data-upload-list] li")).to_contain_text("vores.pdf")
    assert OwnFile.objects.get().phase == SHELF.phase


def test_with_ones_own_file_the_whole_page_is_another(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: SignIn, tmp_path: Path
) -> None:
    """A refused one is told where it was chosen; the next is there, with its receipt in focus."""
    (tmp_path / "tom.pdf").write_bytes(b"")
    (tmp_path / "vores.pdf").write_bytes(pdf())
    signed_in(portal.leader)
    page.goto(f"{live_server.url}/projekter/{portal.slagelse.pk}/dokumenter/{IMPORTANT}/")
    page.set_input_files("#filer-input", tmp_path / "tom.pdf")
    expect(page.locator("#filer")).to_contain_text("tom.pdf:")
    page.set_input_files("#filer-input", tmp_path / "vores.pdf")
    expect(page.get_by_text("Egen fil, version 1")).to_be_visible()
    expect(page.locator(":focus")).to_contain_text("»vores.pdf«: Lagt op.")
    expect(page.get_by_role("button", name="Jeg har læst den")).to_be_visible()
    assert OwnFile.objects.get().document == IMPORTANT


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["desk", "phone"])
def test_its_pages_have_no_faults(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: SignIn, size: ViewportSize
) -> None:
    fill_documents(portal, 2)
    # Not read yet, so that the way to say so is there.
    national(portal, IMPORTANT, version="9", link=f"https://medcom.example/{'a' * 300}")
    laid = lay(portal, pdf(pages=4))
    page.set_viewport_size(size)
    below = f"{live_server.url}/projekter/{portal.slagelse.pk}/dokumenter/"
    own = f"{below}filer/{laid.pk}/"
    signed_in(portal.leader)
    pages = [below, f"{below}{IMPORTANT}/", f"{below}test_programme/", f"{below}hylder/{SHELF.phase}/", own]
    found = [fault for address in [*pages, f"{own}1/traek-tilbage/"] for fault in check(page, address)]
    signed_in(portal.programme_manager)
    national_pages = [f"{live_server.url}/dokumenter/", f"{live_server.url}/dokumenter/{IMPORTANT}/"]
    found += [fault for address in [below, *national_pages] for fault in check(page, address)]
    assert found == []
