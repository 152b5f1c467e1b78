"""What may die, dies here: a real worker, beat, web process, Redis; the mail still goes."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

import pytest
import redis
from django.conf import settings
from django.db import connection, transaction

from accounts.letters import put_welcome
from accounts.models import User
from outbox.models import Letter
from tests.mail_server import Sink, free_port, listening

pytestmark = pytest.mark.django_db(transaction=True)
WORKER = """
from kontaktlaege.celery import app
app.start(["worker", "--concurrency", "2", "--without-gossip", "--without-mingle", "--loglevel", "WARNING"])
"""
# The sweep as it is, every second so that nobody waits.
BEAT = """
from kontaktlaege.celery import app
app.conf.beat_schedule["outbox-sweep"]["schedule"] = 1
app.start(["beat", "--schedule", "{folder}/beat", "--pidfile=", "--loglevel", "WARNING"])
"""
# A web process that is gone as soon as the row is committed, before it has told anyone.
WEB = """
import os, signal, django
django.setup()
from django.db import transaction
from django.utils import timezone
from accounts.letters import put_welcome
from accounts.models import User
with transaction.atomic():
    transaction.on_commit(lambda: os.kill(os.getpid(), signal.SIGKILL))
    put_welcome(User.objects.get(name="ane"), at=timezone.now())
"""


def until(came: Callable[[], object], seconds: float = 15) -> None:
    """Wait for another process. Fails when it does not come."""
    deadline = time.monotonic() + seconds
    while not came():
        assert time.monotonic() < deadline, "It did not come"
        time.sleep(0.02)


class Background:
    """The processes around one mail server, on the test's own database and Redis."""

    def __init__(self, sink: Sink, port: int, folder: str) -> None:
        self.sink, self.folder = sink, folder
        database = connection.settings_dict
        where = f"{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
        self.env = {
            **os.environ,
            "DATABASE_URL": f"postgres://{where}",
            "EMAIL_PORT": str(port),
            "DJANGO_SETTINGS_MODULE": "kontaktlaege.settings",
        }
        self.started: list[subprocess.Popen[bytes]] = []
        self.redis = redis.from_url(settings.REDIS_URL)
        self.worker = self.start(WORKER)
        self.start(BEAT.format(folder=folder))

    def start(self, program: str) -> subprocess.Popen[bytes]:
        """A process with a group of its own, so that it can be killed with all its children."""
        process = subprocess.Popen([sys.executable, "-c", program], env=self.env, start_new_session=True)
        self.started.append(process)
        return process

    def send(self, sign: signal.Signals) -> None:
        """Send the worker and its children a signal."""
        os.killpg(self.worker.pid, sign)

    def stop(self) -> None:
        """End everything."""
        for process in self.started:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture(scope="module")
def running(
    django_db_setup: None, django_db_blocker: object, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Background]:
    """A worker and beat, started once."""
    sink, port = Sink(), free_port()
    with listening(sink, port):
        background = Background(sink, port, str(tmp_path_factory.mktemp("beat")))
        yield background
        background.stop()


@pytest.fixture
def background(running: Background) -> Background:
    """The same with an empty mail server."""
    running.sink.arrived.clear()
    running.sink.hold.clear()
    running.sink.holding = 0
    return running


def person(name: str = "ane") -> User:
    """Someone new, who gets a welcome."""
    return User.objects.create_user(email=f"{name}@slagelse.example", name=name)


def state_of(user: User) -> str:
    """The state of the person's mail."""
    return Letter.objects.get(to_user_id=user.pk).state


def is_sent(user: User) -> bool:
    """Whether the mail has gone."""
    return state_of(user) == "sent"


def ids(sink: Sink) -> list[str]:
    """The Message-IDs in the order they came."""
    return [mail["Message-ID"] for mail in sink.arrived]


def test_redis_forgets_everything_after_the_commit(background: Background, at: datetime) -> None:
    # Both have begun, so the flush takes the queue from under their feet.
    first = person("first")
    put_welcome(first, at=at)
    until(lambda: state_of(first) == "sent")
    background.send(signal.SIGSTOP)
    people = [person(name) for name in ("ane", "bo", "eva")]
    with transaction.atomic():
        for user in people:
            put_welcome(user, at=at)
    # One message is already on its way to the worker; the others are in Redis only.
    assert background.redis.llen("celery") >= len(people) - 1
    background.redis.flushdb()
    background.send(signal.SIGCONT)
    for user in people:
        until(partial(is_sent, user))
        assert len(background.sink.to(user.email)) == 1


def test_the_web_process_is_killed_right_after_the_commit(background: Background) -> None:
    ane = person()
    web = background.start(WEB)
    assert web.wait(timeout=20) == -signal.SIGKILL
    until(lambda: state_of(ane) == "sent")
    assert len(background.sink.arrived) == 1


def test_a_hanging_recipient_holds_no_other_up(background: Background, at: datetime) -> None:
    slow, quick = person("slow"), person("quick")
    background.sink.hold = {slow.email}
    put_welcome(slow, at=at)
    until(lambda: background.sink.holding)
    put_welcome(quick, at=at)
    until(lambda: state_of(quick) == "sent", seconds=3)
    assert state_of(slow) == "waiting"
    background.sink.hold.clear()
    until(lambda: state_of(slow) == "sent")


def test_a_worker_is_killed_while_it_sends(background: Background, at: datetime) -> None:
    ane = person()
    background.sink.hold = {ane.email}
    put_welcome(ane, at=at)
    until(lambda: background.sink.holding)
    background.send(signal.SIGKILL)
    background.worker.wait()
    background.sink.hold.clear()
    assert state_of(ane) == "waiting"
    background.worker = background.start(WORKER)
    until(lambda: state_of(ane) == "sent")
    # Perhaps sent the first time: the mail program sees by the Message-ID that it is the same.
    letter = Letter.objects.get()
    assert ids(background.sink) == [letter.message_id, letter.message_id]
