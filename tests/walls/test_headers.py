"""The policy of what a browser may load, on every kind of answer."""

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from tests.cast import Cast

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def policy_of(answer: object) -> dict[str, str]:
    """The header, taken apart."""
    header: str = answer["Content-Security-Policy"]  # type: ignore[index]
    return dict(part.strip().split(" ", 1) for part in header.split(";"))


@pytest.mark.parametrize("path", ["/", "/projekter/", "/findes-ikke/", "/konto/log-ind/", "/sundhed/"])
def test_the_policy_stands_on_every_answer(cast: Cast, client: Client, path: str) -> None:
    assert policy_of(client.get(path)) == POLICY
    client.force_login(cast.leader)
    answer = client.get(path)
    assert policy_of(answer) == POLICY
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_the_policy_stands_on_refusals(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.observer)
    address = reverse("task_start", kwargs={"pk": cast.slagelse.pk, "number": "G31"})
    answer = client.post(address, {"task_version": "1"})
    assert answer.status_code == 403
    assert policy_of(answer) == POLICY


@override_settings(WHITENOISE_USE_FINDERS=True, WHITENOISE_AUTOREFRESH=True)
def test_the_policy_stands_on_static_files() -> None:
    answer = Client().get("/static/kl/kl.css")
    assert answer.status_code == 200
    assert policy_of(answer) == POLICY
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_no_page_has_anything_inline(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    pages = [
        "/",
        "/projekter/",
        "/projekter/start/",
        "/guiden/",
        "/guiden/G31/",
        "/konto/adgangskode/",
        "/roller/",
        "/mig/",
        "/mig/e-mail/",
        "/findes-ikke/",
    ]
    pages += [reverse("task", kwargs={"pk": cast.slagelse.pk, "number": "G31"})]
    for path in pages:
        page = client.get(path).content.decode()
        assert "<style" not in page
        assert " style=" not in page
        assert " onclick=" not in page
        assert page.count("<script") == page.count("<script src=")


def test_the_csrf_cookie_and_the_session_cookie_are_not_for_scripts(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    client.get("/konto/adgangskode/")
    assert client.cookies["csrftoken"]["httponly"]
    assert client.cookies["sessionid"]["httponly"]
    assert client.cookies["sessionid"]["samesite"] == "Lax"
