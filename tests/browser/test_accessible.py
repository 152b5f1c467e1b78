"""Every page is free of faults that axe can find (WCAG 2.2 A and AA), at a desk and on a phone."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from accounts.roles import Role
from checklists.services.own_tasks import OwnWords, add_own_task
from tests.browser.conftest import PHONE, WIDE
from tests.cast import Cast
from tests.walls.matrix import failed_mail

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    # What is well is not described, which takes most of the time.
    "resultTypes": ["violations"],
}
PAGES = (
    "/",
    "/projekter/",
    "/projekter/start/",
    "/projekter/{pk}/opgaver/",
    "/projekter/{pk}/opgaver/G31/",
    "/projekter/{pk}/opgaver/tildel/",
    "/projekter/{pk}/opgaver/tildel/?rolle=it_staff",
    "/projekter/{pk}/opgaver/G25/",
    "/projekter/{pk}/opgaver/G31/frist/",
    "/projekter/{pk}/plan/",
    "/projekter/{pk}/plan/datoer/",
    "/projekter/{pk}/plan/lukkedage/",
    "/projekter/{pk}/opgaver/G29/enheder/",
    "/projekter/{pk}/historik/",
    "/projekter/{pk}/beskeder/",
    "/projekter/{pk}/organisation/enheder/",
    "/projekter/{pk}/organisation/enheder/ny/",
    "/projekter/{pk}/organisation/enheder/indsaet/",
    "/projekter/{pk}/organisation/fravaer/",
    "/projekter/{pk}/organisation/fravaer/ny/",
    "/guiden/",
    "/guiden/G31/",
    "/konto/adgangskode/",
    "/findes-ikke/",
)


def check(page: Page, address: str) -> list[str]:
    """What axe finds on the page, and whether it is wider than the screen."""
    page.goto(address)
    found = [
        f"{address}: {fault['id']} {fault['help']}" for fault in Axe().run(page, options=RULES).response["violations"]
    ]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append(f"{address}: wider than the screen")
    return found


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desk", "phone"])
def test_pages(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: Callable[[User], None], viewport: ViewportSize
) -> None:
    page.set_viewport_size(viewport)
    url = live_server.url
    found = check(page, f"{url}/konto/log-ind/") + check(page, f"{url}/konto/glemt/")
    failed_mail(portal)
    signed_in(portal.leader)
    for path in PAGES:
        found += check(page, url + path.format(pk=portal.slagelse.pk))
    assert found == []


def test_a_form_with_errors(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: Callable[[User], None]
) -> None:
    signed_in(portal.leader)
    page.goto(f"{live_server.url}/projekter/{portal.slagelse.pk}/opgaver/G25/")
    page.get_by_role("button", name="Luk opgaven").click()
    faults = Axe().run(page, options=RULES).response["violations"]
    assert [fault["id"] for fault in faults] == []


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desk", "phone"])
def test_words_without_end_stay_on_the_page(
    page: Page, live_server: LiveServer, portal: Cast, signed_in: Callable[[User], None], viewport: ViewportSize
) -> None:
    late = portal.at.date() - timedelta(days=1)
    long = OwnWords("Æ" * 110, "plan", Role.PROJECT_MANAGER, "w" * 300, due_on=late, sub_points=["p" * 100])
    add_own_task(project=portal.slagelse, words=long, by=portal.leader, at=portal.at, once=uuid4())
    page.set_viewport_size(viewport)
    signed_in(portal.leader)
    project = f"{live_server.url}/projekter/{portal.slagelse.pk}/"
    task = f"{project}opgaver/K01/"
    pages = [f"{live_server.url}/", project, f"{project}opgaver/?q=Æ", f"{project}opgaver/?q={'a' * 90}"]
    pages += [task, f"{task}frist/", f"{task}gaar-i-staa/", f"{project}opgaver/tildel/?nr=K01", f"{project}historik/"]
    for address in pages:
        page.goto(address)
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), address
