"""A file of 25 MB up and down: how long it takes, and what it costs a web process."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import psutil

from script.stack.big_file import fetch, peak_of, send, size_of
from script.stack.processes import Child
from script.stack.say import give_up

# Enough that each of the workers has loaded what an upload and an answer take.
WARM_UP = 10


@dataclass(frozen=True)
class Way:
    """One way: seconds, and by how many MB the most memory of a web process grew."""

    seconds: float
    grown: float


@dataclass(frozen=True)
class Large:
    """Both ways of a file of so many MB."""

    megabytes: float
    up: Way
    down: Way


def measure_large(plan: Mapping[str, str], port: int, web: Child) -> Large:
    """Send one and fetch one. Gives up when it is not taken or does not come whole."""
    session, pieces = plan["session"], int(plan["pieces"])

    def up(count: int) -> None:
        if said := send(port, plan["up"], session, pieces=count):
            give_up(f"En stor fil blev ikke taget imod: {said}")

    def down() -> None:
        if (size := fetch(port, plan["down"], session)) != size_of(pieces):
            give_up(f"Af en stor fil kom {size} byte.")

    for _ in range(WARM_UP):
        up(1)
        fetch(port, plan["small"], session)
    return Large(size_of(pieces) / 1e6, _way(web, lambda: up(pieces)), _way(web, down))


def _way(web: Child, go: Callable[[], None]) -> Way:
    before, began = _peaks(web), time.perf_counter()
    go()
    took, after = time.perf_counter() - began, _peaks(web)
    return Way(took, max((after[pid] - before[pid] for pid in after), default=0))


def _peaks(web: Child) -> dict[int, float]:
    return {worker.pid: peak_of(worker.pid) for worker in psutil.Process(web.process.pid).children()}
