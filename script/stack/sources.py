"""Have the sources changed since the demo's data were brought up to date?"""

import hashlib

from script.stack.places import ROOT

FOLDERS = (
    "accounts",
    "agreements",
    "audit",
    "checklists",
    "documents",
    "files",
    "kontaktlaege",
    "outbox",
    "playbook",
    "projects",
    "ui",
)
KINDS = {".py", ".yaml", ".yml", ".csv", ".json"}


def fingerprint() -> str:
    """One number for all code and reference data. A change anywhere runs the repeatable steps again."""
    total = hashlib.sha256()
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in KINDS:
                total.update(f"{path.relative_to(ROOT)}\0".encode())
                total.update(path.read_bytes())
    return total.hexdigest()
