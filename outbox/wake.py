"""Telling a worker that a letter is there. Only a hint: without it the sweep finds the letter a little later."""

import logging
import time

from celery import current_app

logger = logging.getLogger(__name__)

TASK = "outbox.tasks.deliver_letter"
# Nobody waits for Redis: the request answers, and for a while no other one tries.
PATIENCE_SECONDS = 1
QUIET_SECONDS = 20
EXPIRES_SECONDS = 600


class Broker:
    """What this process knows of Redis: when it may be asked again, on the process's own clock."""

    quiet_until = 0.0


def wake(pk: int) -> None:
    """Ask a worker to deliver the letter. A broker that is down is logged and otherwise left alone."""
    if time.monotonic() < Broker.quiet_until:
        return
    try:
        _send(pk)
    except Exception as error:  # whatever is wrong with the broker, the letter is safe in its row
        Broker.quiet_until = time.monotonic() + QUIET_SECONDS
        logger.warning("No worker was told of letter %s; the sweep will find it: %r", pk, error)


def _send(pk: int) -> None:
    # Without max_retries a refused connection is tried for six seconds.
    patience = {"socket_connect_timeout": PATIENCE_SECONDS, "socket_timeout": PATIENCE_SECONDS, "max_retries": 0}
    with current_app.connection_for_write(transport_options=patience) as broker:
        current_app.send_task(TASK, args=[pk], connection=broker, retry=False, expires=EXPIRES_SECONDS)
