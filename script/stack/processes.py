"""Children and their end. One parent starts them, watches them, and takes all of them down with it."""

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import psutil

from script.stack.places import Account
from script.stack.say import GiveUp, Stopped

MARK = "KL_STACK"  # environment variable of every child: which folder's stack it belongs to
PR_SET_PDEATHSIG = 1
TICK = 0.03
OURS = Account(name="")


class ChildDied(GiveUp):
    """A child ended that should run on."""

    def __init__(self, child: "Child") -> None:
        code = child.process.returncode
        how = f"af signal {-code}" if code < 0 else f"med kode {code}"
        super().__init__(f"{child.name} stoppede {how}. {child.last_words()}Se {child.log}")
        self.child = child


@dataclass
class Child:
    """One program that runs as long as the parent."""

    name: str
    process: "subprocess.Popen[bytes]"
    log: Path
    ends_on: signal.Signals

    def alive(self) -> bool:
        """Whether it still runs."""
        return self.process.poll() is None

    def last_words(self) -> str:
        """The last line of its log, if any."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").split("\n")
        return next((f"{line.strip()} – " for line in reversed(lines) if line.strip()), "")

    def signal_group(self, number: signal.Signals) -> None:
        """Reach the program's own children as well, also when the program itself is gone."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, number)


class Family:
    """The parent's children, in the order they were started."""

    def __init__(self, state: Path) -> None:
        self.state = state
        self.logs = state / "log"
        shutil.rmtree(self.logs, ignore_errors=True)
        self.logs.mkdir()
        self.children: list[Child] = []
        self.asked_to_stop = 0

    def listen(self) -> None:
        """From now on Ctrl-C, SIGTERM and a closed terminal end the family in order."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.asked_to_stop += 1

    def spawn(  # each argument is one thing that differs between the programs
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        account: Account = OURS,
        ends_on: signal.Signals = signal.SIGTERM,
        orphan_gets: signal.Signals | None = None,
        stdin: bytes | None = None,
        pass_fds: Sequence[int] = (),
        watched: bool = True,
    ) -> Child:
        """Start a program in a session of its own, so a terminal's Ctrl-C reaches only the parent.

        `orphan_gets` is the signal it gets when the parent is killed, if not that of an orderly end.
        """
        log = self.logs / f"{name}.log"
        with log.open("ab") as out:
            process = subprocess.Popen(
                [str(part) for part in command],
                env={**(os.environ if env is None else env), MARK: str(self.state)},
                cwd=cwd or "/",
                stdin=subprocess.DEVNULL if stdin is None else subprocess.PIPE,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=pass_fds,
                preexec_fn=_dies_with_parent(orphan_gets or ends_on),  # noqa: PLW1509 - one thread starts all children
                **account.popen(),
            )
        if stdin is not None and process.stdin:
            process.stdin.write(stdin)
            process.stdin.close()
        child = Child(name, process, log, ends_on)
        if watched:
            self.children.append(child)
        return child

    def tick(self) -> None:
        """One moment of waiting. Raises Stopped or ChildDied."""
        if self.asked_to_stop:
            raise Stopped
        for child in self.children:
            if not child.alive():
                raise ChildDied(child)
        time.sleep(TICK)

    def wait_until(self, ready: Callable[[], bool], *, seconds: float, what: str) -> None:
        """Wait for `ready`, watching the children. Raises GiveUp."""
        deadline = time.monotonic() + seconds
        while not ready():
            if time.monotonic() > deadline:
                raise GiveUp(f"{what} svarede ikke inden {seconds:.0f} sekunder. Se {self.logs}")
            self.tick()

    def run(self, name: str, command: Sequence[str | Path], *, env: Mapping[str, str], cwd: Path) -> None:
        """Run a program to its end, watching the others meanwhile. Raises ChildDied when it fails."""
        job = self.spawn(name, command, env=env, cwd=cwd, watched=False)
        try:
            while job.alive():
                self.tick()
        finally:
            if job.alive():
                job.signal_group(signal.SIGKILL)
                job.process.wait()
        if job.process.returncode:
            raise ChildDied(job)

    def forget(self, child: Child) -> None:
        """Stop watching a child that was ended on purpose."""
        self.children.remove(child)

    def stop(self) -> None:
        """End all: first those that use the services, then the services. Nothing is left after about four seconds."""
        services = [child for child in self.children if child.name in {"postgres", "redis"}]
        users = [child for child in self.children if child not in services]
        self._end(users, seconds=2.5)
        self._end(services, seconds=1.2)
        self.children.clear()

    def _end(self, children: list[Child], *, seconds: float) -> None:
        for child in children:
            if child.alive():
                with contextlib.suppress(ProcessLookupError):
                    child.process.send_signal(child.ends_on)
        deadline = time.monotonic() + seconds
        while any(child.alive() for child in children) and time.monotonic() < deadline and self.asked_to_stop < 3:
            time.sleep(TICK)
        for child in children:
            child.signal_group(signal.SIGKILL)
            child.process.wait()


def _dies_with_parent(number: signal.Signals) -> Callable[[], None] | None:
    """Linux: the kernel sends the child `number` when the parent dies, also of kill -9."""
    if not sys.platform.startswith("linux"):
        return None
    prctl, parent = ctypes.CDLL(None).prctl, os.getpid()

    def before_exec() -> None:
        prctl(PR_SET_PDEATHSIG, int(number))
        if os.getppid() != parent:
            os._exit(1)

    return before_exec


def end_leftovers(state: Path) -> None:
    """End programs of an earlier stack in `state` whose parent was killed. Call only with the folder's lock held."""
    left = [process for process in psutil.process_iter() if _belongs_to(process, state)]
    for process in left:
        with contextlib.suppress(psutil.Error):
            process.terminate()
    _gone, alive = psutil.wait_procs(left, timeout=1.5)
    for process in alive:
        with contextlib.suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(alive, timeout=1)


def _belongs_to(process: psutil.Process, state: Path) -> bool:
    if process.pid == os.getpid():
        return False
    try:
        return process.environ().get(MARK) == str(state)
    except (psutil.Error, OSError):
        return False
