"""Whatever the size of a file, a web process needs no more memory for it: a real one, with 200 MB up and down."""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from files.models import FileVersion
from script.stack.big_file import fetch, peak_of, send, size_of
from script.stack.places import ROOT
from script.stack.ports import LOOPBACK, free_port, listen_from
from script.stack.processes import Family
from tests.cast import Cast

# MB; a copy of the file in memory would be 200.
MOST_GROWTH = 40
PIECES = 200


@dataclass(frozen=True)
class Web:
    """A web process of gunicorn's, and where it listens."""

    port: int
    family: Family

    @property
    def peak(self) -> float:
        """The most memory of its only worker, in MB."""
        [worker] = psutil.Process(self.family.children[0].process.pid).children()
        return peak_of(worker.pid)


@pytest.fixture
def web(live_cast: Cast, tmp_path: Path) -> Iterator[Web]:
    """One worker as in the image, on the tests' database, with room for files of 250 MB."""
    database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    env = {
        **os.environ,
        "DATABASE_URL": database.geturl(),
        "SECRET_KEY": settings.SECRET_KEY,
        "ALLOWED_HOSTS": LOOPBACK,
        "FILES_FOLDER": str(tmp_path / "files"),
        "FILES_MOST_MB": "250",
    }
    listener = listen_from(free_port())
    port = listener.getsockname()[1]
    family = Family(tmp_path)
    command = [sys.executable, "-m", "gunicorn", "kontaktlaege.wsgi", "--workers", "1", "--threads", "4"]
    bind = ["--no-control-socket", "--bind", f"fd://{listener.fileno()}"]
    family.spawn("web", [*command, *bind], env=env, cwd=ROOT, pass_fds=[listener.fileno()])
    listener.close()
    try:
        yield Web(port, family)
    finally:
        family.stop()


def test_200_mb_up_and_down_in_flat_memory(live_cast: Cast, web: Web) -> None:
    client = Client()
    client.force_login(live_cast.it)
    session, where = client.cookies["sessionid"].value, {"pk": live_cast.slagelse.pk, "number": "G31"}
    up = reverse("task_files", kwargs=where)
    # Everything that any upload and any answer needs is loaded.
    assert send(web.port, up, session, pieces=1) == ""
    assert fetch(web.port, _content(where), session) == size_of(1)
    before = web.peak
    assert send(web.port, up, session, pieces=PIECES) == ""
    after_up = web.peak
    assert fetch(web.port, _content(where), session) == size_of(PIECES)
    grown_up, grown_down = after_up - before, web.peak - after_up
    assert max(grown_up, grown_down) < MOST_GROWTH, (before, grown_up, grown_down)


def _content(where: dict[str, object]) -> str:
    """The address of the file that came last."""
    version = FileVersion.objects.latest("pk")
    return reverse("task_file_content", kwargs={**where, "file": version.file_id, "version": version.number})
