"""System checks: each wrong combination is refused, each right one passes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from kontaktlaege import checks
from tests.files.signing import authority

RIGHT: dict[str, Any] = {
    "DEMO": False,
    "HTTPS": True,
    "SITE_URL": "https://kontaktlaege.example.dk",
    "ALLOWED_HOSTS": ["kontaktlaege.example.dk"],
    "SESSION_MINUTES": 60,
    "SESSION_WARNING_MINUTES": 5,
    "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
    "FILES_SIGNATURE_ROOTS": "",
    "DATABASES": {"default": {"ENGINE": "django.db.backends.postgresql"}},
}
ROOT = authority()
A_KEY = (
    "-----BEGIN PUBLIC KEY-----\n"
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaxfR8uEsQkf4vOblY6RA8ncDfYEt\n"
    "6zOg9KE5RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9Q==\n"
    "-----END PUBLIC KEY-----\n"
)
pytestmark = pytest.mark.filterwarnings("ignore:Overriding setting DATABASES")  # only read here, never connected to
ALL = (
    checks.engine,
    checks.session_length,
    checks.site_url,
    checks.demo_stays_local,
    checks.proxy_header,
    checks.signature_roots,
)


def found(**changes: Any) -> list[str]:
    """Ids of what is found with the right settings but for these."""
    with override_settings(**{**RIGHT, **changes}):
        messages = [message for check in ALL for message in check(None)]
    assert all(message.hint for message in messages)
    return [str(message.id) for message in messages]


def test_it_works() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3"}}}, "E001"),
        ({"SESSION_WARNING_MINUTES": 60}, "E002"),
        ({"SESSION_WARNING_MINUTES": 0}, "E002"),
        ({"SITE_URL": "kontaktlaege.example.dk"}, "E003"),
        ({"SITE_URL": "https://kontaktlaege.example.dk/portal"}, "E003"),
        ({"SITE_URL": "http://kontaktlaege.example.dk", "HTTPS": False}, "E004"),
        ({"DEMO": True}, "E005"),
        ({"SECURE_PROXY_SSL_HEADER": None}, "W006"),
    ],
)
def test_a_wrong_combination_is_refused(changes: dict[str, Any], expected: str) -> None:
    assert found(**changes) == [f"kontaktlaege.{expected}"]


@pytest.mark.parametrize(
    "changes",
    [
        {"SITE_URL": "http://localhost:8000", "HTTPS": False},
        {"SITE_URL": "http://testserver", "HTTPS": False},
        {
            "DEMO": True,
            "SITE_URL": "http://127.0.0.1:8000",
            "HTTPS": False,
            "ALLOWED_HOSTS": ["localhost", "127.0.0.1"],
        },
        {"SESSION_MINUTES": 2, "SESSION_WARNING_MINUTES": 1},
    ],
)
def test_a_right_combination_passes(changes: dict[str, Any]) -> None:
    assert found(**changes) == []


@pytest.mark.parametrize(
    ("put", "said"),
    [
        (lambda folder: None, "holds no .pem, .crt or .cer file"),
        (lambda folder: (folder / "b.pem").write_text("nothing of the kind"), "b.pem is no certificate"),
        (lambda folder: (folder / "b.cer").write_bytes(ROOT.pem[:200]), "b.cer is no certificate"),
        (lambda folder: (folder / "b.crt").write_text(A_KEY), "b.crt is no certificate"),
        (lambda folder: [(folder / "notes.txt").unlink(), folder.rmdir()], "No such file or directory"),
    ],
    ids=["empty", "text", "cut", "key", "no folder"],
)
def test_roots_that_cannot_be_read_are_refused_by_name(
    tmp_path: Path, put: Callable[[Path], object], said: str
) -> None:
    folder = tmp_path / "roots"
    folder.mkdir()
    (folder / "notes.txt").write_text("Not looked at.")
    if said.startswith("b."):
        (folder / "a.pem").write_bytes(ROOT.pem)
    put(folder)
    with override_settings(**RIGHT | {"FILES_SIGNATURE_ROOTS": str(folder)}):
        [message] = checks.signature_roots(None)
    assert said in message.msg


def test_roots_that_can_be_read_pass(tmp_path: Path) -> None:
    (tmp_path / "a.pem").write_bytes(ROOT.pem + ROOT.pem)
    (tmp_path / "b.cer").write_bytes(ROOT.as_root.dump())
    assert found(FILES_SIGNATURE_ROOTS=str(tmp_path)) == []


def test_the_role_is_asked_about_only_when_the_database_is_checked() -> None:
    assert checks.web_role(None) == []


@pytest.mark.django_db
def test_the_owner_of_the_record_is_no_web_role() -> None:
    [message] = checks.web_role(None, databases=["default"])
    assert message.id == "kontaktlaege.E007"
