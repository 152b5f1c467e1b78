"""script/demo for real: start, keep, stop, and every kind of sudden death. One first start serves the whole file."""

import os
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import psutil
import psycopg2
import pytest

from script.stack.ports import free_port
from script.stack.postgres import forget_all
from script.stack.processes import MARK
from tests.script.running import Demo, open_folder

FIRST_START, NEXT_START, STOP = 60, 6, 5
SLACK = 4  # seconds for a busy machine, where tests run beside other work
ENTERED = "CREATE TABLE IF NOT EXISTS entered AS SELECT 'kept'::text AS text"


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """State of one demo, for the whole file."""
    made = open_folder()
    yield made
    forget_all(made)


def left_of(folder: Path) -> list[str]:
    """Programs that still belong to the demo's stack: those that carry its mark, and PostgreSQL, which hides it."""
    found = []
    for process in psutil.process_iter():
        try:
            line = " ".join(process.cmdline())
            marked = process.environ().get(MARK) == str(folder) or f"{folder}/" in line
            if marked and process.status() != psutil.STATUS_ZOMBIE:
                found.append(line)
        except psutil.Error:
            continue
    return found


def enter(url: str) -> None:
    """Make the table that stands for 'what was entered'."""
    connection = psycopg2.connect(url)
    connection.autocommit = True
    connection.cursor().execute(ENTERED)
    connection.close()


def tables(url: str) -> int:
    """1 when the table that stands for 'what was entered' is there, else 0."""
    connection = psycopg2.connect(url)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tablename = 'entered'")
        [number] = cursor.fetchone() or [0]
    connection.close()
    return int(number)


def test_it_starts_beside_a_taken_port_and_ctrl_c_ends_everything(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with Demo(folder, port=port) as demo:
            demo.wait_for("Klar: http://127.0.0.1:", seconds=FIRST_START * 2)
            assert f"Port {port} er optaget" in demo.said
            with urlopen(f"{demo.facts()['url']}/konto/log-ind/") as page:  # noqa: S310
                assert "Opdigtede data" in page.read().decode()

            with Demo(folder, port=port) as second:
                second.process.wait(timeout=10)
                second.reader.join()
            assert second.process.returncode == 1
            assert f"Demoen kører allerede på {demo.facts()['url']}" in second.said

            enter(demo.facts()["database_url"])
            assert demo.end(signal.SIGINT, seconds=STOP + SLACK) < STOP
    assert demo.process.returncode == 0
    assert left_of(folder) == []


def test_the_next_start_is_quick_and_keeps_what_was_entered(folder: Path) -> None:
    with Demo(folder, port=free_port()) as demo:
        assert demo.wait_for("Klar:", seconds=30) < NEXT_START + SLACK
        assert "Tabeller" not in demo.said
        assert tables(demo.facts()["database_url"]) == 1
        assert demo.end(signal.SIGTERM, seconds=STOP + SLACK) < STOP


@pytest.mark.parametrize("killed", ["web", "postgres"])
def test_a_killed_part_is_named_and_the_next_start_just_works(folder: Path, killed: str) -> None:
    with Demo(folder, port=free_port()) as demo:
        demo.wait_for("Klar:", seconds=30)
        os.kill(demo.facts()["children"][killed], signal.SIGKILL)
        demo.process.wait(timeout=STOP + SLACK)
        demo.reader.join()
    assert demo.process.returncode == 1
    assert f"{killed} stoppede af signal 9" in demo.said
    assert left_of(folder) == []


def test_after_kill_9_of_all_at_once_the_next_start_just_works(folder: Path) -> None:
    with Demo(folder, port=free_port()) as demo:
        demo.wait_for("Klar:", seconds=30)
        enter(demo.facts()["database_url"])
        parts = demo.facts()["children"].values()
        for pid in (demo.process.pid, *parts):
            os.kill(pid, signal.SIGKILL)
        demo.process.wait()
    with Demo(folder, port=free_port()) as again:
        again.wait_for("Klar:", seconds=30)
        assert tables(again.facts()["database_url"]) == 1
        # Now the parent alone: the kernel tells the children.
        again.end(signal.SIGKILL, seconds=STOP)
    deadline = time.monotonic() + STOP + SLACK
    while left_of(folder) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert left_of(folder) == []


def test_reset_begins_again_and_ctrl_c_works_in_the_middle_of_a_start(folder: Path) -> None:
    with Demo(folder, "--reset", port=free_port()) as demo:
        demo.wait_for("Tabeller", seconds=30)
        assert tables(demo.facts()["database_url"]) == 0
        assert demo.end(signal.SIGINT, seconds=STOP + SLACK) < STOP
    assert demo.process.returncode == 0
    assert left_of(folder) == []
