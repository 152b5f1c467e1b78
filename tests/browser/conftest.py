"""A real Chromium against the running portal."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, ViewportSize
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.cast import Cast

WIDE: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """The machine's own Chromium. Without one the tests fail: they are never skipped in silence."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        pytest.fail("Browsertests kræver Chromium: apt-get install -y --no-install-recommends chromium")
    return {"executable_path": path, "args": ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, object]:
    """A Danish reader at a desk."""
    return {"locale": "da-DK", "timezone_id": "Europe/Copenhagen", "viewport": WIDE}


@pytest.fixture
def portal(live_server: LiveServer, live_cast: Cast) -> Cast:
    """The portal answers on a real address, with the cast in it."""
    return live_cast


@pytest.fixture
def faults(context: BrowserContext) -> Iterator[list[str]]:
    """What the browser complains about: script errors, refused styles and scripts, missing files."""
    found: list[str] = []

    def listen(page: Page) -> None:
        page.on("pageerror", lambda error: found.append(f"{page.url}: {error}"))
        page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
        page.on(
            "response",
            lambda answer: (
                found.append(f"{answer.status} {answer.url}")
                if answer.status >= 400 and "/static/" in answer.url
                else None
            ),
        )

    context.on("page", listen)
    yield found
    # A refused form answers 409 or 422, a session that has ended 401, and the console repeats it; that is no fault.
    refusals = ("status of 401", "status of 409", "status of 422")
    assert [fault for fault in found if not any(refusal in fault for refusal in refusals)] == []


@pytest.fixture
def signed_in(context: BrowserContext, live_server: LiveServer, portal: Cast) -> Callable[[User], None]:
    """Sign a person in without the form."""

    def sign_in(user: User) -> None:
        client = Client()
        client.force_login(user)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])

    return sign_in


@pytest.fixture
def clicks(page: Page) -> list[bool]:
    """Every click, tap or Enter on something, as the page itself notices it."""
    seen: list[bool] = []
    page.expose_function("noteClick", lambda: seen.append(True))
    page.add_init_script("addEventListener('click', () => window.noteClick(), true)")
    return seen
