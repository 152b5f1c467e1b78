"""An agreement from the PDF to the case file: by keyboard, on a phone, without JavaScript, clicks counted."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from agreements.models import AgreementMove, Position
from agreements.moves import MoveKind, Step
from files.models import SignatureReading
from files.services.signatures import read_version
from tests.agreements.walk import accepted, at_legal, day, jurist, of, signed, step, upload
from tests.browser.conftest import PHONE, WIDE
from tests.browser.keyboard import Keyboard
from tests.browser.test_accessible import check
from tests.cast import Cast
from tests.files.samples import pdf
from tests.files.signing import authority, person
from tests.files.signing import signed as with_signature

pytestmark = pytest.mark.usefixtures("portal", "faults")
SignIn = Callable[[User], None]
SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "390"])
AGREEMENT = "/projekter/{pk}/aftaler/databehandleraftale/1/"
RECEIVED = pdf(Title="aftale 1.0.pdf")


def address(live_server: LiveServer, cast: Cast, more: str = "") -> str:
    """The page of the databehandleraftale."""
    return live_server.url + AGREEMENT.format(pk=cast.slagelse.pk) + more


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """What the counterpart sends, and the same signed electronically."""
    (tmp_path / "aftale 1.0.pdf").write_bytes(RECEIVED)
    (tmp_path / "underskrevet.pdf").write_bytes(with_signature(RECEIVED, person("Lis Holm", authority())))
    return tmp_path


def test_from_received_to_filed_by_keyboard(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: SignIn, papers: Path
) -> None:
    step(portal, MoveKind.REQUEST, {"asked_on": day(portal, 9), "counterpart": "trifork"})
    signed_in(jurist(portal))
    page.goto(address(live_server, portal))
    keys, steps = Keyboard(page), page.locator(".kl-walk .now")
    page.get_by_label("Aftalen med alle bilag").set_input_files(papers / "aftale 1.0.pdf")
    keys.write(page.get_by_label("Hvilken version er det?"), "1.0")
    keys.button("Gem")
    expect(steps).to_contain_text("Modtaget")
    keys.button("Gem")
    expect(steps).to_contain_text("Hos juristen")
    keys.press(page.get_by_label("Vi kan godkende den"), "Space")
    keys.button("Gem")
    expect(steps).to_contain_text("Stillingtagen")
    keys.write(page.get_by_label("Hvem skriver under?"), "Direktør Lis Holm")
    keys.button("Gem")
    expect(steps).to_contain_text("Til underskrift")
    expect(page.get_by_text("Alle spørgsmål er besvaret, eller I har besluttet at leve med dem.")).to_be_visible()
    page.get_by_label("Den underskrevne aftale").set_input_files(papers / "underskrevet.pdf")
    expect(page.get_by_label("Hvem har skrevet under hos jer?")).to_have_value("Direktør Lis Holm")
    keys.button("Gem")
    expect(page.locator(".kl-desk")).to_contain_text("Bygger på version 1.0, byte for byte.")
    expect(steps).to_contain_text("Underskrevet")
    keys.button("Gem")
    expect(steps).to_contain_text("Returneret")
    keys.write(page.get_by_label("Sagsnummer"), "26/1234")
    keys.button("Gem")
    expect(page.locator(".kl-desk")).to_contain_text("sag 26/1234")
    assert of(portal).step == Step.FILED


@SIZES
def test_a_position_in_three_clicks(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: SignIn, clicks: list[bool], size: ViewportSize
) -> None:
    page.set_viewport_size(size)
    at_legal(portal)
    signed_in(jurist(portal))
    page.goto(live_server.url)
    page.get_by_role("link", name="Tag stilling").first.click()
    page.get_by_text("Vi har indvendinger").click()
    page.get_by_label("Hvorfor, eller hvad skal ændres?").fill("Bilag C mangler.")
    page.locator("#stilling").get_by_role("button", name="Gem").click()
    expect(page.locator(".kl-desk")).to_contain_text("Det er Triforks tur.")
    # A press on a label is also one on its radio button.
    assert len(clicks) <= 3 + 1
    assert of(portal).position == Position.OBJECTIONS


@SIZES
def test_the_signed_copy_in_two_clicks(
    page: Page,
    live_server: LiveServer,
    portal: Cast,
    signed_in: SignIn,
    clicks: list[bool],
    size: ViewportSize,
    papers: Path,
) -> None:
    page.set_viewport_size(size)
    accepted(portal)
    step(portal, MoveKind.TO_SIGNATURE, {"for_signature_on": day(portal, 1), "signatories": "Direktør Lis Holm"})
    signed_in(jurist(portal))
    page.goto(live_server.url)
    page.get_by_role("link", name="Læg den underskrevne op").first.click()
    page.get_by_label("Den underskrevne aftale").set_input_files(papers / "underskrevet.pdf")
    page.locator("#underskrevet").get_by_role("button", name="Gem").click()
    expect(page.locator(".kl-desk")).to_contain_text("Bygger på version 1.0, byte for byte.")
    expect(page.get_by_text("G50 er lukket.")).to_be_visible()
    assert len(clicks) == 2
    assert (of(portal).signed_by, of(portal).signed_on) == ("Direktør Lis Holm", day(portal))


def test_without_javascript(
    browser: Browser, page: Page, live_server: LiveServer, portal: Cast, signed_in: SignIn, papers: Path
) -> None:
    at_legal(portal)
    signed_in(jurist(portal))
    state = page.context.storage_state()
    plain = browser.new_context(java_script_enabled=False, storage_state=state, locale="da-DK", viewport=PHONE)
    bare = plain.new_page()
    bare.goto(address(live_server, portal))
    bare.get_by_text("Vi kan godkende den").click()
    bare.locator("#stilling").get_by_role("button", name="Gem").click()
    bare.get_by_text("Den er allerede underskrevet").click()
    signing = bare.locator("#underskrevet")
    signing.get_by_role("button", name="Gem").click()
    expect(bare.get_by_text("Vælg den underskrevne aftale, eller skriv, hvor den ligger.").first).to_be_visible()
    bare.get_by_label("Den underskrevne aftale").set_input_files(papers / "underskrevet.pdf")
    bare.get_by_role("button", name="Gem").click()
    expect(bare.locator(".kl-desk")).to_contain_text("Bygger på version 1.0, byte for byte.")
    bare.get_by_text("Gik det anderledes?").click()
    bare.get_by_role("link", name="Træk det underskrevne eksemplar tilbage").click()
    expect(bare.get_by_text("Disse opgaver åbner igen:")).to_be_visible()
    bare.get_by_label("Hvorfor trækker I det tilbage?").fill("Forkert bilag")
    bare.get_by_role("button", name="Træk tilbage").click()
    expect(bare.get_by_text("G50 er åben igen.")).to_be_visible()
    plain.close()
    assert AgreementMove.objects.filter(kind=MoveKind.TAKE_BACK).count() == 1


def test_the_verdict_comes_by_itself_and_leaves_what_is_typed(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: SignIn
) -> None:
    accepted(portal)
    signed(portal, upload=upload("underskrevet.pdf", with_signature(RECEIVED, person("Lis Holm", authority()))))
    signed_in(jurist(portal))
    page.goto(address(live_server, portal))
    verdict = page.locator("#verdict")
    expect(verdict).to_contain_text("Filens signaturer læses.")
    page.get_by_label("Stil et spørgsmål").fill("Hvem sender den?")
    read_version(
        SignatureReading.objects.get(state=SignatureReading.State.WAITING, version__name="underskrevet.pdf").pk,
        at=portal.at,
    )
    expect(verdict).to_contain_text("Lis Holm skrev under", timeout=15000)
    expect(verdict.get_by_role("link", name="Se igen")).to_have_count(0)
    expect(page.get_by_label("Stil et spørgsmål")).to_have_value("Hvem sender den?")


@SIZES
def test_nothing_that_axe_finds(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: SignIn, size: ViewportSize
) -> None:
    page.set_viewport_size(size)
    signed_in(portal.leader)
    pk = portal.slagelse.pk
    lists = f"{live_server.url}/projekter/{pk}/aftaler/"
    found = check(page, lists) + check(page, address(live_server, portal)) + check(page, f"{lists}testlaege/ny/")
    accepted(portal)
    found += check(page, address(live_server, portal))
    signed(portal)
    deeds = ("underskrevet", "retur", "ret", "kontrol", "traek-tilbage", "ophoert")
    for more in ("", *(f"skridt/{deed}/" for deed in deeds)):
        found += check(page, address(live_server, portal, more))
    assert found == []
