"""What can happen to a task, as sentences. A text someone wrote stands in the move or the evidence, never here."""

from audit.event_types import declare

TASKS_CREATED = declare(
    "tasks.created", "{actor} lagde {count} opgaver fra {playbook}, udgave {edition}, ind i projektet."
)
TASK_STARTED = declare("task.started", "{actor} startede {number} »{title}«.")
TASK_CLOSED = declare("task.closed", "{actor} lukkede {number} »{title}«.")
TASK_CLOSED_EARLY = declare(
    "task.closed_early", "{actor} lukkede {number} »{title}«, selv om {missing} ikke var på plads."
)
TASK_TOO_EARLY = declare(
    "task.too_early",
    "{number} »{title}« er sket, selv om {missing} ikke er på plads. Det tæller ikke, før det er rettet.",
)
LIVE_TOO_EARLY = declare("project.live_too_early", "Go-live-dagen er kommet, selv om {missing} ikke er på plads.")
TASK_BEFORE = declare("task.before", "{actor} skrev, at {number} »{title}« blev gjort før portalen.")
TASK_BEFORE_UNDONE = declare(
    "task.before_undone", "{actor} tog tilbage, at {number} »{title}« blev gjort før portalen."
)
START_ANSWERED = declare(
    "start.answered", "{actor} svarede på Start hvor I er, og {tasks} er sat til gjort før portalen."
)
START_UNDONE = declare("start.undone", "{actor} fortrød svarene i Start hvor I er, og {tasks} er åbne igen.")
PROOF_DELIVERED = declare("task.proof_delivered", "{actor} afleverede beviset for {number} »{title}«.")
PROOF_FOUND = declare("task.proof_found", "{number} »{title}« fik sit bevis, fordi {why}.")
TASK_UNDONE = declare("task.undone", "{actor} fortrød sit sidste skridt på {number} »{title}«.")
TASK_ANSWERED_BY = declare("task.answered_by", "{number} »{title}« blev ikke relevant med svaret på {source}.")
TASK_ANSWER_TAKEN_BACK = declare(
    "task.answer_taken_back", "{number} »{title}« blev åben igen, fordi svaret på {source} blev taget tilbage."
)
TASK_REOPENED = declare("task.reopened", "{actor} genåbnede {number} »{title}«.")
TASK_NOT_RELEVANT = declare("task.not_relevant", "{actor} svarede ikke relevant på {number} »{title}«.")
TASK_SETTLED = declare("task.settled", "{number} »{title}« blev færdig, fordi {why}.")
TASK_UNSETTLED = declare("task.unsettled", "{number} »{title}« blev åben igen, fordi {why}.")
DUE_MOVED = declare(
    "task.due_moved",
    "Fristen for {number} »{title}« flyttede fra {old} til {new}, fordi {why}.",
    folded=("frist flyttede", "frister flyttede"),
)
DUE_SET = declare("task.due_set", "{actor} satte fristen for {number} »{title}« til {new}. Den var {old}.")
DUE_BACK = declare(
    "task.due_back", "{actor} lod {number} »{title}« følge portalens forslag igen: {new}. Fristen var {old}."
)
DATES_AGREED = declare("dates.agreed", "{actor} sagde på projektets vegne ja til datoerne for {count} opgaver.")
DATES_AGREED_AGAIN = declare(
    "dates.agreed_again", "{actor} sagde på projektets vegne ja til de nye datoer. Ændret siden sidst: {changed}."
)
OWN_TASK_ADDED = declare("own_task.added", "{actor} tilføjede jeres egen opgave {number} »{title}«.")
OWN_TASK_CHANGED = declare("own_task.changed", "{actor} rettede jeres egen opgave {number} »{title}«.")
DRAFT_SAVED = declare("task.draft_saved", "{actor} gemte en kladde på {number} »{title}«.")

TASK_ASSIGNED = declare("task.assigned", "{actor} gav {number} »{title}« til {people}.")
TASK_TAKEN = declare("task.taken", "{actor} tog {number} »{title}«.")
TASK_LEFT_TO_ROLE = declare("task.left_to_role", "{actor} overlod {number} »{title}« til rollen {role}.")
TASK_PASSED_ON = declare("task.passed_on", "{number} »{title}« gik fra {leaver} til {successor} med overdragelsen.")
TASK_RELEASED = declare(
    "task.released", "{person} har ikke længere {number} »{title}«, fordi {person} ikke har en rolle i projektet mere."
)

# Reports of units, several at once in one sentence.
UNITS_DONE = declare("units.done", "{actor} meldte {number} »{title}« færdig i {units}.")
UNITS_BEGUN = declare("units.begun", "{actor} gik i gang med {number} »{title}« i {units}.")
UNITS_OPENED = declare("units.opened", "{actor} åbnede {number} »{title}« igen i {units}.")
UNITS_LEFT_OUT = declare("units.left_out", "{actor} svarede ikke relevant på {number} »{title}« i {units}.")
UNITS_CORRECTED = declare("units.corrected", "{actor} rettede {number} »{title}« i {units}.")
UNITS_UNDONE = declare("units.undone", "{actor} fortrød sin melding om {number} »{title}« i {units}.")
TASK_STUCK = declare(
    "task.stuck", "{actor} meldte, at {number} »{title}« er gået i stå og venter på {party} (»{reason}«)."
)
WAITING_MOVED = declare("task.waiting_moved", "{actor} rettede, at {number} »{title}« nu venter på {party}.")
WAITING_CHANGED = declare(
    "task.waiting_changed", "{actor} rettede, hvad {number} »{title}« venter på. Der bliver spurgt igen {ask_again}."
)
WAITING_ENDED = declare("task.waiting_ended", "{actor} meldte, at {number} »{title}« ikke længere venter på {party}.")
FILTER_SHARED = declare("filter.shared", "{actor} gemte et filter til opgaverne for alle i projektet.")
FILTER_NOT_SHARED = declare("filter.not_shared", "{actor} fjernede et filter, som alle i projektet havde.")
COMMENTED = declare("task.commented", "{actor} skrev en kommentar til {number} »{title}«.")
COMMENTED_TO = declare("task.commented_to", "{actor} skrev en kommentar til {number} »{title}« og nævnte {people}.")
COMMENT_WITHDRAWN = declare("task.comment_withdrawn", "{actor} trak en kommentar til {number} »{title}« tilbage.")
FILE_ADDED = declare("task.file_added", "{actor} lagde en fil på {number} »{title}«.")
FILE_NEW_VERSION = declare("task.file_new_version", "{actor} lagde en ny version af en fil på {number} »{title}«.")
FILE_WITHDRAWN = declare("task.file_withdrawn", "{actor} trak en fil på {number} »{title}« tilbage.")
PROOF_LOST = declare(
    "task.proof_lost", "{number} »{title}« mangler bevis igen, fordi filen, den blev lukket på, er trukket tilbage."
)
POINT_TICKED = declare("task.point_ticked", "{actor} satte hak ved delpunkt {point} i {number} »{title}«.")
POINT_UNTICKED = declare("task.point_unticked", "{actor} fjernede hakket ved delpunkt {point} i {number} »{title}«.")
