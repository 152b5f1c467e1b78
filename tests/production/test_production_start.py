"""Production really starts: the Dockerfile's and compose's own steps, run without an engine.

Secure settings, a web role that owns nothing, only the packages of requirements.txt, three processes.
"""

import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import psycopg2
import pytest

from script.stack.say import GiveUp
from tests.production.installation import Installation
from tests.production.visitor import Visitor

REQUIRED = (
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "SITE_URL",
    "DATABASE_URL",
    "REDIS_URL",
    "EMAIL_HOST",
    "DEFAULT_FROM_EMAIL",
    "FILES_FOLDER",
)
PASSWORD = "et-langt-kodeord-til-prøven"


@pytest.fixture(scope="module")
def installation() -> Iterator[Installation]:
    """Installed and started once; the tests look at it."""
    folder = Path(tempfile.mkdtemp(prefix="kontaktlaege-production-"))
    made = Installation(folder)
    try:
        made.link = made.install()
        made.start()
        wait_until_ready(made)
        yield made
    finally:
        made.remove()
        shutil.rmtree(folder)


@pytest.fixture
def visitor(installation: Installation) -> Visitor:
    """A stranger at the proxy."""
    return Visitor(port=installation.port, site=installation.env("web")["SITE_URL"])


def ask(installation: Installation, path: str) -> tuple[int, str]:
    """What a health check in the network sees: plain http, no proxy."""
    connection = HTTPConnection("127.0.0.1", installation.port, timeout=10)
    try:
        connection.request("GET", path, headers={"Host": installation.env("web")["ALLOWED_HOSTS"]})
        answer = connection.getresponse()
    except OSError:
        return 0, ""
    return answer.status, answer.read().decode()


def wait_until_ready(installation: Installation) -> None:
    """Until every part answers, beat included. Otherwise fails with what each said."""
    try:
        installation.family.wait_until(
            lambda: ask(installation, "/sundhed/klar/")[0] == 200, seconds=40, what="/sundhed/klar/"
        )
    except GiveUp as error:
        pytest.fail(f"{error}\n{ask(installation, '/sundhed/klar/')}\n{installation.logs()}")


def test_every_part_is_ready(installation: Installation) -> None:
    states = json.loads(ask(installation, "/sundhed/klar/")[1])
    assert states == {"database": "ok", "cache": "ok", "broker": "ok", "beat": "ok"}


def test_the_first_person_chooses_a_password_and_signs_in(installation: Installation, visitor: Visitor) -> None:
    assert visitor.get(installation.link) == 200
    assert visitor.post(password1=PASSWORD, password2=PASSWORD) == 200

    stranger = Visitor(port=visitor.port, site=visitor.site)
    assert stranger.get("/projekter/") == 200
    assert "/konto/log-ind/" in stranger.url
    assert stranger.post(login="leder@medcom.example", password=PASSWORD) == 200
    assert stranger.url == f"{stranger.site}/projekter/"
    assert stranger.get("/projekter/") == 200
    assert "<h1" in stranger.page

    # The link worked once.
    late = Visitor(port=visitor.port, site=visitor.site)
    late.get(installation.link)
    assert 'name="password1"' not in late.page


def test_static_files_are_served_under_hashed_names_for_ever(visitor: Visitor) -> None:
    visitor.get("/konto/log-ind/")
    sheets = re.findall(r'<link[^>]+href="(/static/[^"]+\.css)"', visitor.page)
    assert sheets
    for sheet in sheets:
        assert re.search(r"\.[0-9a-f]{12}\.css$", sheet)
        assert visitor.get(sheet) == 200
        assert "immutable" in visitor.answer.headers["Cache-Control"]


def test_plain_http_is_sent_to_https(installation: Installation) -> None:
    assert ask(installation, "/konto/log-ind/")[0] == 301


@pytest.mark.parametrize("service", ["worker", "beat"])
def test_the_health_check_of_compose_is_content(installation: Installation, service: str) -> None:
    command = installation.health_command(service)
    # Both containers have their own host name; here the worker has the machine's.
    installation.run_in(service, command, HOSTNAME=installation.run_in("web", ["uname", "-n"]).stdout.strip())


def test_the_health_check_of_the_image_says_when_the_web_server_is_gone(installation: Installation) -> None:
    check = ["python", "deploy/healthcheck.py", "/sundhed/"]
    assert installation.run_in("web", check).returncode == 0
    assert installation.run_in("web", check, check=False, HEALTH_ORIGIN="http://127.0.0.1:1").returncode == 1


def test_the_deploy_check_finds_nothing(installation: Installation) -> None:
    check = ["python", "manage.py", "check", "--deploy", "--database", "default", "--fail-level", "WARNING"]
    assert "no issues (" in installation.run_in("web", check).stdout


def test_the_deploy_check_refuses_the_owner_as_the_web_role(installation: Installation) -> None:
    secret = installation.env("migrate")["DATABASE_URL_FILE"]
    refused = installation.run_in("web", installation.command("web"), check=False, DATABASE_URL_FILE=secret)
    assert refused.returncode != 0
    assert "kontaktlaege.E007" in refused.stderr
    assert "grant_web_role" in refused.stderr


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET actor_name = 'x'",
        "DELETE FROM audit_event",
        "TRUNCATE audit_event",
        "ALTER TABLE audit_event DISABLE TRIGGER ALL",
        "DROP TABLE audit_event",
        "CREATE TABLE own ()",
    ],
)
def test_the_web_role_cannot_touch_the_record(installation: Installation, statement: str) -> None:
    url = Path(installation.env("web")["DATABASE_URL_FILE"]).read_text()
    connection = psycopg2.connect(url)
    with pytest.raises(psycopg2.errors.InsufficientPrivilege), connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()


def test_everything_is_repeatable(installation: Installation) -> None:
    installation.run_in("migrate", installation.command("migrate"))
    installation.run_in("web", ["python", "manage.py", "create_programme_leader", "leder@medcom.example"])


@pytest.mark.parametrize("name", REQUIRED)
def test_a_missing_setting_stops_the_start_with_a_clear_message(installation: Installation, name: str) -> None:
    taken_away: dict[str, str | None] = {name: None, f"{name}_FILE": None}
    refused = installation.run_in("web", installation.command("web"), check=False, **taken_away)
    assert refused.returncode != 0
    assert f"{name} is not set. See .env.example" in refused.stderr.splitlines()[-1]


def test_the_image_has_no_demo(installation: Installation) -> None:
    refused = installation.run_in("web", installation.command("web"), check=False, DEMO="1")
    assert refused.returncode != 0
    assert not (installation.app / "kontaktlaege" / "demo").exists()


def test_the_image_gets_by_without_the_packages_of_development(installation: Installation) -> None:
    refused = installation.run_in("web", ["python", "-c", "import pytest"], check=False)
    assert "pytest is not in requirements.txt" in refused.stderr


def test_nobody_overwrites_a_secret(installation: Installation) -> None:
    before = {secret.name: secret.read_text() for secret in installation.secrets.iterdir()}
    installation.run_in("web", ["sh", "deploy/make-secrets.sh", str(installation.secrets)])
    assert {secret.name: secret.read_text() for secret in installation.secrets.iterdir()} == before
    assert installation.secrets.stat().st_mode & 0o777 == 0o700
