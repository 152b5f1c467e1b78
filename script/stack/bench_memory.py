"""Memory as it counts: shared pages divided among those who share them (PSS)."""

import time
from dataclasses import dataclass

import psutil

from script.stack.processes import Child, Family

MB = 1024 * 1024
SETTLE = 8  # seconds until worker and beat have loaded what they need


@dataclass(frozen=True)
class Memory:
    """In MB; None where the system does not tell."""

    web_process: float | None
    stack: float | None


def memory_of(family: Family, web: Child) -> Memory:
    """The largest web process, and everything together: web, worker, beat, PostgreSQL, Redis."""
    end = time.monotonic() + SETTLE
    while time.monotonic() < end:
        family.tick()
    processes = psutil.Process(web.process.pid).children()
    everything = [
        process
        for child in family.children
        for process in (psutil.Process(child.process.pid), *psutil.Process(child.process.pid).children(recursive=True))
    ]
    shares, sizes = _pss(processes), _pss(everything)
    return Memory(max(shares) if shares else None, sum(sizes) if sizes else None)


def _pss(processes: list[psutil.Process]) -> list[float]:
    """Each one's in MB; nothing at all when one of them may not be read, for then no sum is right."""
    sizes = []
    for process in processes:
        try:
            sizes.append(process.memory_full_info().pss / MB)
        except (psutil.NoSuchProcess, psutil.ZombieProcess):
            continue  # PostgreSQL's helpers come and go
        except (psutil.AccessDenied, AttributeError):
            return []
    return sizes
