"""What is locked: exact, hashed, without addresses; development has production's versions."""

import json
import re

import pytest

from script.stack.lock import ADDRESS, LOCKED
from tests.script.running import ROOT

LOCKS = [*LOCKED.values(), "package-lock.json"]
PIN = re.compile(r"^([\w.-]+)==([^\s;\\]+)(.*)$", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    """Package and version."""
    return {match[1]: match[2] for match in PIN.finditer((ROOT / name).read_text())}


@pytest.mark.parametrize("name", LOCKS)
def test_no_lock_names_an_address(name: str) -> None:
    assert not ADDRESS.search((ROOT / name).read_text())


@pytest.mark.parametrize("name", LOCKED.values())
def test_every_package_has_hashes(name: str) -> None:
    text = (ROOT / name).read_text()
    assert pins(name)
    for entry in re.split(r"\n(?=\S)", text):
        if PIN.match(entry):
            assert "--hash=sha256:" in entry, entry


def test_development_has_the_versions_of_production() -> None:
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()


def test_what_is_asked_for_is_locked() -> None:
    for source, target in LOCKED.items():
        asked = re.findall(r"^([A-Za-z][\w.-]*)", (ROOT / source).read_text(), re.MULTILINE)
        assert {name.lower() for name in asked} <= set(pins(target)), f"run script/lock: {source} is ahead of {target}"


def test_every_npm_package_has_a_hash() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert all("integrity" in facts for name, facts in packages.items() if name)
