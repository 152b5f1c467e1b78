"""System checks: settings that are each fine alone but wrong together. Every message says what to do.

Those that need the database or a real installation run with `manage.py check --deploy --database default`.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections

from files.signatures.apart import wrong_with_roots

AUDIT_TABLE = "audit_event"
LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]", "testserver"}


def _is_local(host: str) -> bool:
    return host in LOCAL_HOSTS or host.endswith(".localhost")


@register(Tags.database)
def engine(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Constraints, row locks and the triggers that keep history exist on PostgreSQL only."""
    if settings.DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
        return []
    return [
        Error(
            "The database is not PostgreSQL.",
            hint="Write DATABASE_URL as postgres://user:password@host:5432/name.",
            id="kontaktlaege.E001",
        )
    ]


@register()
def session_length(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A warning that comes at sign-in warns of nothing."""
    if 0 < settings.SESSION_WARNING_MINUTES < settings.SESSION_MINUTES:
        return []
    return [
        Error(
            f"SESSION_WARNING_MINUTES ({settings.SESSION_WARNING_MINUTES}) is not between 0 and "
            f"SESSION_MINUTES ({settings.SESSION_MINUTES}).",
            hint="Set SESSION_WARNING_MINUTES to a few minutes, and SESSION_MINUTES to more than that.",
            id="kontaktlaege.E002",
        )
    ]


@register(Tags.security)
def site_url(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Links in mails carry SITE_URL; over plain http a one-time link can be read on the way."""
    parts = urlsplit(settings.SITE_URL)
    host = parts.hostname or ""
    if parts.scheme not in {"http", "https"} or not host or parts.path:
        return [
            Error(
                f"SITE_URL is {settings.SITE_URL!r}, which is not an address of a site.",
                hint="Write the scheme and the host only, e.g. SITE_URL=https://kontaktlaege.example.dk",
                id="kontaktlaege.E003",
            )
        ]
    if parts.scheme == "http" and not settings.DEMO and not _is_local(host):
        return [
            Error(
                f"SITE_URL is {settings.SITE_URL!r}: plain http on a host that is not this machine.",
                hint="Write SITE_URL=https://… and let the reverse proxy hold the certificate (docs/production.md).",
                id="kontaktlaege.E004",
            )
        ]
    return []


@register(Tags.security)
def demo_stays_local(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """The demo lets anyone in with one click, and its secret is public."""
    strangers = [host for host in settings.ALLOWED_HOSTS if not _is_local(host)]
    if not settings.DEMO or not strangers:
        return []
    return [
        Error(
            f"DEMO=1 together with ALLOWED_HOSTS {', '.join(strangers)}: anyone could sign in with one click.",
            hint="Remove DEMO, or leave only localhost and 127.0.0.1 in ALLOWED_HOSTS.",
            id="kontaktlaege.E005",
        )
    ]


@register(Tags.security, deploy=True)
def proxy_header(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Without the proxy's word every request looks like plain http and is redirected for ever."""
    if not settings.HTTPS or getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        return []
    return [
        Warning(
            "SITE_URL is https, but nothing says which requests came by https.",
            hint="Let the proxy set X-Forwarded-Proto itself, and set SECURE_PROXY_SSL_HEADER=1.",
            id="kontaktlaege.W006",
        )
    ]


@register(Tags.security, deploy=True)
def signature_roots(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """With one certificate that cannot be read no signature of any file would be."""
    folder = settings.FILES_SIGNATURE_ROOTS
    wrong = wrong_with_roots(Path(folder)) if folder else ""
    if not wrong:
        return []
    return [
        Error(
            f"FILES_SIGNATURE_ROOTS: {wrong}.",
            hint="Put the issuers' certificates there as .pem, .crt or .cer files, readable by the portal, and no "
            "other such files; or leave FILES_SIGNATURE_ROOTS empty, and no issuer is checked.",
            id="kontaktlaege.E008",
        )
    ]


@register(Tags.database, deploy=True)
def web_role(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """The role of the web servers must not be able to drop the triggers that keep the record, or be a superuser."""
    if "default" not in (databases or []):
        return []
    with connections["default"].cursor() as cursor:
        cursor.execute(
            """
            SELECT current_user, role.rolsuper OR EXISTS (
                SELECT 1 FROM pg_class WHERE oid = to_regclass(%s) AND pg_has_role(current_user, relowner, 'MEMBER')
            )
            FROM pg_roles AS role WHERE role.rolname = current_user
            """,
            [AUDIT_TABLE],
        )
        role, may_change = cursor.fetchone()
    if not may_change:
        return []
    return [
        Error(
            f"The role {role} of DATABASE_URL is a superuser or owns {AUDIT_TABLE}, so it could change the record.",
            hint="Migrate as an owner role, run manage.py grant_web_role ROLE, and give the web servers that ROLE.",
            id="kontaktlaege.E007",
        )
    ]
