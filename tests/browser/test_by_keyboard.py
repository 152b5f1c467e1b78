"""Each role's day by keyboard alone; after every post the focus stands on what came of it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from accounts.roles import Role
from checklists.models import Task
from checklists.services.tasks import start_task
from tests.browser.keyboard import Keyboard
from tests.cast import Cast
from tests.checklists.unit_reports import coordinator_of, make_units

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


def opens_the_next_thing(page: Page, keys: Keyboard, number: str) -> None:
    """From the first screen to what it says is next."""
    keys.press(page.locator(".kl-next a"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(number)


def opens_what_waits(page: Page, keys: Keyboard, title: str) -> None:
    """Unfold what waits for others on the first screen, and open one of it."""
    keys.press(page.locator("summary", has_text="Venter på andre opgaver"))
    keys.link(title)
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


def corrects(page: Page, keys: Keyboard, first: str) -> None:
    """The list of mistakes has the focus, and the first link in it leads to its field."""
    keys.is_told("Der er noget, der skal rettes")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label(first, exact=True)).to_be_focused()


def test_the_project_manager_adds_a_task_and_is_told_of_each_mistake(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: SignIn, keys: Keyboard
) -> None:
    signed_in(portal.leader)
    page.goto(f"{live_server.url}/projekter/{portal.slagelse.pk}/opgaver/ny/")
    keys.button("Tilføj opgaven")
    corrects(page, keys, "Hvad skal gøres?")
    page.keyboard.type("Bestil lokale")
    # Sent again at once: what is still wrong is told, wherever the last link led.
    page.keyboard.press("Enter")
    corrects(page, keys, "Fase")
    page.keyboard.type("Go")
    keys.to(page.get_by_label("Rolle"))
    page.keyboard.type("Jur")
    keys.button("Tilføj opgaven")
    keys.is_told("K01 Bestil lokale er lagt til.")


def test_the_technical_owner_starts_and_takes_it_back(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: SignIn, keys: Keyboard
) -> None:
    signed_in(portal.people[Role.TECHNICAL_OWNER])
    page.goto(live_server.url)
    opens_the_next_thing(page, keys, "G04")
    keys.button("Start opgaven")
    keys.is_told("G04 er sat i gang.")
    keys.button("Fortryd")
    keys.is_told("G04")
    expect(page.get_by_role("button", name="Start opgaven")).to_be_visible()


def test_the_implementation_lead_closes_with_proof(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: SignIn, keys: Keyboard
) -> None:
    signed_in(portal.people[Role.IMPLEMENTATION_LEAD])
    page.goto(live_server.url)
    opens_the_next_thing(page, keys, "G19")
    keys.button("Luk opgaven")
    corrects(page, keys, "Link til vejledningen")
    page.keyboard.type("https://slagelse.example/vejledning")
    keys.write(page.get_by_label("Udgave"), "1.0")
    keys.write(page.get_by_label(re.compile("den$")), "01092026")
    keys.button("Luk opgaven")
    keys.is_told("G19 er lukket med bevis.")


def test_the_tovholder_reports_on_a_phone_and_takes_it_back(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: SignIn, keys: Keyboard
) -> None:
    units = make_units(portal)
    Task.objects.filter(project=portal.slagelse, number__in=["G57", "G61"]).update(state="not_relevant")
    page.set_viewport_size({"width": 360, "height": 740})
    signed_in(coordinator_of(portal, units[0]))
    page.goto(live_server.url)
    keys.button(re.compile("^Færdig.*Meld undervisningen gennemført"))
    keys.is_told("Meldt færdig i Bosted Æblehaven: Meld undervisningen gennemført.")
    keys.button(re.compile("^Fortryd.*Meld undervisningen gennemført"))
    keys.is_told("Fortrudt: Meld undervisningen gennemført i Bosted Æblehaven.")
    keys.link(re.compile("^Bosted Æblehaven$"))
    keys.link("Meld forhindringer ind, og skriv status")
    keys.write(page.get_by_label("Forhindringer og status"), "Nettet er svagt i stuen.")
    keys.button("Gem")
    keys.is_told("Gemt i Bosted Æblehaven: Meld forhindringer ind, og skriv status. Opgaven står som ikke startet.")


def test_the_health_consultant_mentions_a_colleague_and_takes_it_back(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: SignIn, keys: Keyboard
) -> None:
    signed_in(portal.people[Role.HEALTH_CONSULTANT])
    page.goto(live_server.url)
    opens_the_next_thing(page, keys, "G12")
    keys.write(page.get_by_label("Skriv en kommentar"), "Har du set det, @mette")
    keys.button("Mette Kirkegaard")
    expect(page.get_by_label("Skriv en kommentar")).to_be_focused()
    keys.button("Send kommentar")
    keys.is_told("Kommentaren er sendt. Mette Kirkegaard får besked.")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Trukket tilbage")).to_be_visible()
    expect(page.locator("#kommentarer")).to_be_focused()


def test_the_jurist_answers_not_relevant(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: SignIn, keys: Keyboard
) -> None:
    signed_in(portal.people[Role.LEGAL_OFFICER])
    page.goto(live_server.url)
    keys.link("Databehandleraftale")
    keys.link("G50")
    keys.press(page.locator("summary", has_text="Opgaven er ikke relevant hos os"))
    keys.button("Sæt til ikke relevant")
    corrects(page, keys, "Begrundelse")
    page.keyboard.type("Aftalen er dækket af rammeaftalen.")
    keys.button("Sæt til ikke relevant")
    keys.is_told("G50")
    keys.button("Fortryd")
    keys.is_told("G50")


def test_the_supporter_goes_stuck(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: SignIn, keys: Keyboard
) -> None:
    signed_in(portal.people[Role.SUPPORT_STAFF])
    page.goto(live_server.url)
    opens_what_waits(page, keys, "Få vejen til Triforks 2. level på plads, og prøv den")
    keys.link("Går i stå")
    keys.button("Leverandøren mangler at svare eller rette")
    keys.is_told("G69 venter nu på Trifork.")
    keys.write(page.get_by_label("Hvem helt præcist?"), "Rasmus Holm")
    keys.button("Gem")
    keys.is_told("Det er gemt, hvem G69 venter på.")


def test_the_observer_reads_and_finds_nothing_to_press(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: SignIn, keys: Keyboard
) -> None:
    signed_in(portal.observer)
    page.goto(live_server.url)
    keys.link("Slagelse Kommune")
    gate = page.locator(".kl-gates summary", has_text="til P3")
    keys.press(gate)
    keys.press(page.locator("li:has(details[open])", has_text="P3").get_by_role("link").first)
    expect(page.get_by_role("heading", level=1)).to_contain_text("G")
    expect(page.locator("main").get_by_role("button")).to_have_count(0)


def test_the_programme_manager_looks_into_one_and_starts_another(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: SignIn, keys: Keyboard
) -> None:
    signed_in(portal.programme_manager)
    page.goto(live_server.url)
    keys.link("Slagelse Kommune")
    expect(page.get_by_role("heading", level=1)).to_have_text("Overblik")
    page.goto(live_server.url)
    keys.link("Start et projekt")
    keys.button("Start projektet")
    corrects(page, keys, "Kommune")
    page.keyboard.type("Lolland")
    keys.write(page.get_by_label("Projektlederens navn"), "Ida Lolk")
    keys.write(page.get_by_label("Projektlederens e-mail"), "ida@lolland.example")
    keys.button("Start projektet")
    keys.is_told("Projektet er startet med 92 opgaver fra guiden.")
