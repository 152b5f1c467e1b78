"""HTML -> an accessible PDF (PDF/UA-1) in our own face. For background work only: it takes seconds and much memory."""

from datetime import datetime
from mimetypes import guess_type
from typing import TYPE_CHECKING

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcherResponse

STATIC = "static:///"


class CannotBeMade(Exception):
    """The page asks for something that is not one of our static files."""


def make_pdf(html: str, *, made_at: datetime) -> bytes:
    """The page as PDF/UA-1 with tags, title and language; `made_at` is the moment it bears.

    The page has `lang` and `<title>`; what it refers to are static files by the address `static:///kl/print.css`, and
    nothing else is fetched. The same page and moment give the same bytes on one machine. Raises CannotBeMade.
    """
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class StaticOnly(URLFetcher):
        """Our own static files, from where the pages get them."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> "URLFetcherResponse":
            path = static_file(url)
            if path is None:
                raise FatalURLFetchingError(url)
            with open(path, "rb") as file:  # noqa: PTH123 - finders give plain paths
                kind = guess_type(path)[0] or "application/octet-stream"
                return URLFetcherResponse(url, body=file.read(), headers={"Content-Type": kind})

    moment = made_at.isoformat(timespec="seconds")
    dated = html.replace("</head>", f'<meta name="dcterms.created" content="{moment}"></head>', 1)
    try:
        pdf: bytes = HTML(string=dated, base_url=STATIC, url_fetcher=StaticOnly()).write_pdf(
            pdf_variant="pdf/ua-1", pdf_identifier=moment.encode()
        )
    except FatalURLFetchingError as fault:
        raise CannotBeMade(str(fault)) from fault
    return pdf


def static_file(url: str) -> str | None:
    """Where the static file behind a `static:///` address lies; None for any other address, and for none of ours."""
    name = url.removeprefix(STATIC)
    if not url.startswith(STATIC) or ".." in name.split("/"):
        return None
    # An image has collected them and no longer has the packages they came from.
    if staticfiles_storage.exists(name):
        return staticfiles_storage.path(name)
    found = finders.find(name)
    return found if isinstance(found, str) else None
