"""One whole installation on the local services: the image's steps, in the order that compose runs them."""

import os
import re
import secrets
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
from psycopg2 import sql

from script.stack.ports import free_port
from script.stack.postgres import installed
from script.stack.processes import Family
from tests.production import image

KEPT = ("PATH", "HOME", "LANG", "SSL_CERT_FILE")
OWNER, WEB = "kontaktlaege_owner", "kontaktlaege_web"


class Installation:
    """Where it lies, with which environment each service runs, and its processes."""

    def __init__(self, folder: Path) -> None:
        self.app, self.secrets, self.tmp = folder / "app", folder / "secrets", folder / "tmp"
        self.files = folder / "files"
        (self.files / "on-the-way").mkdir(parents=True)
        self.app.mkdir()
        self.tmp.mkdir()
        self.family = Family(folder)
        self.config = image.composed()
        self.services = self.config["services"]
        # Roles belong to the whole server, so ours are named for this run.
        self.run = secrets.token_hex(4)
        self.server = urlsplit(os.environ["DATABASE_URL"])
        self.port = free_port()
        self.link = ""  # the one-time link of the first person

    def named(self, text: str) -> str:
        """A compose name, address or path, as it is called here."""
        here = {
            OWNER: f"{OWNER}_{self.run}",
            WEB: f"{WEB}_{self.run}",
            "@db:5432/kontaktlaege": f"@{self.server.hostname}:{self.server.port}/{self.database}",
            "redis://redis:6379/0": f"{os.environ['REDIS_URL'].rpartition('/')[0]}/9",
            "http://web:8000": self.origin,
            "0.0.0.0:8000": f"127.0.0.1:{self.port}",
            "/run/secrets/": f"{self.secrets}/",
            "/files/": f"{self.files}/",
            "/tmp/": f"{self.tmp}/",  # noqa: S108 - the container's own
        }
        return re.sub("|".join(map(re.escape, here)), lambda match: here[match[0]], text)

    @property
    def database(self) -> str:
        """Name of the database of this run."""
        return f"kontaktlaege_{self.run}"

    @property
    def origin(self) -> str:
        """Where the web server listens, behind the proxy."""
        return f"http://127.0.0.1:{self.port}"

    def env(self, service: str) -> dict[str, str]:
        """What compose gives the service, on top of what the image sets. Nothing else of the test run gets in."""
        given = {name: str(value) for name, value in self.services[service]["environment"].items()}
        wanted = {**image.environment(), **given, "HEALTH_ORIGIN": self.origin}
        return {
            **{name: os.environ[name] for name in KEPT if name in os.environ},
            **{name: self.named(value) for name, value in wanted.items()},
            "PATH": f"{image.BIN}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(Path(__file__).parent / "only_production"),
            "PRODUCTION_PACKAGES": ",".join(image.production_packages()),
        }

    def command(self, service: str) -> list[str]:
        """Compose's command, or the image's."""
        return [self.named(part) for part in self.services[service].get("command") or image.web_command()]

    def health_command(self, service: str) -> list[str]:
        """Compose's health check as an argument list."""
        kind, *rest = self.services[service]["healthcheck"]["test"]
        return [self.named(part) for part in (["sh", "-c", *rest] if kind == "CMD-SHELL" else rest)]

    def run_in(
        self, service: str, command: list[str], *, check: bool = True, **changes: str | None
    ) -> "subprocess.CompletedProcess[str]":
        """Run to the end as that service would, with variables changed or (None) taken away."""
        env = {name: value for name, value in {**self.env(service), **changes}.items() if value is not None}
        done = subprocess.run(command, cwd=self.app, env=env, capture_output=True, text=True, check=False)
        assert not check or done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        return done

    def install(self) -> str:
        """Build, make secrets, roles and database, migrate, make the first person. Gives the one-time link."""
        image.build(self.app)
        self._collect_static_files()
        subprocess.run(["sh", self.app / "deploy" / "make-secrets.sh", self.secrets], check=True)
        for secret in self.secrets.glob("*_database_url"):
            secret.chmod(0o600)
            secret.write_text(self.named(secret.read_text()))
        self._make_roles()
        self.run_in("migrate", self.command("migrate"))
        said = self.run_in("web", ["python", "manage.py", "create_programme_leader", "leder@medcom.example"]).stdout
        found = re.search(r"https://\S+", said)
        assert found, said
        return found[0]

    def _collect_static_files(self) -> None:
        """The npm packages are there for this step only, as in the build."""
        mounted = self.app / "node_modules"
        mounted.symlink_to(image.ROOT / "node_modules")
        env = {"PATH": f"{image.BIN}{os.pathsep}{os.environ['PATH']}"}
        subprocess.run(
            ["sh", "-c", image.static_files_command()], cwd=self.app, env=env, check=True, capture_output=True
        )
        mounted.unlink()

    def _make_roles(self) -> None:
        """The script that PostgreSQL's own image runs, with the server's administrator."""
        self._as_administrator(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(self.database)))
        env = {
            **{name: self.named(str(value)) for name, value in self.services["db"]["environment"].items()},
            "POSTGRES_USER": self.server.username or "",
            "POSTGRES_DB": self.database,
            "PGHOST": self.server.hostname or "",
            "PGPORT": str(self.server.port),
            "PGPASSWORD": self.server.password or "",
            "PATH": f"{installed('')[0].folder}{os.pathsep}{os.environ['PATH']}",
        }
        subprocess.run(["sh", self.app / "deploy" / "db" / "10-roles.sh"], env=env, check=True)

    def start(self) -> None:
        """Web, worker and beat, each a process of its own."""
        for service in ("web", "worker", "beat"):
            self.family.spawn(service, self.command(service), env=self.env(service), cwd=self.app)

    def logs(self) -> str:
        """The ends of all logs."""
        return "".join(f"\n== {log.name}\n{log.read_text()[-3000:]}" for log in self.family.logs.glob("*.log"))

    def remove(self) -> None:
        """Stop, and leave the server as it was."""
        self.family.stop()
        self._as_administrator(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(self.database)))
        for role in (OWNER, WEB):
            self._as_administrator(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(self.named(role))))

    def _as_administrator(self, statement: sql.Composable) -> None:
        connection = psycopg2.connect(os.environ["DATABASE_URL"])
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
        connection.close()
