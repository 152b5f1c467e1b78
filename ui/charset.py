"""Text comes in as UTF-8, which is what every page of ours asks a browser for. Anything else is answered with 400.

To Python rot13 and zlib are charsets too. Django trips over them while it makes the request, before any middleware:
so a gate around the application takes the header away, and the middleware gives the answer.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_header_parameters

# The last two are what some programs put on a request without any text.
READABLE = {"utf-8", "utf8", "us-ascii", "iso-8859-1"}
UNREADABLE = "kl.unreadable"


def readable(content_type: str) -> bool:
    """Whether the header names a charset that can be read, or none."""
    try:
        _, params = parse_header_parameters(content_type)
    except (LookupError, ValueError):
        return False
    return str(params.get("charset", "utf-8")).lower() in READABLE


class CharsetGate:
    """Around the WSGI application: marks a request in another charset."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Pass the request on, its text never to be read if it cannot be."""
        if not readable(environ.get("CONTENT_TYPE", "")):
            environ = {**environ, "CONTENT_TYPE": "", UNREADABLE: True}
        return self.application(environ, start_response)


class CharsetMiddleware:
    """Refuses what the gate marked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on. Raises BadRequest for a marked one."""
        if request.META.get(UNREADABLE):
            raise BadRequest("The charset is not UTF-8")
        return self.get_response(request)
