"""Background work: the app, and what runs by the clock."""

import os
from typing import Any

from celery import Celery
from celery.schedules import crontab
from celery.signals import beat_embedded_init, beat_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kontaktlaege.settings")
app = Celery("kontaktlaege")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

HEARTBEAT_SECONDS = 30

app.conf.beat_schedule = {
    # Says that beat and a worker are alive; read by /sundhed/klar/.
    "heartbeat": {
        "task": "kontaktlaege.tasks.heartbeat",
        "schedule": HEARTBEAT_SECONDS,
        "options": {"expires": HEARTBEAT_SECONDS},
    },
    # Sessions that ended are rows until someone removes them; at night, when nobody notices.
    "clear-sessions": {"task": "kontaktlaege.tasks.clear_sessions", "schedule": crontab(hour=3, minute=10)},
}


@beat_init.connect
@beat_embedded_init.connect
def beat_at_once(**_kwargs: Any) -> None:
    """The first beat comes at the start, so a new installation is ready as soon as it can be."""
    app.send_task("kontaktlaege.tasks.heartbeat", expires=HEARTBEAT_SECONDS)
