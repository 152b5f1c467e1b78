"""script/demo: from a fresh clone to a running portal with invented data."""

import argparse
import http.client
import os
import shutil
import signal
import sys
import threading
import time
from pathlib import Path

from script.stack import pango
from script.stack.mail_sink import keep_mail
from script.stack.places import ROOT, Lock
from script.stack.ports import LOOPBACK, free_port, listen_from
from script.stack.postgres import forget_data
from script.stack.processes import Child, Family
from script.stack.say import Stopped, give_up, say, step
from script.stack.services import AlreadyRunning, Services, lasting_lock, owned_family
from script.stack.sources import fingerprint

PYTHON = Path(sys.executable)
FIRST_PAGE = "/konto/log-ind/"
# Each is repeatable, so a changed source only means that all of them run again.
DATA_STEPS = (
    ("Tabeller", ["migrate"]),
    ("Kommuner", ["load_reference"]),
    ("Vejledningens 92 punkter", ["load_playbook"]),
    ("Enhedernes rækker", ["bring_unit_rows"]),
    ("Opdigtede data", ["demo"]),
)


def main(arguments: list[str]) -> int:
    """Run until Ctrl-C or SIGTERM. 1 when something failed, with one line that says what."""
    parser = argparse.ArgumentParser(prog="script/demo", description="Start portalen med opdigtede data.")
    parser.add_argument("--reset", action="store_true", help="begynd forfra; det indtastede slettes")
    chosen = parser.parse_args(arguments)
    wanted = _wanted_port()
    pango.ensure()
    try:
        lock = lasting_lock()
    except AlreadyRunning as running:
        url = running.facts.get("url")
        pid = running.facts.get("pid", "ukendt")
        where = f"på {url}" if url else "eller er ved at starte"
        give_up(f"Demoen kører allerede {where} (proces {pid}). Stop den med Ctrl-C i dens vindue.")
    began = time.monotonic()
    with owned_family(lock) as family:
        try:
            if chosen.reset:
                _reset(family)
            _serve(family, lock, wanted, began)
        except Stopped:
            say("Stopper …")
    say("Demoen er stoppet. Det indtastede er gemt.")
    return 0


def _wanted_port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        give_up(f"PORT er {text!r}. Skriv et tal mellem 1 og 65535.")
    return int(text)


def _reset(family: Family) -> None:
    if os.environ.get("DATABASE_URL"):
        give_up("--reset sletter ikke en database, der er givet med DATABASE_URL. Tøm den selv.")
    forget_data(family.state)
    for folder in ("mail", "files"):
        shutil.rmtree(family.state / folder, ignore_errors=True)


def _serve(family: Family, lock: Lock, wanted: int, began: float) -> None:
    """Services, data, web and background work; then watch until asked to stop."""
    say("Starter demoen:")
    with step("PostgreSQL og Redis"):
        services = Services(family, throwaway=False)
    listener = listen_from(wanted)
    port = listener.getsockname()[1]
    if port != wanted:
        say(f"  Port {wanted} er optaget; bruger {port}.")
    url = f"http://{LOOPBACK}:{port}"
    mail_port = free_port()
    mail = family.state / "mail"
    env = _settings(services.env(), url=url, mail_port=mail_port, mail=mail)
    lock.write({"pid": os.getpid(), "database_url": services.database_url, "redis_url": services.redis_url})
    _bring_data(family, services, env)
    with step("Webserver"):
        _start_web(family, env, listener.fileno())
        listener.close()
        start_background(family, env)
        keep_mail(mail, mail_port)
        answer = FirstPage(port)
        family.wait_until(answer.came, seconds=60, what="Første side")
    if answer.status != http.client.OK:
        give_up(f"Første side svarede {answer.status or answer.error}. Se {family.logs / 'web.log'}")
    children = {child.name: child.process.pid for child in family.children}
    lock.write({**lock.read(), "url": url, "children": children})
    say(f"Klar: {url}  (efter {time.monotonic() - began:.1f} s)")
    say(f"Log ind med ét klik på forsiden. Mails står på {url}/demo/postkasse/. Stop med Ctrl-C.")
    while True:
        family.tick()


def _settings(env: dict[str, str], *, url: str, mail_port: int, mail: Path) -> dict[str, str]:
    """The demo's own settings; none that the person has set for another installation gets in."""
    for name in (
        "SECRET_KEY",
        "EMAIL_HOST_USER",
        "EMAIL_HOST_PASSWORD",
        "DEFAULT_FROM_EMAIL",
        "SECURE_PROXY_SSL_HEADER",
    ):
        env.pop(name, None)
        env.pop(f"{name}_FILE", None)
    return {
        **env,
        "DEMO": "1",
        "DEBUG": "0",
        "SITE_URL": url,
        "ALLOWED_HOSTS": f"localhost,{LOOPBACK}",
        "EMAIL_HOST": LOOPBACK,
        "FILES_FOLDER": str(mail.parent / "files"),
        "EMAIL_PORT": str(mail_port),
        "EMAIL_USE_TLS": "0",
        "DEMO_MAIL_FOLDER": str(mail),
    }


def _bring_data(family: Family, services: Services, env: dict[str, str]) -> None:
    """Migrate and load, unless this data folder has seen exactly these sources before."""
    sources = fingerprint()
    if services.postgres and services.postgres.note() == sources:
        return
    for name, command in DATA_STEPS:
        with step(name):
            family.run("data", [PYTHON, ROOT / "manage.py", *command], env=env, cwd=ROOT)
    if services.postgres:
        services.postgres.write_note(sources)


def _start_web(family: Family, env: dict[str, str], listener: int) -> Child:
    options = ["--workers", "2", "--threads", "4", "--preload", "--graceful-timeout", "2", "--no-control-socket"]
    options += ["--access-logfile", "-", "--logger-class", "kontaktlaege.access_log.AccessLogger"]
    options += ["--bind", f"fd://{listener}"]
    command: list[str | Path] = [PYTHON, "-m", "gunicorn", "kontaktlaege.wsgi", *options]
    return family.spawn("web", command, env=env, cwd=ROOT, pass_fds=[listener])


def start_background(family: Family, env: dict[str, str]) -> None:
    """Worker and beat. An orphan of either would wait for a Redis that is gone, so both die with the parent."""
    celery: list[str | Path] = [PYTHON, "-m", "celery", "-A", "kontaktlaege"]
    worker = ["worker", "--concurrency", "1", "--loglevel", "INFO", "--without-gossip", "--without-mingle"]
    beat: list[str | Path] = ["beat", "--schedule", family.state / "beat", "--pidfile=", "--loglevel", "INFO"]
    family.spawn("worker", [*celery, *worker], env=env, cwd=ROOT, orphan_gets=signal.SIGKILL)
    family.spawn("beat", [*celery, *beat], env=env, cwd=ROOT, orphan_gets=signal.SIGKILL)


class FirstPage:
    """Asks for the first page once, in a thread: the socket listens already, so the answer comes when it can."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.status = 0
        self.error = ""
        self.thread = threading.Thread(target=self._ask, daemon=True)
        self.thread.start()

    def _ask(self) -> None:
        try:
            connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=60)
            connection.request("GET", FIRST_PAGE)
            self.status = connection.getresponse().status
        except OSError as error:
            self.error = str(error)

    def came(self) -> bool:
        """Whether there is an answer, good or bad."""
        return not self.thread.is_alive()
