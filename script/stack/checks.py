"""script/test: every check from lint to browser, or pytest alone with the arguments given."""

import os
import subprocess
import sys
from pathlib import Path

from script.stack import browser, pango
from script.stack.local_services import foreground
from script.stack.places import ROOT
from script.stack.processes import Family
from script.stack.say import give_up, say, step
from script.stack.services import throwaway_services

BIN = Path(sys.executable).parent
# Two processes: even a small machine has cores for them.
PARALLEL = ["--numprocesses=2"]
NEXT_DJANGO = ["-W", "error::DeprecationWarning", "-W", "error::PendingDeprecationWarning"]
# Settings of a test run. Whatever else the person has set for the portal does not count here.
SETTINGS = {
    "SECRET_KEY": "only-for-tests",
    "DEBUG": "0",
    "DEMO": "0",
    "ALLOWED_HOSTS": "127.0.0.1,localhost,testserver",
    "SITE_URL": "http://testserver",
    "EMAIL_HOST": "127.0.0.1",
    "FILES_FOLDER": "/nonexistent",
    "EMAIL_PORT": "25",
    "EMAIL_HOST_USER": "",
    "EMAIL_HOST_PASSWORD": "",
    "EMAIL_USE_TLS": "0",
    "DEFAULT_FROM_EMAIL": "portal@kontaktlaege.example",
    "SESSION_MINUTES": "60",
    "SESSION_WARNING_MINUTES": "5",
    "SECURE_PROXY_SSL_HEADER": "0",
    "TRUSTED_PROXIES": "0",
    # Playwright's loop and Django's live server share a thread.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
}


def main(arguments: list[str]) -> int:
    """0 when all is well; otherwise the code of the first check that failed."""
    if arguments:
        return _only_pytest(arguments)
    chromium = browser.ensure()
    pango.ensure()
    say("Kontrol uden database:")
    for name, command in _static_checks():
        _check(name, command, _settings(os.environ.copy()))
    with throwaway_services() as (family, services):
        say(f"Kontrol med {services.names}:")
        env = _settings(services.env())
        for name, command in _checks_of_django():
            _check(name, command, env)
        say("  pytest:")
        return _pytest(PARALLEL, {**env, "CHROMIUM": chromium}, family)


def _only_pytest(arguments: list[str]) -> int:
    """The browser is looked for but not demanded: a test that needs it says so itself."""
    with throwaway_services() as (family, services):
        return _pytest(arguments, {**_settings(services.env()), "CHROMIUM": browser.find()}, family)


def _pytest(arguments: list[str], env: dict[str, str], family: Family) -> int:
    command = [str(BIN / "python"), "-m", "pytest", *arguments]
    return foreground(command, env, cwd=str(ROOT), stopping=lambda: family.asked_to_stop > 0)


def _settings(env: dict[str, str]) -> dict[str, str]:
    env.pop("PYTHONWARNINGS", None)
    for name in SETTINGS:
        env.pop(f"{name}_FILE", None)
    return {**env, **SETTINGS, "PATH": f"{BIN}{os.pathsep}{env.get('PATH', '')}"}


def _static_checks() -> list[tuple[str, list[str]]]:
    shell = [ROOT / ".ci" / "run", *(ROOT / "script").iterdir(), *(ROOT / "deploy").rglob("*.sh")]
    scripts = [str(path.relative_to(ROOT)) for path in shell if path.is_file() and path.suffix in {"", ".sh"}]
    return [
        ("ruff check", ["ruff", "check", "--quiet"]),
        ("ruff format", ["ruff", "format", "--check", "--quiet"]),
        ("shellcheck", ["shellcheck", "--external-sources", "--source-path=SCRIPTDIR", *scripts]),
        ("hadolint", ["hadolint", "Dockerfile"]),
        ("docker-compose config", ["docker-compose", "--env-file", ".env.example", "config", "--quiet"]),
    ]


def _checks_of_django() -> list[tuple[str, list[str]]]:
    return [
        ("mypy", ["mypy", "."]),
        ("manglende migrationer", ["python", "manage.py", "makemigrations", "--check", "--dry-run"]),
        (
            "manage.py check",
            ["python", *NEXT_DJANGO, "manage.py", "check", "--fail-level", "WARNING"],
        ),
    ]


def _check(name: str, command: list[str], env: dict[str, str]) -> None:
    """Silent when well; otherwise all it said, and the end."""
    with step(name):
        done = subprocess.run(
            [str(BIN / command[0]), *command[1:]], cwd=ROOT, env=env, capture_output=True, text=True, check=False
        )
        if done.returncode:
            give_up(f"{name} fandt noget:\n{done.stdout}{done.stderr}")
