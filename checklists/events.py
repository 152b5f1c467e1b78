"""What can happen to a task, as sentences. A text someone wrote stands in the move or the evidence, never here."""

from audit.event_types import declare

TASKS_CREATED = declare(
    "tasks.created", "{actor} lagde {count} opgaver fra {playbook}, udgave {edition}, ind i projektet."
)
TASK_STARTED = declare("task.started", "{actor} startede {number} {title}.")
TASK_CLOSED = declare("task.closed", "{actor} lukkede {number} {title}.")
TASK_REOPENED = declare("task.reopened", "{actor} genåbnede {number} {title}.")
TASK_NOT_RELEVANT = declare("task.not_relevant", "{actor} svarede ikke relevant på {number} {title}.")
TASK_SETTLED = declare("task.settled", "{number} {title} blev færdig, fordi {why}.")
TASK_UNSETTLED = declare("task.unsettled", "{number} {title} blev åben igen, fordi {why}.")
DRAFT_SAVED = declare("task.draft_saved", "{actor} gemte en kladde på {number} {title}.")
