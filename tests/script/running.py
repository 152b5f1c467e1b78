"""A real script/demo in a folder of its own."""

import json
import os
import signal
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
# Given services, if any, belong to the test run; the demo starts its own.
GIVEN = {"DATABASE_URL", "REDIS_URL"}


def open_folder() -> Path:
    """A folder that the account of PostgreSQL can reach, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="kontaktlaege-test-"))
    folder.chmod(0o755)
    return folder


class Demo:
    """One start of script/demo, with what it said."""

    def __init__(self, folder: Path, *arguments: str, port: int) -> None:
        self.folder = folder
        self.began = time.monotonic()
        env = {name: value for name, value in os.environ.items() if name not in GIVEN}
        self.process = subprocess.Popen(
            [ROOT / "script" / "demo", *arguments],
            env={**env, "KL_LOCAL_DIR": str(folder), "PORT": str(port)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.said = ""
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def __enter__(self) -> "Demo":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=10)

    def _read(self) -> None:
        while text := os.read(self.process.stdout.fileno(), 4096):  # type: ignore[union-attr]
            self.said += text.decode(errors="replace")

    def wait_for(self, text: str, *, seconds: float) -> float:
        """Seconds from the start until it said `text`."""
        deadline = time.monotonic() + seconds
        while text not in self.said:
            assert time.monotonic() < deadline, f"not within {seconds} s: {text!r} in\n{self.said}"
            assert self.process.poll() is None or text in self.said, f"it ended:\n{self.said}{self.logs()}"
            time.sleep(0.02)
        return time.monotonic() - self.began

    def logs(self) -> str:
        """The ends of its logs."""
        return "".join(f"\n== {log.name}\n{log.read_text()[-2000:]}" for log in (self.folder / "log").glob("*.log"))

    def facts(self) -> dict[str, Any]:
        """What it tells about itself."""
        facts: dict[str, Any] = json.loads((self.folder / "running.json").read_text())
        return facts

    def end(self, number: signal.Signals, *, seconds: float) -> float:
        """Seconds from the signal until it was gone."""
        began = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(timeout=seconds)
        self.reader.join(timeout=2)
        return time.monotonic() - began
