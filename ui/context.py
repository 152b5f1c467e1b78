"""What every page's frame needs."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


class MenuLink(NamedTuple):
    """A place in the main menu; `current` is the value of aria-current, or nothing."""

    label: str
    url: str
    current: str


MAIN_MENU = (("Mine opgaver", "my_tasks"), ("Projekter", "project_list"), ("Guiden", "guide"))
# The session's time starts over at most once a minute, so it may end that much earlier than its full length.
RENEWAL_SLACK = 60


def main_menu(path: str, pages: Iterable[tuple[str, str]] = MAIN_MENU) -> list[MenuLink]:
    """The pages that exist. On a page below one of them that one is marked too."""
    links = []
    for label, name in pages:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        below = url != "/" and path.startswith(url)
        links.append(MenuLink(label, url, "page" if path == url else "true" if below else ""))
    return links


def page(request: HttpRequest) -> dict[str, Any]:
    """The frame: demo or not, the main menu, when the session ends. Reads no database."""
    return {
        "demo": settings.DEMO,
        "demo_accounts": settings.DEMO_ACCOUNTS if settings.DEMO else [],
        "main_menu": main_menu(request.path),
        "session_seconds": settings.SESSION_COOKIE_AGE - RENEWAL_SLACK,
        "session_warning_seconds": settings.SESSION_WARNING_MINUTES * 60,
    }
