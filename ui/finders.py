"""Static files straight from the npm package, by an allow-list: nothing of others is copied into this repository."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.checks import CheckMessage
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage

PREFIX = "dkfds"
STYLESHEET = "css/dkfds.min.css"
NAMED = ("LICENSE.md", "img/all-svg-icons.svg", STYLESHEET, f"{STYLESHEET}.map")
_REFERENCE = re.compile(r"""url\(\s*["']?\.\./([^"')?#]+)""")


class PackageFinder(BaseFinder):
    """Finds what the pages need of Det Fælles Designsystem: its stylesheet, what that refers to, icons, licence."""

    def __init__(self, app_names: Iterable[str] | None = None, root: Path | None = None) -> None:
        """`root`: the folder of the package's built files; by default the one `npm ci` makes."""
        self.root = root or Path(settings.BASE_DIR, "node_modules", "dkfds", "dist")
        self.storage = FileSystemStorage(location=self.root)
        # collectstatic and whitenoise put this before each name.
        self.storage.prefix = PREFIX  # type: ignore[attr-defined]

    @cached_property
    def allowed(self) -> frozenset[str]:
        """Paths inside the package. Raises ImproperlyConfigured when it is not installed."""
        try:
            stylesheet = (self.root / STYLESHEET).read_text(encoding="utf-8")
        except FileNotFoundError:
            raise ImproperlyConfigured(
                f"The package dkfds is not installed in {self.root}. Run `npm ci` (script/setup does)."
            ) from None
        # The manifest storage refuses a stylesheet with a reference to a file that is not there, so: all of them.
        return frozenset(NAMED) | frozenset(_REFERENCE.findall(stylesheet))

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        """Nothing: an image without the package is right once its files are collected."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The file behind `dkfds/…`, or nothing."""
        prefix, _, inner = path.replace("\\", "/").partition("/")
        if prefix != PREFIX or inner not in self.allowed:
            return []
        found = self.storage.path(inner)
        return [found] if find_all or kwargs.get("all") else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        """Every allowed file, sorted."""
        for path in sorted(self.allowed):
            if not matches_patterns(path, [*(ignore_patterns or ())]):
                yield path, self.storage
