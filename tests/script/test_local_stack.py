"""The pieces of the local stack: ports, versions, locks, and services that die."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from script.stack import postgres
from script.stack.places import Account, Lock, make_dir, reachable_dir
from script.stack.ports import free_port, listen_from
from script.stack.processes import ChildDied, Family
from script.stack.redis import Redis
from script.stack.say import GiveUp
from tests.script.running import ROOT, open_folder


@pytest.fixture
def family() -> Iterator[Family]:
    """Children in a folder of their own, ended with the test."""
    folder = open_folder()
    family = Family(folder)
    yield family
    family.stop()
    postgres.forget_all(folder)


def test_a_taken_port_gives_the_next_free_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with listen_from(port) as listener:
            assert port < listener.getsockname()[1] < port + 50


def test_a_free_port_is_taken_as_it_is() -> None:
    port = free_port()
    with listen_from(port) as listener:
        assert listener.getsockname()[1] == port


def test_one_parent_per_folder_and_the_next_when_it_is_gone(tmp_path: Path) -> None:
    first, second = Lock(tmp_path), Lock(tmp_path)
    assert first.take()
    assert not second.take()
    first.write({"url": "http://127.0.0.1:8000"})
    assert second.read() == {"url": "http://127.0.0.1:8000"}
    first.release()
    assert second.take()
    assert second.read() == {}
    second.release()


def test_a_folder_that_cannot_be_made_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(GiveUp, match="KL_LOCAL_DIR"):
        make_dir(tmp_path / "file" / "inside")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root lends PostgreSQL another account")
def test_a_closed_folder_stays_closed_and_the_data_go_elsewhere(tmp_path: Path) -> None:
    closed = tmp_path / "home"
    (closed / "checkout").mkdir(parents=True)
    closed.chmod(0o700)
    nobody = Account("nobody", 65534, 65534)
    place = reachable_dir(closed / "checkout", nobody)
    try:
        assert not place.is_relative_to(closed)
        assert place == reachable_dir(closed / "checkout", nobody)
        assert closed.stat().st_mode & 0o777 == 0o700

        # A new checkout in the same folder does not take over what the old one left.
        (place / "old").touch()
        shutil.rmtree(closed / "checkout")
        (closed / "checkout").mkdir()
        assert not (reachable_dir(closed / "checkout", nobody) / "old").exists()
    finally:
        shutil.rmtree(place)


OLD, NEW = postgres.Binaries(Path("/old"), 15, embedded=False), postgres.Binaries(Path("/new"), 18, embedded=True)


def test_new_data_get_the_first_binaries(tmp_path: Path) -> None:
    assert postgres.choose([OLD, NEW], made_by=None, data=tmp_path) == OLD


def test_data_get_the_binaries_of_their_own_version(tmp_path: Path) -> None:
    assert postgres.choose([OLD, NEW], made_by=18, data=tmp_path) == NEW


def test_data_of_a_version_that_is_not_here_are_left_alone_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(GiveUp, match=r"lavet af PostgreSQL 16.*kun PostgreSQL 15.*script/demo --reset"):
        postgres.choose([OLD], made_by=16, data=tmp_path)


def test_no_binaries_at_all_name_the_package(tmp_path: Path) -> None:
    with pytest.raises(GiveUp, match="apt-get install postgresql"):
        postgres.choose([], made_by=None, data=tmp_path)


def test_the_version_of_a_data_folder_is_read_from_it(tmp_path: Path) -> None:
    assert postgres.data_version(tmp_path) is None
    (tmp_path / "PG_VERSION").write_text("15\n")
    assert postgres.data_version(tmp_path) == 15


def test_the_wheel_is_there_for_machines_without_postgresql() -> None:
    assert [each.embedded for each in postgres.installed("embedded")] == [True]


def start(family: Family, kind: str) -> postgres.Postgres:
    """One server, ready. Not a throwaway one: that may forget what was committed just before a kill."""
    server = postgres.Postgres(family, throwaway=False, kind=kind)
    server.prepare()
    server.start()
    server.wait()
    return server


def test_postgresql_comes_back_with_its_data_after_kill_9(family: Family) -> None:
    server = start(family, "embedded")
    connection = psycopg2.connect(server.url)
    connection.autocommit = True
    connection.cursor().execute("CREATE TABLE kept ()")
    server.child.process.send_signal(signal.SIGKILL)
    with pytest.raises(ChildDied, match="postgres stoppede af signal 9"):
        family.wait_until(lambda: False, seconds=5, what="PostgreSQL")
    family.forget(server.child)

    again = start(family, "embedded")
    with psycopg2.connect(again.url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_tables WHERE tablename = 'kept'")
        assert cursor.fetchone()


def test_a_server_left_running_in_the_folder_is_stopped_first(family: Family) -> None:
    first = start(family, "embedded")
    family.forget(first.child)
    second = start(family, "embedded")
    assert first.child.process.wait(timeout=5) == 0
    assert second.child.alive()


def test_a_pid_file_with_another_programs_number_is_no_obstacle(family: Family) -> None:
    server = start(family, "embedded")
    family.stop()
    (server.data / "postmaster.pid").write_text(f"{os.getpid()}\n{server.data}\n")
    assert start(family, "embedded").child.alive()


def test_a_port_taken_in_the_last_moment_is_tried_anew(family: Family) -> None:
    redis = Redis(family, kind="embedded")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        redis.start_on(taken.getsockname()[1])
        redis.wait()
    assert redis.child.alive()


def test_the_passwords_of_the_services_are_needed(family: Family) -> None:
    server = start(family, "embedded")
    with pytest.raises(psycopg2.OperationalError, match="password"):
        psycopg2.connect(f"postgres://portal:wrong@127.0.0.1:{server.port}/portal")


def test_programs_end_with_a_killed_parent(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib; sys.path.insert(0, sys.argv[1])\n"
        "from script.stack.processes import Family\n"
        "child = Family(pathlib.Path(sys.argv[2])).spawn('sleep', ['sleep', '60'])\n"
        "print(child.process.pid, flush=True); child.process.wait()"
    )
    parent = subprocess.Popen([sys.executable, "-c", code, ROOT, tmp_path], stdout=subprocess.PIPE, text=True)
    pid = int(parent.stdout.readline())  # type: ignore[union-attr]
    parent.kill()
    parent.wait()
    deadline = time.monotonic() + 5
    while runs(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not runs(pid)


def runs(pid: int) -> bool:
    """Whether the program runs; one that nobody has buried yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False


def test_throwaway_services_stand_beside_each_other_and_leave_nothing() -> None:
    env = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    command = [str(ROOT / "script" / "local-services"), "--throwaway", "--", "sh", "-c", "echo $DATABASE_URL; exit 3"]
    both = [subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [each.communicate(timeout=60)[0] for each in both]
    assert [each.returncode for each in both] == [3, 3]
    assert said[0] != said[1]
    for url in said:
        with pytest.raises(psycopg2.OperationalError, match="refused"):
            psycopg2.connect(url.strip())
