"""Is the portal alive, and is it ready? Open to all, since a proxy asks before anyone can sign in.

Says which part is down but never why: the reason is in the log.
"""

import logging
from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kontaktlaege.celery import HEARTBEAT_SECONDS, app

logger = logging.getLogger(__name__)

BEAT_KEY, PROBE_KEY = "health:beat", "health:probe"
OK, DOWN = "ok", "nede"


class NotBeating(Exception):
    """No heartbeat came through lately."""


@login_not_required
@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers. Nothing else is asked, so a slow database does not restart the web server."""
    return JsonResponse({"web": OK})


@login_not_required
@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Every part answers: 200. Otherwise 503 with the part that is down."""
    states = {part: _state_of(part, ask) for part, ask in PARTS.items()}
    return JsonResponse(states, status=200 if set(states.values()) == {OK} else 503)


def _state_of(part: str, ask: Callable[[], None]) -> str:
    try:
        ask()
    except Exception as error:  # whatever is wrong, this part is down and the others are still asked
        logger.warning("%s does not answer: %r", part, error)
        return DOWN
    return OK


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _ask_cache() -> None:
    cache.set(PROBE_KEY, OK, timeout=10)
    if cache.get(PROBE_KEY) != OK:
        raise LookupError("The cache forgot what it was told")


def _ask_broker() -> None:
    with app.connection_for_write(transport_options={"socket_connect_timeout": 2, "socket_timeout": 2}) as broker:
        broker.ensure_connection(max_retries=1, timeout=2)


def _ask_beat() -> None:
    if not cache.get(BEAT_KEY):
        raise NotBeating(f"No heartbeat for {3 * HEARTBEAT_SECONDS} seconds")


def note_beat() -> None:
    """Remember a heartbeat until three should have come."""
    cache.set(BEAT_KEY, OK, timeout=3 * HEARTBEAT_SECONDS)


PARTS: dict[str, Callable[[], None]] = {
    "database": _ask_database,
    "cache": _ask_cache,
    "broker": _ask_broker,
    "beat": _ask_beat,
}
