"""One client that asks, and how long each answer took."""

import http.client
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle
from typing import Any
from urllib.parse import urlencode

from script.stack.ports import LOOPBACK
from script.stack.processes import Family
from script.stack.say import give_up

TOKEN = "m" * 32
COUNT_QUERIES, QUERIES, OWN_TIME = "X-Count-Queries", "X-Queries", "X-Own-Ms"


@dataclass(frozen=True)
class Answer:
    """One answer: milliseconds until it was here and those the web process worked, bytes, queries if asked for."""

    status: int
    ms: float
    own_ms: float
    size: int
    queries: int


class Client:
    """One person at a time, who reads each answer to its end."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection(LOOPBACK, port, timeout=60)

    def ask(self, request: dict[str, Any], *, counted: bool = False) -> Answer:
        """Send one request, on a connection of its own, and read the whole answer."""
        method, body = "GET", None
        headers = {"Cookie": f"sessionid={request['session']}; csrftoken={TOKEN}"}
        if request["data"] is not None:
            method, body = "POST", urlencode({**request["data"], "csrfmiddlewaretoken": TOKEN})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if counted:
            headers[COUNT_QUERIES] = "1"
        # A kept one may be closed by the server in the very moment we use it.
        self.connection.close()
        began = time.perf_counter()
        self.connection.request(method, request["path"], body=body, headers=headers)
        response = self.connection.getresponse()
        size = len(response.read())
        took = (time.perf_counter() - began) * 1000
        own, queries = (response.headers.get(name, "0") for name in (OWN_TIME, QUERIES))
        return Answer(response.status, took, float(own), size, int(queries))


@dataclass(frozen=True)
class Measured:
    """One row: milliseconds, queries, kB, and how many times the bare page's median. Medians of the runs.

    `ratio` compares what the client waits, `own_ratio` what the web process works.
    """

    label: str
    kind: str
    median: float
    p95: float
    queries: int
    kilobytes: float
    ratio: float
    own_ratio: float
    bare: float


def measure(
    client: Client, row: dict[str, Any], bare: dict[str, Any], *, runs: int, warm_up: int, family: Family
) -> Measured:
    """Ask for the row and the bare page in turn, so that whatever else the machine does falls on both alike."""
    requests = cycle(row["requests"]) if row["requests"][0]["data"] is None else iter(row["requests"])

    def once(*, counted: bool = False) -> Answer:
        request = next(requests, None) or give_up(f"{row['label']}: der er for få data at måle på.")
        answer = client.ask(request, counted=counted)
        if answer.status != row["status"]:
            give_up(f"{row['label']}: {request['path']} svarede {answer.status}, ikke {row['status']}.")
        return answer

    first = once(counted=True)
    for _ in range(min(warm_up, row["each"])):
        once()
        client.ask(bare)
    taken = [_run(once, lambda: client.ask(bare), row["each"], family) for _ in range(runs)]
    middle = {name: statistics.median(run[name] for run in taken) for name in taken[0]}
    return Measured(row["label"], row["kind"], queries=first.queries, kilobytes=first.size / 1000, **middle)


def _run(own: Callable[[], Answer], bare: Callable[[], Answer], times: int, family: Family) -> dict[str, float]:
    """One run: both in turn, that many times."""
    owns, bares = [], []
    for _ in range(times):
        owns.append(own())
        bares.append(bare())
        if family.asked_to_stop:
            family.tick()
    waited, bare_waited = [answer.ms for answer in owns], statistics.median(answer.ms for answer in bares)
    worked, bare_worked = (statistics.median(answer.own_ms for answer in answers) for answers in (owns, bares))
    return {
        "median": statistics.median(waited),
        "p95": statistics.quantiles(waited, n=20, method="inclusive")[-1],
        "bare": bare_waited,
        "ratio": statistics.median(waited) / bare_waited,
        "own_ratio": worked / bare_worked,
    }
