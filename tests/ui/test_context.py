"""The frame around every page."""

import pytest
from django.test import RequestFactory, override_settings

from ui.context import main_menu, page


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", ["page", "", ""]),
        ("/projekter/", ["", "page", ""]),
        ("/projekter/7/opgaver/", ["", "true", ""]),
        ("/guiden/G31/", ["", "", "true"]),
        ("/konto/log-ind/", ["", "", ""]),
    ],
)
def test_the_menu_marks_where_one_is(path: str, current: list[str]) -> None:
    assert [link.current for link in main_menu(path)] == current


def test_a_page_that_does_not_exist_is_not_in_the_menu() -> None:
    pages = (("Mine opgaver", "my_tasks"), ("Rapporter", "no_such_page"))
    assert [link.label for link in main_menu("/", pages)] == ["Mine opgaver"]


def test_demo_accounts_are_offered_in_the_demo_only() -> None:
    request = RequestFactory().get("/")
    with override_settings(DEMO=True, DEMO_ACCOUNTS=[{"email": "a@b.example"}]):
        assert page(request)["demo_accounts"]
    with override_settings(DEMO=False, DEMO_ACCOUNTS=[{"email": "a@b.example"}]):
        assert page(request)["demo_accounts"] == []


@override_settings(SESSION_COOKIE_AGE=3600)
def test_the_page_never_promises_more_time_than_the_session_has() -> None:
    assert page(RequestFactory().get("/"))["session_seconds"] == 3540
