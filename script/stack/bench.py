"""script/bench: a full portal beside a bare Django page on the same stack: time, queries, size, memory."""

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from script.stack.bench_client import Client, Measured, measure
from script.stack.bench_large import measure_large
from script.stack.bench_memory import memory_of
from script.stack.bench_starts import demo_starts
from script.stack.bench_table import table_of
from script.stack.demo import start_background
from script.stack.mail_sink import keep_mail
from script.stack.places import ROOT
from script.stack.ports import LOOPBACK, free_port, listen_from
from script.stack.processes import Child, Family
from script.stack.say import say, step
from script.stack.services import throwaway_services

PYTHON = Path(sys.executable)
SETTINGS = "script.measure.settings"


@dataclass(frozen=True)
class Size:
    """How much is measured. A run asks `requests` times for each row; as many bare pages go between them."""

    projects: int
    requests: int
    runs: int
    warm_up: int


FULL = Size(projects=98, requests=300, runs=3, warm_up=30)
QUICK = Size(projects=4, requests=30, runs=1, warm_up=3)


def main(arguments: list[str]) -> int:
    """0 when it could be measured, whatever the numbers; what misses its aim is marked in the table."""
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="få projekter, én kort runde, uden demoens starttider")
    parser.add_argument("--only", nargs="+", default=[""], help="kun rækker, hvis navn begynder sådan")
    chosen = parser.parse_args(arguments)
    size = QUICK if chosen.quick else FULL
    starts = [] if chosen.quick or any(chosen.only) else demo_starts()
    with throwaway_services() as (family, services):
        say(f"Måler med {services.names}:")
        env = _settings(services.env(), mail_port=free_port(), files=family.state / "files")
        with step(f"Data: {size.projects} projekter"):
            plan = _make_data(family, env, size)
        plan["rows"] = [row for row in plan["rows"] if row["label"].startswith(tuple(chosen.only))]
        listener = listen_from(free_port())
        web = _start_web(family, env, listener.fileno())
        port = listener.getsockname()[1]
        listener.close()
        measured = _measure_all(family, plan, port, size)
        with step("En stor fil"):
            large = measure_large(plan["large"], port, web)
        with step("Hukommelse"):
            keep_mail(family.state / "mail", int(env["EMAIL_PORT"]))
            start_background(family, env)
            memory = memory_of(family, web)
    say("")
    say(table_of(measured, memory, large, starts))
    return 0


def _settings(env: dict[str, str], *, mail_port: int, files: Path) -> dict[str, str]:
    """Those of a real installation; none that the person has set for another one gets in."""
    for name in ("SECRET_KEY", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD", "SECURE_PROXY_SSL_HEADER"):
        env.pop(name, None)
        env.pop(f"{name}_FILE", None)
    return {
        **env,
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "SECRET_KEY": "only-for-measuring",
        "DEBUG": "0",
        "DEMO": "0",
        "ALLOWED_HOSTS": LOOPBACK,
        "SITE_URL": f"http://{LOOPBACK}",
        "EMAIL_HOST": LOOPBACK,
        "FILES_FOLDER": str(files),
        "EMAIL_PORT": str(mail_port),
        "EMAIL_USE_TLS": "0",
        "DEFAULT_FROM_EMAIL": "portal@kontaktlaege.example",
    }


def _make_data(family: Family, env: dict[str, str], size: Size) -> dict[str, Any]:
    target = family.state / "plan.json"
    family.run("data", [PYTHON, "-m", "script.measure", target, json.dumps(vars(size))], env=env, cwd=ROOT)
    plan: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    return plan


def _start_web(family: Family, env: dict[str, str], listener: int) -> Child:
    """As the image starts it."""
    options = ["--workers", "2", "--threads", "4", "--no-control-socket", "--bind", f"fd://{listener}"]
    options += ["--access-logfile", "-", "--logger-class", "kontaktlaege.access_log.AccessLogger"]
    command: list[str | Path] = [PYTHON, "-m", "gunicorn", "kontaktlaege.wsgi", *options]
    return family.spawn("web", command, env=env, cwd=ROOT, pass_fds=[listener])


def _measure_all(family: Family, plan: dict[str, Any], port: int, size: Size) -> list[Measured]:
    client = Client(port)
    measured = []
    for row in plan["rows"]:
        with step(str(row["label"])):
            measured.append(measure(client, row, plan["bare"], runs=size.runs, warm_up=size.warm_up, family=family))
    return measured
