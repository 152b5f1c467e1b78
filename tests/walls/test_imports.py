"""Imports point down, lazy ones and foreign keys by name included."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAY_IMPORT: dict[str, set[str]] = {
    "ui": set(),
    "audit": set(),
    "outbox": set(),
    "accounts": {"audit", "outbox", "ui"},
    "projects": {"accounts", "audit", "outbox", "ui"},
    "files": {"projects", "accounts", "audit", "outbox", "ui"},
    "checklists": {"files", "projects", "accounts", "audit", "outbox", "ui"},
    "agreements": {"checklists", "files", "projects", "accounts", "audit", "outbox", "ui"},
    "documents": {"checklists", "files", "projects", "accounts", "audit", "outbox", "ui"},
}
APPS = {*MAY_IMPORT, "kontaktlaege"}
MODEL_BY_NAME = re.compile(rf"^({'|'.join(APPS)})\.[A-Z]\w+$")


def imported_apps(source: str) -> set[str]:
    """The apps that a module reaches, wherever in it the import or the name of a model stands."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if match := MODEL_BY_NAME.match(node.value):
                found.add(match[1])
        elif isinstance(node, ast.Attribute) and node.attr == "AUTH_USER_MODEL":
            found.add("accounts")
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get_model":
            found |= {str(a.value).split(".")[0] for a in node.args[:1] if isinstance(a, ast.Constant)}
    return found & APPS


def modules_of(app: str) -> list[Path]:
    """The app's own code; migrations name models by design and are left out."""
    return [path for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]


@pytest.mark.parametrize("app", MAY_IMPORT)
def test_imports_point_down(app: str) -> None:
    allowed = MAY_IMPORT[app] | {app}
    wrong = {
        f"{path.relative_to(ROOT)} imports {other}"
        for path in modules_of(app)
        for other in imported_apps(path.read_text(encoding="utf-8")) - allowed
    }
    assert not wrong


def test_every_app_stands_in_the_picture() -> None:
    folders = {path.parent.name for path in ROOT.glob("*/apps.py")}
    assert folders == APPS


def test_the_picture_has_no_circle() -> None:
    for app, below in MAY_IMPORT.items():
        assert all(app not in MAY_IMPORT[other] for other in below)


@pytest.mark.parametrize(
    "source",
    [
        "import checklists.models",
        "from checklists import models",
        "def f():\n    from checklists.models import Task",
        "key = ForeignKey('checklists.Task')",
        "apps.get_model('checklists', 'Task')",
    ],
)
def test_the_wall_sees_every_way_in(source: str) -> None:
    assert imported_apps(source) == {"checklists"}


def test_only_the_outbox_sends_mail() -> None:
    """Everybody else may write one (EmailMultiAlternatives), and puts it."""
    wrong = {
        f"{path.relative_to(ROOT)} has {word}"
        for app in APPS - {"outbox"}
        for path in modules_of(app)
        for word in ("send_mail(", "send_mass_mail", "mail_admins", "mail_managers", "get_connection", ".send()")
        if word in path.read_text(encoding="utf-8").replace("def send_mail(", "")
    }
    assert not wrong
