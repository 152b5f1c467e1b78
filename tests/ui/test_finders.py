"""What is served of the npm package, and nothing more."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from ui.finders import NAMED, PREFIX, STYLESHEET, PackageFinder


def test_everything_the_stylesheet_refers_to_is_there() -> None:
    finder = PackageFinder()
    stylesheet = (finder.root / STYLESHEET).read_text(encoding="utf-8")
    inside = [ref for ref in re.findall(r"url\(([^)]+)\)", stylesheet) if not ref.strip("\"'").startswith("data:")]
    assert inside
    for reference in inside:
        name = reference.strip("\"'").removeprefix("../")
        assert name in finder.allowed
        assert (finder.root / name).is_file(), name


def test_every_allowed_file_is_listed_and_found() -> None:
    finder = PackageFinder()
    listed = [path for path, storage in finder.list([])]
    assert listed == sorted(finder.allowed) and set(NAMED) <= set(listed)  # noqa: PT018
    assert all(Path(finder.find(f"{PREFIX}/{path}")).is_file() for path in listed)
    assert finder.find(f"{PREFIX}/LICENSE.md", find_all=True) == [str(finder.root / "LICENSE.md")]


@pytest.mark.parametrize(
    "path",
    [
        "dkfds/js/dkfds.min.js",
        "dkfds/scss/dkfds.scss",
        "dkfds/../package.json",
        "dkfds/css/../../package.json",
        "dkfds",
        "LICENSE.md",
        "kl/kl.css",
    ],
)
def test_nothing_else_is_found(path: str) -> None:
    assert PackageFinder().find(path) == []


def test_the_licence_is_shipped() -> None:
    assert "LICENSE.md" in PackageFinder().allowed


def test_patterns_to_ignore_are_heard() -> None:
    assert not [path for path, storage in PackageFinder().list(["*.svg"]) if path.endswith(".svg")]


def test_a_missing_package_is_said_with_the_command_to_run(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="npm ci"):
        list(PackageFinder(root=tmp_path).list([]))
