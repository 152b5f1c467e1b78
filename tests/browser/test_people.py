"""Journeys about people: the programleder's invitation to a manned project, a tovholder on a phone, a hand-over."""

import re
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from uuid import uuid4

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from accounts.roles import Role
from audit import clock
from audit.clock import day_of
from outbox.services import deliver_due
from projects.models import Invitation
from projects.services.hand_over import hand_over
from projects.services.units import add_unit
from tests.browser.conftest import PHONE, WIDE
from tests.cast import Cast
from tests.mail_server import Sink

pytestmark = pytest.mark.usefixtures("portal", "faults")
PASSWORD_CHOSEN = "grøn kano på Guldborgsund"
PASTED = """Enhed\tSlags\tMedarbejdere\tBrugere
Plejecenter Birkevang\tPlejecenter\t58\t44
Plejecenter Solgården\tPlejecenter\t71\t52
Hjemmeplejen Nakskov\tHjemmepleje\t132\t104
Hjemmeplejen Maribo\tHjemmepleje\t118\t96
Bosted Søkanten\tBosted\t34\t20
Hjemmesygeplejen\tHjemmesygepleje\t41\t26"""


@pytest.fixture
def arrived(sink: Sink, live_server: LiveServer, settings: Settings) -> Callable[[str], EmailMessage]:
    """Deliver what is due through real SMTP, and give the last mail to an address; links lead to the live server."""
    settings.SITE_URL = live_server.url

    def deliver(address: str) -> EmailMessage:
        deliver_due(at=clock.now())
        return sink.to(address)[-1]

    return deliver


def link_in(mail: EmailMessage) -> str:
    """The first address in the text that leads somewhere inside."""
    body = mail.get_body(("plain",))
    assert body
    found = re.search(r"https?://\S+/\S{5,}", body.get_content())
    assert found
    return found[0]


def invite(page: Page, name: str, email: str, *roles: str) -> None:
    """From Organisation: invite one person."""
    page.get_by_role("link", name="Invitér en person").click()
    page.get_by_label("Navn").fill(name)
    page.get_by_label("E-mail").fill(email)
    for role in roles:
        page.get_by_label(re.compile(f"^{role}: ")).check()
    page.get_by_role("button", name="Send invitation").click()
    expect(page.get_by_text(f"{name} har fået en invitation på mail.")).to_be_visible()


def test_lollands_first_projektleder_from_the_mail_to_a_manned_project(
    page: Page,
    browser: Browser,
    live_server: LiveServer,
    portal: Cast,
    signed_in: Callable[[User], None],
    arrived: Callable[[str], EmailMessage],
) -> None:
    signed_in(portal.programme_manager)
    page.goto(f"{live_server.url}/projekter/")
    page.get_by_role("link", name="Udpeg en projektleder").click()
    page.get_by_label("Kommune").select_option("Lolland Kommune")
    page.get_by_label("Navn").fill("Ida Holm")
    page.get_by_label("E-mail").fill("ida@lolland.example")
    page.get_by_role("button", name="Send invitation").click()
    expect(page.get_by_text("Ida Holm har fået en invitation på mail.")).to_be_visible()

    ida = browser.new_page()
    ida.goto(link_in(arrived("ida@lolland.example")))
    ida.get_by_label("Vælg en adgangskode").fill(PASSWORD_CHOSEN)
    ida.get_by_role("button", name="Ja, jeg vil være med").click()
    ida.get_by_role("link", name="Start projektet").click()
    ida.get_by_role("button", name="Start projektet").click()
    expect(ida.get_by_text("Projektet er startet med 92 opgaver")).to_be_visible()

    ida.get_by_role("link", name="Organisation", exact=True).first.click()
    expect(ida.get_by_text("Projektet mangler rollen teknisk systemansvarlig")).to_be_visible()
    invite(ida, "Bo Lund", "bo@lolland.example", "Teknisk systemansvarlig", "It-medarbejder")
    invite(ida, "Eva Krag", "eva@lolland.example", "Implementeringsansvarlig")
    invite(ida, "Jan Juul", "jan@lolland.example", "Jurist")
    expect(ida.get_by_text("Projektet mangler rollen teknisk systemansvarlig")).to_have_count(0)

    ida.get_by_role("link", name="Indsæt fra regneark").click()
    ida.locator("textarea").fill(PASTED)
    ida.get_by_role("button", name="Se linjerne").click()
    ida.get_by_role("button", name=re.compile("Tag")).first.click()
    ida.get_by_role("link", name="Organisation", exact=True).first.click()
    expect(ida.get_by_text("6 enheder: 0 har en tovholder.")).to_be_visible()

    bo = browser.new_page()
    bo.goto(link_in(arrived("bo@lolland.example")))
    bo.get_by_label("Vælg en adgangskode").fill(PASSWORD_CHOSEN)
    bo.get_by_role("button", name="Ja, jeg vil være med").click()
    expect(bo.get_by_text("Velkommen. Du er nu teknisk systemansvarlig og it-medarbejder i Lolland")).to_be_visible()
    ida.get_by_role("link", name="Opgaver", exact=True).click()
    expect(ida.get_by_role("row", name=re.compile("G03")).get_by_text("Færdig", exact=True)).to_be_visible()


def test_a_tovholder_accepts_on_a_phone(
    browser: Browser, live_server: LiveServer, portal: Cast, arrived: Callable[[str], EmailMessage]
) -> None:
    from tests.walls.people import asked

    unit = add_unit(project=portal.slagelse, name="Bosted Æblehaven", by=portal.leader, at=portal.at)
    invitation = asked(portal)
    Invitation.objects.filter(pk=invitation.pk).update(roles=[Role.UNIT_COORDINATOR])
    invitation.units.add(unit)
    page = browser.new_page(viewport=PHONE, is_mobile=True, has_touch=True)
    page.goto(link_in(arrived(invitation.email)))
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.get_by_label("Vælg en adgangskode").fill(PASSWORD_CHOSEN)
    page.get_by_role("button", name="Ja, jeg vil være med").tap()
    expect(page.get_by_text("Velkommen. Du er nu tovholder for Bosted Æblehaven i Slagelse Kommune.")).to_be_visible()
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.goto(f"{live_server.url}/projekter/{portal.slagelse.pk}/organisation/")
    expect(page.get_by_text("Bosted Æblehaven").first).to_be_visible()
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_the_it_medarbejder_hands_over(
    page: Page,
    live_server: LiveServer,
    portal: Cast,
    signed_in: Callable[[User], None],
    arrived: Callable[[str], EmailMessage],
) -> None:
    successor = portal.people[Role.SUPPORT_STAFF]
    signed_in(portal.it)
    page.goto(f"{live_server.url}/projekter/{portal.slagelse.pk}/organisation/")
    page.get_by_role("link", name="Overdrag dine roller").click()
    page.get_by_label("Hvem overtager?").select_option(successor.name)
    page.get_by_role("button", name="Overdrag").click()
    expect(page.get_by_text(f"{successor.name} er nu it-medarbejder og har fået en mail")).to_be_visible()
    # The one who has left the project is shown home, not a page that is not there.
    expect(page.get_by_role("heading", level=1)).to_have_text("Mine opgaver")
    signed_in(successor)
    page.goto(link_in(arrived(successor.email)))
    expect(page.get_by_text("Det skal du som it-medarbejder")).to_be_visible()
    expect(page.get_by_text("Hvem kan du ringe til?")).to_be_visible()


def room_above(lower: Locator, upper: Locator) -> float:
    """Pixels from the foot of one thing to the head of the next."""
    above, below = upper.bounding_box(), lower.bounding_box()
    assert above
    assert below
    return below["y"] - above["y"] - above["height"]


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desk", "phone"])
def test_what_is_pressed_stands_clear_of_the_words_above(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: Callable[[User], None], viewport: ViewportSize
) -> None:
    to, first = portal.people[Role.TECHNICAL_OWNER], day_of(portal.at) + timedelta(days=9)
    hand_over(
        project=portal.slagelse,
        leaver=portal.it,
        successor=to,
        roles=[Role.IT_STAFF],
        from_on=first,
        by=portal.leader,
        at=portal.at,
        once=uuid4(),
    )
    page.set_viewport_size(viewport)
    signed_in(portal.leader)
    page.goto(live_server.url + reverse("hand_over", kwargs={"pk": portal.slagelse.pk, "person": portal.it.pk}))
    alert = page.locator(".alert")
    assert room_above(alert.get_by_role("button"), alert.locator(".alert-text")) >= 10
    page.goto(live_server.url + reverse("leaving", kwargs={"pk": portal.slagelse.pk, "person": portal.leader.pk}))
    assert room_above(page.get_by_text("Vis resten"), page.locator(".kl-need").first) >= 6
    expect(page.get_by_text("Sidste dag", exact=True)).to_have_count(1)
