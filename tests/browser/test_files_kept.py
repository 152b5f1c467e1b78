"""A form with a chosen file: whatever goes wrong, the file stays chosen, and one press more sends it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, Request, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from accounts.roles import Role
from agreements.models import AgreementQuestion, AgreementVersion
from agreements.moves import MoveKind
from projects.models import RoleHolding
from tests.agreements.asking import ask, send
from tests.agreements.walk import at_legal, day, jurist, step
from tests.browser.conftest import PHONE, WIDE
from tests.browser.test_thread import signs_in_in_another_tab
from tests.cast import Cast
from tests.files.samples import pdf
from ui.danish import numeric_date

pytestmark = pytest.mark.usefixtures("portal", "faults")
SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "390"])
AGREEMENT = "/projekter/{pk}/aftaler/databehandleraftale/1/"
FILE = "Aftalen med alle bilag"


@pytest.fixture
def receiving(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: Callable[[User], None], tmp_path: Path
) -> Page:
    """The jurist has chosen the file that came from Trifork, and said which version it is."""
    step(portal, MoveKind.REQUEST, {"asked_on": day(portal, 9), "counterpart": "trifork"})
    signed_in(jurist(portal))
    page.goto(live_server.url + AGREEMENT.format(pk=portal.slagelse.pk))
    (tmp_path / "aftale 1.0.pdf").write_bytes(pdf())
    page.get_by_label(FILE).set_input_files(tmp_path / "aftale 1.0.pdf")
    page.get_by_label("Hvilken version er det?").fill("1.0")
    return page


def chosen(page: Page, label: str = FILE) -> list[str]:
    """The names of the files that stand chosen."""
    names: list[str] = page.get_by_label(label).evaluate("input => Array.from(input.files, file => file.name)")
    return names


def save(page: Page) -> None:
    """Press the step's button."""
    page.get_by_role("button", name="Gem", exact=True).click()


def is_received(page: Page) -> None:
    """The agreement says so, and holds one version."""
    expect(page.locator(".kl-walk .now")).to_contain_text("Modtaget")
    assert AgreementVersion.objects.get().label == "1.0"


@SIZES
def test_a_wrong_date_costs_no_file(receiving: Page, portal: Cast, size: ViewportSize) -> None:
    receiving.set_viewport_size(size)
    date = receiving.get_by_label("Modtaget den")
    date.fill(numeric_date(day(portal, -3)))
    save(receiving)
    expect(receiving.locator(".alert[role=alert]")).to_be_focused()
    expect(receiving).to_have_title(re.compile("^Fejl: Aftalen er modtaget"))
    assert chosen(receiving) == ["aftale 1.0.pdf"]
    expect(receiving.get_by_text("Vælg den igen")).to_have_count(0)
    date.fill(numeric_date(day(portal)))
    save(receiving)
    is_received(receiving)
    expect(receiving.get_by_text("Gemt.")).to_be_visible()


def test_a_refused_file_is_chosen_anew(receiving: Page, tmp_path: Path) -> None:
    (tmp_path / "forkert.pdf").write_bytes(b"<html>")
    receiving.get_by_label(FILE).set_input_files(tmp_path / "forkert.pdf")
    save(receiving)
    expect(receiving.locator(".alert[role=alert]")).to_be_focused()
    assert chosen(receiving) == []
    expect(receiving.get_by_label("Hvilken version er det?")).to_have_value("1.0")
    receiving.get_by_label(FILE).set_input_files(tmp_path / "aftale 1.0.pdf")
    save(receiving)
    is_received(receiving)


def test_a_lost_connection_and_another_press(receiving: Page, faults: list[str]) -> None:
    receiving.route("**/skridt/**", lambda route: route.abort())
    save(receiving)
    expect(receiving.get_by_text("Forbindelsen blev afbrudt. Intet er gemt.")).to_be_visible()
    assert chosen(receiving) == ["aftale 1.0.pdf"]
    receiving.unroute("**/skridt/**")
    save(receiving)
    is_received(receiving)
    faults.remove("Failed to load resource: net::ERR_FAILED")


def test_what_is_under_way_is_stopped(receiving: Page) -> None:
    receiving.route("**/skridt/**", lambda _: None)
    save(receiving)
    expect(receiving.get_by_role("progressbar", name="Filen sendes")).to_be_visible()
    expect(receiving.get_by_role("button", name="Gem", exact=True)).to_be_disabled()
    receiving.get_by_role("button", name="Stop").click()
    expect(receiving.get_by_role("progressbar")).to_have_count(0)
    expect(receiving.get_by_role("button", name="Gem", exact=True)).to_be_focused()
    assert chosen(receiving) == ["aftale 1.0.pdf"]
    assert not AgreementVersion.objects.exists()


def test_a_double_press_sends_once(receiving: Page) -> None:
    posts: list[Request] = []
    receiving.on("request", lambda request: posts.append(request) if request.method == "POST" else None)
    receiving.get_by_role("button", name="Gem", exact=True).dblclick()
    is_received(receiving)
    assert len(posts) == 1


def test_signed_out_meanwhile_another_tab_signs_in_and_it_is_sent(
    receiving: Page, live_server: LiveServer, portal: Cast
) -> None:
    Session.objects.all().delete()
    save(receiving)
    expect(receiving.get_by_text("Du er logget ud.")).to_be_visible()
    signs_in_in_another_tab(receiving, live_server.url, jurist(portal))
    assert chosen(receiving) == ["aftale 1.0.pdf"]
    save(receiving)
    is_received(receiving)


def test_signed_in_anew_in_another_tab_one_press_is_enough(
    receiving: Page, live_server: LiveServer, portal: Cast, faults: list[str]
) -> None:
    Session.objects.all().delete()
    signs_in_in_another_tab(receiving, live_server.url, jurist(portal))
    save(receiving)
    is_received(receiving)
    faults.remove("Failed to load resource: the server responded with a status of 403 (Forbidden)")


def test_who_may_no_longer_is_told_so(receiving: Page, portal: Cast, faults: list[str]) -> None:
    RoleHolding.objects.filter(user=jurist(portal)).update(role=Role.OBSERVER)
    save(receiving)
    expect(receiving.get_by_text("Du kan ikke længere gemme her.")).to_be_visible()
    assert chosen(receiving) == ["aftale 1.0.pdf"]
    assert not AgreementVersion.objects.exists()
    for _ in range(2):
        faults.remove("Failed to load resource: the server responded with a status of 403 (Forbidden)")


def test_the_file_of_an_answer(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: Callable[[User], None], tmp_path: Path
) -> None:
    at_legal(portal)
    send(portal, ask(portal, "Hvor længe gemmes data?"))
    (tmp_path / "svar.pdf").write_bytes(pdf())
    signed_in(jurist(portal))
    page.goto(f"{live_server.url}{AGREEMENT.format(pk=portal.slagelse.pk)}spoergsmaal/")
    page.locator("summary", has_text="Skriv svaret").click()
    page.get_by_label("Svaret som fil").set_input_files(tmp_path / "svar.pdf")
    page.get_by_role("button", name="Gem svaret").click()
    expect(page.locator(".alert[role=alert]")).to_be_focused()
    assert chosen(page, "Svaret som fil") == ["svar.pdf"]
    page.get_by_label("Svar", exact=True).fill("I 30 dage.")
    page.get_by_role("button", name="Gem, og det er afklaret").click()
    expect(page.get_by_text("Spørgsmål 1 er besvaret og afklaret.")).to_be_visible()
    assert not AgreementQuestion.objects.get().is_open
