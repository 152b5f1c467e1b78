"""A large file sent to a running portal and fetched from it, a piece at a time, and what that costs a web process."""

import http.client
import json
from collections.abc import Iterator
from pathlib import Path

from script.stack.bench_client import TOKEN
from script.stack.ports import LOOPBACK

MB = 1024 * 1024
BOUNDARY = "a-boundary-that-stands-nowhere-in-the-file"
PIECE = b"En linje i en stor tekstfil\n" * (MB // 28)
HEAD = (
    f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="filer"; filename="stor.txt"\r\n'
    "Content-Type: text/plain\r\n\r\n"
).encode()
TAIL = f"\r\n--{BOUNDARY}--\r\n".encode()


def size_of(pieces: int) -> int:
    """The bytes of a file of so many pieces, each a little less than a MB."""
    return pieces * len(PIECE)


def send(port: int, path: str, session: str, *, pieces: int) -> str:
    """Lay a text on the place at `path` as static/kl/upload.js does; "" when it was taken, else what was said."""
    headers = {
        "Cookie": f"sessionid={session}; csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
        "Accept": "application/json",
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
        "Content-Length": str(len(HEAD) + size_of(pieces) + len(TAIL)),
    }
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=120)
    connection.request("POST", path, body=_body(pieces), headers=headers)
    answer = connection.getresponse()
    said = answer.read().decode(errors="replace")
    if answer.status != 200:
        return f"{answer.status} {said[:200]}"
    [result] = json.loads(said)["results"]
    return "" if result["taken"] else str(result["sentence"])


def _body(pieces: int) -> Iterator[bytes]:
    yield HEAD
    for _ in range(pieces):
        yield PIECE
    yield TAIL


def fetch(port: int, path: str, session: str) -> int:
    """How many bytes came; none of them is kept."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=120)
    connection.request("GET", path, headers={"Cookie": f"sessionid={session}"})
    answer, size = connection.getresponse(), 0
    while piece := answer.read(MB):
        size += len(piece)
    return size


def peak_of(process: int) -> float:
    """The most memory a process has had at once, in MB (Linux)."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM:"))
