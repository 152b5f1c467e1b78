"""Questions about an agreement: asked, corrected, sent or not, answered, settled, reopened, withdrawn (G43, G44)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from accounts.models import User
from agreements import events
from agreements.kinds import Kind
from agreements.models import AgreementQuestion, FileUse, QuestionAct, QuestionActKind, QuestionState, SettledHow
from agreements.moves import MoveNotAllowed
from agreements.rules.answers import newest_version
from agreements.rules.dates import AHEAD, WrongDates
from agreements.services.files import all_received, lay
from agreements.services.locking import Locked, lock_agreement
from agreements.services.moving import tell
from audit.clock import day_of
from projects.models import Project
from ui.danish import listed, numeric_date

# What a question says, as its history keeps it.
FACTS = (
    "text", "clause", "usual", "sent_on", "sent_to", "answer", "answered_on", "answered_by", "file_id", "settled_how",
    "withdrawn_reason",
)  # fmt: skip
NAMED = 6


class StaleQuestion(Exception):
    """The question was changed after the form was made; nothing was written. `question` is as it stands now."""

    def __init__(self, question: AgreementQuestion) -> None:
        super().__init__(f"{question} is at version {question.version}")
        self.question = question


@dataclass(frozen=True)
class Asked:
    """A locked question."""

    locked: Locked
    question: AgreementQuestion


@transaction.atomic
def ask(
    *,
    project: Project,
    kind: Kind,
    number: int,
    text: str,
    by: User,
    at: datetime,
    once: UUID,
    clause: str = "",
    usual: str = "",
) -> AgreementQuestion:
    """Ask a question to the version that is the newest now; the same form again gives the first.

    Raises PermissionDenied, NoSuchAgreement.
    """
    locked = lock_agreement(project=project, kind=kind, number=number, by=by, version=None, at=at)
    agreement = locked.agreement
    if again := AgreementQuestion.objects.filter(once=once).first():
        if (again.agreement_id, again.asked_by_id, again.text) == (agreement.pk, by.pk, text):
            return again
        # Another form's token says nothing about this one.
        once = uuid4()
    last = agreement.questions.aggregate(last=Max("number"))["last"] or 0
    question = AgreementQuestion.objects.create(
        agreement=agreement,
        number=last + 1,
        of_version=newest_version(agreement),
        text=text,
        clause=clause,
        usual=usual,
        once=once,
        asked_at=at,
        asked_by=by,
    )
    _keep(question, QuestionActKind.ASK, by=by, at=at)
    tell(events.QUESTION_ASKED, locked, at=at, number=str(question.number))
    return question


@transaction.atomic
def correct(
    *, question: AgreementQuestion, kind: Kind, text: str, clause: str, by: User, version: int, at: datetime
) -> AgreementQuestion:
    """Other words for a question that is not sent. Raises PermissionDenied, StaleQuestion, MoveNotAllowed once sent."""
    asked = _lock(question, kind, by=by, at=at)
    facts = {"text": text, "clause": clause}
    if _change(asked, QuestionActKind.CORRECT, facts, {QuestionState.DRAFT}, by=by, version=version, at=at):
        _tell(asked, events.QUESTION_CORRECTED, at=at)
    return asked.question


@transaction.atomic
def mark_sent(
    *,
    project: Project,
    kind: Kind,
    number: int,
    versions: Mapping[int, int],
    sent_on: date,
    sent_to: str,
    by: User,
    at: datetime,
) -> list[AgreementQuestion]:
    """The questions went off as one letter: `versions` says by number what stood in it. Those sent already stay so.

    Raises PermissionDenied, NoSuchAgreement, WrongDates, StaleQuestion when one was changed since the letter was made.
    """
    locked = lock_agreement(project=project, kind=kind, number=number, by=by, version=None, at=at)
    if sent_on > day_of(at):
        raise WrongDates({"sent_on": AHEAD})
    found = locked.agreement.questions.select_for_update(of=("self",)).filter(number__in=versions, sent_on=None)
    sent = []
    for question in found.order_by("number"):
        _change(
            Asked(locked, question),
            QuestionActKind.SEND,
            {"sent_on": sent_on, "sent_to": sent_to},
            {QuestionState.DRAFT},
            by=by,
            version=versions[question.number],
            at=at,
        )
        sent.append(question)
    if sent:
        numbers = listed([str(question.number) for question in sent], most=NAMED)
        tell(events.QUESTIONS_SENT, locked, at=at, questions=f"spørgsmål {numbers}")
    return sent


@transaction.atomic
def mark_unsent(*, question: AgreementQuestion, kind: Kind, by: User, version: int, at: datetime) -> AgreementQuestion:
    """It was not sent after all. Raises PermissionDenied, StaleQuestion, MoveNotAllowed once answered."""
    asked = _lock(question, kind, by=by, at=at)
    facts = {"sent_on": None, "sent_to": ""}
    if _change(asked, QuestionActKind.UNSEND, facts, {QuestionState.SENT}, by=by, version=version, at=at):
        _tell(asked, events.QUESTION_UNSENT, at=at)
    return asked.question


def answer(
    *,
    question: AgreementQuestion,
    kind: Kind,
    text: str,
    on: date,
    answered_by: str,
    by: User,
    version: int,
    at: datetime,
    upload: UploadedFile | None = None,
    settled: bool = False,
) -> AgreementQuestion:
    """Write down an answer, with the file it came in, and settle the question when it is `settled` by it.

    A later answer takes the place of the one before, which its history keeps. Raises PermissionDenied, StaleQuestion,
    MoveNotAllowed once settled or withdrawn, WrongDates, Refused.
    """
    with all_received([upload] if upload else []) as contents, transaction.atomic():
        asked = _lock(question, kind, by=by, at=at)
        _require_possible(asked.question, on, at=at)
        facts: dict[str, Any] = {"answer": text, "answered_on": on, "answered_by": answered_by}
        for content in contents:
            facts["file"] = lay(asked.locked, content, use=FileUse.OTHER, by=by, at=at).version.file
        open_states = {QuestionState.DRAFT, QuestionState.SENT, QuestionState.ANSWERED}
        if _change(asked, QuestionActKind.ANSWER, facts, open_states, by=by, version=version, at=at):
            _tell(asked, events.QUESTION_ANSWERED, at=at)
            version = asked.question.version
        if settled:
            _settle(asked, SettledHow.CLEARED, by=by, version=version, at=at)
    return asked.question


@transaction.atomic
def settle(
    *, question: AgreementQuestion, kind: Kind, how: SettledHow, by: User, version: int, at: datetime
) -> AgreementQuestion:
    """It is cleared, or the municipality lives with it. Raises PermissionDenied, StaleQuestion, MoveNotAllowed."""
    asked = _lock(question, kind, by=by, at=at)
    _settle(asked, how, by=by, version=version, at=at)
    return asked.question


@transaction.atomic
def reopen(*, question: AgreementQuestion, kind: Kind, by: User, version: int, at: datetime) -> AgreementQuestion:
    """It was not settled after all. Raises PermissionDenied, StaleQuestion, MoveNotAllowed."""
    asked = _lock(question, kind, by=by, at=at)
    facts = {"settled_how": ""}
    stamp: dict[str, Any] = {"settled_at": None, "settled_by": None}
    if _change(
        asked, QuestionActKind.REOPEN, facts, {QuestionState.SETTLED}, by=by, version=version, at=at, stamp=stamp
    ):
        _tell(asked, events.QUESTION_REOPENED, at=at)
    return asked.question


@transaction.atomic
def withdraw_question(
    *, question: AgreementQuestion, kind: Kind, reason: str, by: User, version: int, at: datetime
) -> AgreementQuestion:
    """It should not have been asked; it stays to be read. Raises PermissionDenied, StaleQuestion, MoveNotAllowed."""
    asked = _lock(question, kind, by=by, at=at)
    open_states = {QuestionState.DRAFT, QuestionState.SENT, QuestionState.ANSWERED}
    facts = {"withdrawn_reason": reason}
    stamp: dict[str, Any] = {"withdrawn_at": at, "withdrawn_by": by}
    if _change(asked, QuestionActKind.WITHDRAW, facts, open_states, by=by, version=version, at=at, stamp=stamp):
        _tell(asked, events.QUESTION_WITHDRAWN, at=at)
    return asked.question


def _settle(asked: Asked, how: SettledHow, *, by: User, version: int, at: datetime) -> None:
    open_states = {QuestionState.DRAFT, QuestionState.SENT, QuestionState.ANSWERED}
    stamp: dict[str, Any] = {"settled_at": at, "settled_by": by}
    facts = {"settled_how": how}
    if _change(asked, QuestionActKind.SETTLE, facts, open_states, by=by, version=version, at=at, stamp=stamp):
        cleared = how == SettledHow.CLEARED
        _tell(asked, events.QUESTION_CLEARED if cleared else events.QUESTION_LIVED_WITH, at=at)


def _lock(question: AgreementQuestion, kind: Kind, *, by: User, at: datetime) -> Asked:
    agreement = question.agreement
    locked = lock_agreement(project=agreement.project, kind=kind, number=agreement.number, by=by, version=None, at=at)
    found = locked.agreement.questions.select_for_update(of=("self",)).get(pk=question.pk)
    return Asked(locked, found)


def _change(
    asked: Asked,
    kind: QuestionActKind,
    facts: Mapping[str, Any],
    from_states: Iterable[QuestionState],
    *,
    by: User,
    version: int,
    at: datetime,
    stamp: Mapping[str, Any] | None = None,
) -> bool:
    """Let the question say something else; False when it says so already, as when a form is sent twice."""
    question = asked.question
    if all(getattr(question, name) == value for name, value in facts.items()):
        return False
    if question.version != version:
        raise StaleQuestion(question)
    if question.state not in from_states:
        raise MoveNotAllowed(f"{kind} from {question.state}")
    changed = {**facts, **(stamp or {}), "version": question.version + 1}
    for name, value in changed.items():
        setattr(question, name, value)
    question.save(update_fields=list(changed))
    _keep(question, kind, by=by, at=at)
    return True


def _keep(question: AgreementQuestion, kind: QuestionActKind, *, by: User, at: datetime) -> None:
    said = {name: getattr(question, name) for name in FACTS}
    facts = {name: value.isoformat() if isinstance(value, date) else value for name, value in said.items() if value}
    QuestionAct.objects.create(question=question, kind=kind, facts=facts, done_at=at, done_by=by)


def _require_possible(question: AgreementQuestion, on: date, *, at: datetime) -> None:
    if on > day_of(at):
        raise WrongDates({"answered_on": AHEAD})
    if question.sent_on and on < question.sent_on:
        before = f"Spørgsmålet blev sendt den {numeric_date(question.sent_on)}. Datoen kan ikke ligge før."
        raise WrongDates({"answered_on": before})


def _tell(asked: Asked, event_type: str, *, at: datetime) -> None:
    tell(event_type, asked.locked, at=at, number=str(asked.question.number))
