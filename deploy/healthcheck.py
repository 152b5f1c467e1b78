"""Asks the portal how it is: healthcheck.py PATH [PART]. Exit code 0 when it, or the part of it, is well.

Standard library only. The Host header is one of ALLOWED_HOSTS, since the portal refuses others.
"""

import json
import os
import sys
from http.client import HTTPConnection
from urllib.parse import urlsplit


def is_well(path: str, part: str) -> bool:
    """Whether the page answers 200, or names the part as ok."""
    origin = urlsplit(os.environ.get("HEALTH_ORIGIN", "http://127.0.0.1:8000"))
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".")
    connection = HTTPConnection(origin.hostname or "127.0.0.1", origin.port, timeout=4)
    connection.request("GET", path, headers={"Host": host if host != "*" else "localhost"})
    answer = connection.getresponse()
    if not part:
        return answer.status == 200
    return bool(json.loads(answer.read()).get(part) == "ok")


if __name__ == "__main__":
    try:
        well = is_well(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "")
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        well = False
    sys.exit(0 if well else 1)
