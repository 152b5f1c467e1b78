"""The items follow their agreement: closed by its steps, open again when it falls back (G40, G43–G50)."""

from datetime import date, datetime
from typing import Any

from agreements.kinds import Kind
from agreements.models import Agreement
from agreements.moves import Step
from agreements.rules.answers import Answers, answers_to, reached
from agreements.rules.by_hand import PART
from checklists.evidence.forms import as_answers
from checklists.models import Evidence, Task
from checklists.moves import OPEN, State
from checklists.services.proof import renew_proof
from checklists.services.tasks import settle, unsettle
from projects.models import Project

# Said in Historik of the items: "aftalen er …".
WORDS = {
    Step.RECEIVED: "modtaget",
    Step.AT_LEGAL: "sendt til læsning",
    Step.POSITION: "godkendt",
    Step.SIGNED: "indgået",
}


def settle_agreements(*, project: Project, kind: Kind, at: datetime) -> None:
    """Bring the items of a kind into line with its agreements; the project's row is locked.

    What was closed by hand is left alone until an agreement here reaches its step; from then on it follows. One
    answered with ikke relevant stays so.
    """
    found = list(Agreement.objects.of_kind(project, kind.key).select_related("signed_file"))
    for step, numbers in kind.closes.items():
        stands_on = leading(found, kind, step)
        for number in numbers:
            task = _locked(project, number)
            if task is not None and task.state != State.NOT_RELEVANT:
                _follow(task, step, kind, stands_on, at=at)


def leading(agreements: list[Agreement], kind: Kind, step: Step) -> Agreement | None:
    """The one a step's items stand on: in force, else under way, else ended, the newest; None when none came so far."""
    came = [agreement for agreement in agreements if reached(agreement, step, kind)]
    current = [agreement for agreement in came if not agreement.ended_on]
    if not current and any(not agreement.ended_on for agreement in agreements):
        # Begun anew after the last one ended: what was done for that one counts no longer.
        return None
    return max(current or came, key=lambda agreement: (agreement.is_in_force, agreement.number), default=None)


def _follow(task: Task, step: Step, kind: Kind, agreement: Agreement | None, *, at: datetime) -> None:
    if agreement is None:
        if task.state == State.DONE and task.managed_by == PART:
            unsettle(task=task, at=at, why=f"aftalen ikke længere er {WORDS[step]}")
        return
    answers = answers_to(task.item, step, kind, agreement)
    more: dict[str, Any] = {"proof_missing": answers.missing, "done_on": _done_on(task, answers, agreement)}
    why = f"aftalen er {WORDS[step]}"
    if task.state in OPEN:
        _managed(task)
        settle(task=task, answers=answers.given, by=None, at=at, why=why, **more)
    elif not _says(task.evidence.filter(is_draft=False).first(), answers):
        _managed(task)
        renew_proof(task=task, answers=answers.given, at=at, **more)
    else:
        _managed(task)


def _done_on(task: Task, answers: Answers, agreement: Agreement) -> date | None:
    """The day it was done, where the answers do not say: a step jumped over was done by the time of the signature."""
    if "date" in answers.given and not task.item.date_may_lie_ahead:
        return None
    return agreement.signed_on


def _says(evidence: Evidence | None, answers: Answers) -> bool:
    """Does the newest evidence say all that, and lack nothing that is known now?"""
    if evidence is None:
        return False
    said: dict[str, Any] = as_answers(evidence)
    return all(said.get(name) == value for name, value in answers.given.items()) and (
        bool(evidence.proof_missing) <= bool(answers.missing)
    )


def _managed(task: Task) -> None:
    if task.managed_by != PART:
        task.managed_by = PART
        task.save(update_fields=["managed_by"])


def _locked(project: Project, number: str) -> Task | None:
    tasks = Task.objects.select_for_update(of=("self",)).select_related("item__edition", "project")
    return tasks.filter(project=project, number=number).first()
