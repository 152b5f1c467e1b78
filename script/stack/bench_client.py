"""One client that asks, and how long each answer took."""

import http.client
import statistics
import time
from dataclasses import dataclass
from itertools import cycle
from typing import Any
from urllib.parse import urlencode

from script.stack.ports import LOOPBACK
from script.stack.processes import Family
from script.stack.say import give_up

TOKEN = "m" * 32
COUNT_QUERIES, QUERIES = "X-Count-Queries", "X-Queries"


@dataclass(frozen=True)
class Answer:
    """One answer: its time in milliseconds, its size in bytes, and its queries where they were asked for."""

    status: int
    ms: float
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
        return Answer(response.status, took, size, int(response.headers.get(QUERIES, "0")))


@dataclass(frozen=True)
class Measured:
    """One row: milliseconds, queries, kB, and how many times the bare page's median. Medians of the runs."""

    label: str
    kind: str
    median: float
    p95: float
    queries: int
    kilobytes: float
    ratio: float
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
    medians, tails, bares = [], [], []
    for _ in range(runs):
        own, others = [], []
        for _ in range(row["each"]):
            own.append(once().ms)
            others.append(client.ask(bare).ms)
            if family.asked_to_stop:
                family.tick()
        medians.append(statistics.median(own))
        tails.append(statistics.quantiles(own, n=20, method="inclusive")[-1])
        bares.append(statistics.median(others))
    ratios = [own / other for own, other in zip(medians, bares, strict=True)]
    middle = statistics.median
    size = first.size / 1000
    return Measured(
        row["label"], row["kind"], middle(medians), middle(tails), first.queries, size, middle(ratios), middle(bares)
    )
