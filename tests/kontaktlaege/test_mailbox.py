"""The demo's mailbox: what the demo's own mail server took, shown safely, and only in the demo."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.test import Client
from pytest_django import Settings

from script.stack.mail_sink import keep_mail
from tests.kontaktlaege import demo_urls
from tests.mail_server import free_port

ADDRESS = "/demo/postkasse/"
HTML = "<html><head><title>x</title></head><body><p style='color:red'>Hej <script>alert(1)</script></p></body></html>"
Send = Callable[..., None]


@pytest.fixture
def send(tmp_path: Path, settings: Settings) -> Send:
    """Send a mail to the demo's mail server."""
    settings.DEMO, settings.ROOT_URLCONF = True, demo_urls.__name__
    settings.DEMO_MAIL_FOLDER = tmp_path / "mail"
    port = free_port()
    keep_mail(settings.DEMO_MAIL_FOLDER, port)

    def send(to: str, subject: str) -> None:
        backend = get_connection("django.core.mail.backends.smtp.EmailBackend", host="127.0.0.1", port=port)
        mail = EmailMultiAlternatives(
            subject, "Æblehaven: http://testserver/konto/log-ind/", to=[to], connection=backend
        )
        mail.attach_alternative(HTML, "text/html")
        mail.send()

    return send


def page_of(client: Client, address: str = ADDRESS) -> str:
    """The page's HTML."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_empty(send: Send, client: Client) -> None:
    assert "Ingen mails endnu" in page_of(client)


def test_newest_first_and_by_recipient(send: Send, client: Client) -> None:
    send("ane@slagelse.example", "Første")
    send("bo@slagelse.example", "Ændring <b>")
    page = page_of(client)
    assert page.index("Ændring &lt;b&gt;") < page.index("Første")
    only = page_of(client, f"{ADDRESS}?til=ane@slagelse.example")
    assert "Første" in only
    assert "Ændring" not in only
    assert "Ingen mails til den adresse" in page_of(client, f"{ADDRESS}?til=ukendt@x.example")


def test_one_mail_with_links_to_follow_and_its_html_kept_apart(send: Send, client: Client) -> None:
    send("ane@slagelse.example", "Hej")
    link = re.search(rf'href="({ADDRESS}[0-9-]+/)"', page_of(client))
    assert link
    page = page_of(client, link[1])
    assert 'href="http://testserver/konto/log-ind/"' in page
    assert "Æblehaven" in page
    assert "alert(1)" not in page
    outer, inner = client.get(link[1]), client.get(f"{link[1]}html/")
    assert "frame-src 'self'" in outer["Content-Security-Policy"]
    assert "script-src" not in inner["Content-Security-Policy"]
    assert "default-src 'none'" in inner["Content-Security-Policy"]
    assert "sandbox allow-popups allow-popups-to-escape-sandbox" in inner["Content-Security-Policy"]
    assert inner["X-Frame-Options"] == "SAMEORIGIN"
    assert '<base target="_blank">' in inner.content.decode()


@pytest.mark.parametrize("name", ["1", "20260101-000000-000000-001", "x"])
def test_no_such_mail(send: Send, client: Client, name: str) -> None:
    assert client.get(f"{ADDRESS}{name}/").status_code == 404


def test_outside_the_demo_there_is_none(send: Send, client: Client, settings: Settings, db: None) -> None:
    settings.DEMO = False
    assert client.get(ADDRESS).status_code == 404
    settings.ROOT_URLCONF = "kontaktlaege.urls"
    assert client.get(ADDRESS).status_code == 404
