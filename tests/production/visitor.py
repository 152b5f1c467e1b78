"""A person's browser behind the reverse proxy: cookies, forms, and the headers that the proxy sets."""

import re
from html import unescape
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit


class Visitor:
    """Talks to the web server as the proxy would."""

    def __init__(self, *, port: int, site: str) -> None:
        self.port, self.site = port, site
        self.cookies: SimpleCookie = SimpleCookie()
        self.url = self.page = ""
        self.answer: HTTPResponse

    def get(self, url: str) -> int:
        """The code of the page at the end of the redirects."""
        return self._ask("GET", url)

    def post(self, **values: str) -> int:
        """Send the page's own form that has these fields."""
        forms = re.findall(r"<form.*?</form>", self.page, re.DOTALL)
        [form] = [form for form in forms if all(f'name="{name}"' in form for name in values)]
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
        action = re.search(r'<form[^>]* action="([^"]*)"', form)
        assert token
        target = urljoin(self.url, unescape(action[1])) if action and action[1] else self.url
        return self._ask("POST", target, body=urlencode({"csrfmiddlewaretoken": token[1], **values}))

    def _ask(self, method: str, url: str, body: str | None = None) -> int:
        parts = urlsplit(urljoin(self.site, url))
        headers = {
            "Host": urlsplit(self.site).netloc,
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": "203.0.113.7",
            "Referer": self.url or self.site,
            "Cookie": "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items()),
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request(method, f"{parts.path}?{parts.query}" if parts.query else parts.path, body, headers)
        self.answer = connection.getresponse()
        self.page, self.url = self.answer.read().decode(errors="replace"), parts.geturl()
        for cookie in self.answer.headers.get_all("Set-Cookie", []):
            assert "Secure" in cookie
            self.cookies.load(cookie)
        if self.answer.status in {301, 302, 303}:
            return self._ask("GET", urljoin(self.url, self.answer.headers["Location"]))
        return self.answer.status
