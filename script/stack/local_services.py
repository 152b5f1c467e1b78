"""Run one command with DATABASE_URL and REDIS_URL set."""

import argparse
import os
import signal
import subprocess
from collections.abc import Callable, Mapping

from script.stack.say import give_up
from script.stack.services import AlreadyRunning, lasting_services, throwaway_services


def main(arguments: list[str]) -> int:
    """Start the services, or join those that run already; run the command; stop what was started."""
    parser = argparse.ArgumentParser(prog="script/local-services", description=__doc__)
    parser.add_argument("--throwaway", action="store_true", help="empty data, gone afterwards; several may run at once")
    parser.add_argument("command", nargs=argparse.REMAINDER, help="-- COMMAND …")
    chosen = parser.parse_args(arguments)
    command = chosen.command[1:] if chosen.command[:1] == ["--"] else chosen.command
    if not command:
        parser.error("write the command after --")
    try:
        with throwaway_services() if chosen.throwaway else lasting_services() as (family, services):
            env = {"DEMO": "1", **services.env()}
            return foreground(command, env, stopping=lambda: family.asked_to_stop > 0)
    except AlreadyRunning as running:
        if "database_url" not in running.facts:
            give_up("Tjenesterne er ved at starte i et andet vindue. Prøv igen om et øjeblik.")
        urls = {"DATABASE_URL": running.facts["database_url"], "REDIS_URL": running.facts["redis_url"]}
        return foreground(command, {"DEMO": "1", **os.environ, **urls})


def foreground(
    command: list[str], env: Mapping[str, str], *, cwd: str | None = None, stopping: Callable[[], bool] = lambda: False
) -> int:
    """The command has the terminal; its Ctrl-C is its own affair, and we end when it ends."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        try:
            job = subprocess.Popen(command, env=env, cwd=cwd, preexec_fn=_default_interrupt)  # noqa: PLW1509
        except OSError as error:
            give_up(f"{command[0]} kan ikke køres: {error.strerror}.")
        while True:
            try:
                code = job.wait(timeout=0.2)
            except subprocess.TimeoutExpired:
                if stopping():
                    job.terminate()
                continue
            return code if code >= 0 else 128 - code
    finally:
        signal.signal(signal.SIGINT, before)


def _default_interrupt() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
