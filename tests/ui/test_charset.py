"""A request whose text cannot be read is refused with a page, not with a fault."""

from typing import Any

import pytest
from django.test import RequestFactory

from kontaktlaege.wsgi import application

BAD = [
    "charset=rot13",
    "charset=base64",
    "charset=zlib",
    "charset=idna",
    "charset=punycode",
    "charset=undefined",
    "charset=unicode_escape",
    "charset=utf-7",
    "charset=utf-16",
    "charset=findes-ikke",
    "charset=",
    "charset=æ",
    "charset*=utf-8''rot13",
    "x*=findes-ikke''a",
]


def ask(method: str, path: str, content_type: str) -> tuple[int, dict[str, str], str]:
    """What the server itself calls: status, headers and page."""
    answered: list[Any] = []
    environ = RequestFactory().generic(method, path, "login=a").environ
    environ = {**environ, "CONTENT_TYPE": content_type}
    body = application(environ, lambda status, headers: answered.extend([status, dict(headers)]))
    return int(answered[0].split()[0]), answered[1], b"".join(body).decode()


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("charset", BAD)
def test_another_charset_is_refused(db: None, charset: str, method: str) -> None:
    kind = f"application/x-www-form-urlencoded; {charset}"
    status, headers, page = ask(method, "/konto/log-ind/?next=%2F", kind)
    assert status == 400
    assert "Vi forstod ikke forespørgslen" in page
    assert headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("charset", ["", "; charset=utf-8", "; charset=UTF-8", '; charset="utf-8"', "; boundary=x"])
def test_utf_8_is_read(db: None, charset: str) -> None:
    # 403: read, and refused for want of the form's token.
    assert ask("POST", "/konto/log-ind/", f"application/x-www-form-urlencoded{charset}")[0] == 403


@pytest.mark.parametrize(
    "kind", ["", "text/plain; charset=us-ascii", "text/plain; charset=ISO-8859-1", "a/b; charset=utf8"]
)
def test_what_programs_say_without_meaning_it_is_let_through(db: None, kind: str) -> None:
    assert ask("GET", "/sundhed/", kind)[0] == 200
