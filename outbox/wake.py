"""Telling a worker that something is there. Only a hint: without it a sweep finds it a little later."""

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


def wake(pk: int, *, task: str = TASK) -> None:
    """Ask a worker to deliver the letter, or to do the task with that row. A broker that is down is logged and left."""
    if time.monotonic() < Broker.quiet_until:
        return
    try:
        _send(pk, task)
    except Exception as error:  # whatever is wrong with the broker, the work is safe in its row
        Broker.quiet_until = time.monotonic() + QUIET_SECONDS
        logger.warning("No worker was told of %s %s; the sweep will find it: %r", task, pk, error)


def _send(pk: int, task: str) -> None:
    # Without max_retries a refused connection is tried for six seconds.
    patience = {"socket_connect_timeout": PATIENCE_SECONDS, "socket_timeout": PATIENCE_SECONDS, "max_retries": 0}
    with current_app.connection_for_write(transport_options=patience) as broker:
        current_app.send_task(task, args=[pk], connection=broker, retry=False, expires=EXPIRES_SECONDS)
