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
SWEEP_SECONDS = 20

app.conf.beat_schedule = {
    # Says that beat and a worker are alive; read by /sundhed/klar/.
    "heartbeat": {
        "task": "kontaktlaege.tasks.heartbeat",
        "schedule": HEARTBEAT_SECONDS,
        "options": {"expires": HEARTBEAT_SECONDS},
    },
    # Mail that is due: new, to be tried again, or forgotten by Redis. A sweep that no worker took in time is dropped,
    # since the next one finds the same letters.
    "outbox-sweep": {
        "task": "outbox.tasks.deliver_due_letters",
        "schedule": SWEEP_SECONDS,
        "options": {"expires": SWEEP_SECONDS},
    },
    # PDFs whose signatures are still to be read: the worker was killed, or Redis forgot.
    "signatures-sweep": {
        "task": "files.tasks.read_due_signatures",
        "schedule": SWEEP_SECONDS,
        "options": {"expires": SWEEP_SECONDS},
    },
    # Cover sheets of journalpakker, in the same way.
    "covers-sweep": {
        "task": "agreements.tasks.make_due_covers",
        "schedule": SWEEP_SECONDS,
        "options": {"expires": SWEEP_SECONDS},
    },
    # Roles that begin and end by date. Every hour: the first round after midnight does the work, the others find
    # nothing, and a night in which the machine was down is made good.
    "turn-day": {"task": "projects.tasks.turn_day", "schedule": crontab(minute=1)},
    # Proof that grew too old, and go-live days that came without a signed agreement; the same rhythm, a moment later.
    "turn-day-of-tasks": {"task": "checklists.tasks.turn_day", "schedule": crontab(minute=4)},
    # Rows of files and their bytes must agree; what does not is an error in the log.
    "check-files": {"task": "files.tasks.check_files", "schedule": crontab(hour=3, minute=40)},
    # Sessions that ended are rows until someone removes them; at night, when nobody notices.
    "clear-sessions": {"task": "kontaktlaege.tasks.clear_sessions", "schedule": crontab(hour=3, minute=10)},
}


@beat_init.connect
@beat_embedded_init.connect
def beat_at_once(**_kwargs: Any) -> None:
    """The first round comes at the start, so that a new installation is ready and left mail is sent at once."""
    app.send_task("kontaktlaege.tasks.heartbeat", expires=HEARTBEAT_SECONDS)
    app.send_task("projects.tasks.turn_day")
    app.send_task("checklists.tasks.turn_day")
    app.send_task("outbox.tasks.deliver_due_letters", expires=SWEEP_SECONDS)
    app.send_task("files.tasks.read_due_signatures", expires=SWEEP_SECONDS)
    app.send_task("agreements.tasks.make_due_covers", expires=SWEEP_SECONDS)
