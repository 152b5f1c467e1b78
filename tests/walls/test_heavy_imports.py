"""The PDF signature library is 33 MB: only the process that reads signatures loads it, no web or worker process."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("pyhanko", "pyhanko_certvalidator", "asn1crypto")
ROOM = ROOT / "files" / "signatures"
READING = {"read", "changes", "certificates"}


def imported(path: Path) -> set[str]:
    """The modules that a file imports, wherever in it."""
    tree = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    whole = {alias.name for node in tree if isinstance(node, ast.Import) for alias in node.names}
    parts = [node for node in tree if isinstance(node, ast.ImportFrom) and node.module]
    return whole | {f"{node.module}.{alias.name}" for node in parts for alias in node.names}


def code() -> list[Path]:
    """The site's own code, tests left out."""
    apps = [path.parent for path in ROOT.glob("*/apps.py")]
    return [path for app in apps for path in app.rglob("*.py")]


def test_only_the_reading_modules_load_it() -> None:
    reading = {ROOM / f"{name}.py" for name in READING}
    assert {path for path in code() if any(name.startswith(HEAVY) for name in imported(path))} == reading


def test_only_the_reading_process_loads_the_reading_modules() -> None:
    names = tuple(f"files.signatures.{name}" for name in READING)
    users = {path for path in code() if any(name.startswith(names) for name in imported(path))}
    assert users <= {ROOM / "__main__.py", *(ROOM / f"{name}.py" for name in READING)}
