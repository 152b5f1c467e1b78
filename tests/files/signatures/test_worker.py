"""A real worker reads, is killed in the middle, and another reads again."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from audit import clock
from files.models import Signature, SignatureReading
from files.storage import the_storage
from tests.cast import Cast
from tests.files.signatures import updates as u
from tests.files.signatures.stored import reading_of, store
from tests.files.signatures.test_apart import heavy
from tests.files.signing import authority, person, signed
from tests.outbox.test_processes import WORKER, until

ANNA = person("Anna Jensen", authority())
# The sweep as it is, every second so that nobody waits.
BEAT = """
from kontaktlaege.celery import app
app.conf.beat_schedule["signatures-sweep"]["schedule"] = 1
app.start(["beat", "--schedule", "{folder}/beat", "--pidfile=", "--loglevel", "WARNING"])
"""


class Programs:
    """Processes on the test's own database, Redis and storage."""

    def __init__(self) -> None:
        base = connection.settings_dict
        where = f"{base['USER']}:{base['PASSWORD']}@{base['HOST']}:{base['PORT']}/{base['NAME']}"
        self.env = {
            **os.environ,
            "DATABASE_URL": f"postgres://{where}",
            "FILES_FOLDER": str(the_storage().path("")),
            "DJANGO_SETTINGS_MODULE": "kontaktlaege.settings",
        }
        self.started: list[subprocess.Popen[bytes]] = []

    def start(self, program: str) -> subprocess.Popen[bytes]:
        """One with a group of its own, so that it can be killed with all its children."""
        process = subprocess.Popen([sys.executable, "-c", program], env=self.env, start_new_session=True)
        self.started.append(process)
        return process

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """End it without a word."""
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture
def programs() -> Iterator[Programs]:
    made = Programs()
    yield made
    for process in made.started:
        made.kill(process)


def test_a_worker_killed_while_it_reads_is_followed_by_another(
    live_cast: Cast, programs: Programs, tmp_path: Any
) -> None:
    worker = programs.start(WORKER)
    pdf = u.updated(signed(heavy(20_000, filling=8), ANNA), u.filled_in)
    version = store(pdf, project=live_cast.slagelse, by=live_cast.leader, at=clock.now())
    until(lambda: reading_of(version).attempts == 1, seconds=30)
    programs.kill(worker)
    assert reading_of(version).state == "waiting"
    assert not Signature.objects.exists()
    # The time in which the lost try might still have come back is over.
    SignatureReading.objects.update(next_attempt_at=clock.now())
    programs.start(WORKER)
    programs.start(BEAT.format(folder=tmp_path))
    until(lambda: reading_of(version).state == "read", seconds=60)
    assert reading_of(version).attempts == 2
    assert [row.fact.signer for row in Signature.objects.all()] == ["Anna Jensen"]
