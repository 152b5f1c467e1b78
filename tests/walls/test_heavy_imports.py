"""What is heavy is loaded only where it is used.

The PDF signature library is 33 MB: only the process that reads signatures loads it, no web or worker process; and the
demo when it writes its data. What makes a PDF takes seconds and 70 MB: the worker loads it when it makes one.
"""

import ast
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("pyhanko", "pyhanko_certvalidator", "asn1crypto")
ROOM = ROOT / "files" / "signatures"
READING = {"read", "changes", "certificates"}
DEMO_SIGNING = ROOT / "kontaktlaege" / "demo" / "signing.py"
PDF_MAKER = ROOT / "ui" / "pdf.py"


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
    reading = {*(ROOM / f"{name}.py" for name in READING), DEMO_SIGNING}
    assert {path for path in code() if any(name.startswith(HEAVY) for name in imported(path))} == reading


def test_only_the_reading_process_loads_the_reading_modules() -> None:
    names = tuple(f"files.signatures.{name}" for name in READING)
    users = {path for path in code() if any(name.startswith(names) for name in imported(path))}
    assert users <= {ROOM / "__main__.py", *(ROOM / f"{name}.py" for name in READING)}


def test_the_demos_signatures_are_made_by_its_data_alone() -> None:
    users = [path for path in code() if any(name.startswith("kontaktlaege.demo.signing") for name in imported(path))]
    assert users == [ROOT / "kontaktlaege" / "demo" / "agreements.py"]


def test_a_page_loads_nothing_that_makes_pdfs() -> None:
    assert [path for path in code() if any(name.startswith("weasyprint") for name in imported(path))] == [PDF_MAKER]
    asked = "import sys, django; django.setup(); import kontaktlaege.urls, kontaktlaege.celery; "
    asked += "from django.urls import get_resolver; get_resolver().url_patterns; "
    asked += "sys.exit('weasyprint' in sys.modules or 'pyhanko' in sys.modules)"
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "kontaktlaege.settings"}
    assert subprocess.run([sys.executable, "-c", asked], cwd=ROOT, env=env, check=False).returncode == 0
