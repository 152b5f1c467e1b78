"""How long script/demo takes to its "Klar": the first time, and the next."""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from script.stack.places import ROOT
from script.stack.ports import free_port
from script.stack.postgres import forget_all
from script.stack.say import give_up, step

READY = re.compile(r"Klar: .*efter ([\d.]+) s")
GIVEN = {"DATABASE_URL", "REDIS_URL"}


def demo_starts() -> list[float]:
    """Seconds of a first start with empty data, and of the next one."""
    folder = Path(tempfile.mkdtemp(prefix="kontaktlaege-bench-"))
    folder.chmod(0o755)  # the account of PostgreSQL passes through
    try:
        seconds = []
        for name in ("Demoens første start", "Demoens næste start"):
            with step(name):
                seconds.append(_start(folder))
        return seconds
    finally:
        forget_all(folder)
        shutil.rmtree(folder, ignore_errors=True)


def _start(folder: Path) -> float:
    env = {name: value for name, value in os.environ.items() if name not in GIVEN}
    demo = subprocess.Popen(
        [ROOT / "script" / "demo"],
        env={**env, "KL_LOCAL_DIR": str(folder), "PORT": str(free_port())},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        for line in demo.stdout or []:
            if found := READY.search(line):
                return float(found[1])
    finally:
        demo.terminate()
        demo.communicate(timeout=30)
    give_up("Demoen startede ikke, så dens starttid kan ikke måles.")
