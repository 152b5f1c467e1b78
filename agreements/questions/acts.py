"""What a press on a question's buttons does: the form it is sent with, and the service it goes to."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from agreements.kinds import Kind
from agreements.models import AgreementQuestion, SettledHow
from agreements.questions.forms import AnswerForm, CorrectForm, VersionForm, WithdrawForm, counterpart_name
from agreements.rules.dates import WrongDates
from agreements.services import questions as services
from files.refused import Refused

Files = MultiValueDict[str, Any]


def form_of(
    act: str, data: QueryDict, files: Files, *, question: AgreementQuestion, kind: Kind, today: date
) -> VersionForm:
    """The form an act is sent with."""
    if act.startswith("answer"):
        whom = counterpart_name(kind, question.agreement)
        return AnswerForm(data, files, question=question, whom=whom, today=today)
    if act == "correct":
        return CorrectForm(data, question=question)
    return WithdrawForm(data, question=question) if act == "withdraw" else VersionForm(data, question=question)


def carry_out(act: str, form: VersionForm, **given: Any) -> str:
    """Do it, and give the receipt; "" when the form was refused, which then says why.

    Raises PermissionDenied, StaleQuestion, MoveNotAllowed.
    """
    try:
        return ACTS[act](form, version=form.cleaned_data["version"], **given)
    except WrongDates as wrong:
        for name, fault in wrong.faults.items():
            form.add_error(name, fault)
    except Refused as refusal:
        form.add_error("file", refusal.sentence)
    return ""


def _correct(form: VersionForm, **given: Any) -> str:
    services.correct(text=form.cleaned_data["text"], clause=form.cleaned_data["clause"], **given)
    return "rettet"


def _answer(form: VersionForm, *, settled: bool = False, **given: Any) -> str:
    data = form.cleaned_data
    words = {"text": data["answer"], "on": data["answered_on"], "answered_by": data["answered_by"]}
    services.answer(**words, upload=data["file"], settled=settled, **given)
    return "besvaret og afklaret" if settled else "besvaret"


def _answer_and_settle(form: VersionForm, **given: Any) -> str:
    return _answer(form, settled=True, **given)


def _clear(form: VersionForm, **given: Any) -> str:
    services.settle(how=SettledHow.CLEARED, **given)
    return "afklaret"


def _live_with(form: VersionForm, **given: Any) -> str:
    services.settle(how=SettledHow.LIVED_WITH, **given)
    return "lukket. I lever med det"


def _reopen(form: VersionForm, **given: Any) -> str:
    services.reopen(**given)
    return "åbent igen"


def _unsend(form: VersionForm, **given: Any) -> str:
    services.mark_unsent(**given)
    return "noteret som ikke sendt"


def _withdraw(form: VersionForm, **given: Any) -> str:
    services.withdraw_question(reason=form.cleaned_data["reason"], **given)
    return "trukket tilbage"


ACTS: dict[str, Callable[..., str]] = {
    "correct": _correct,
    "answer": _answer,
    "answer_and_settle": _answer_and_settle,
    "clear": _clear,
    "live_with": _live_with,
    "reopen": _reopen,
    "unsend": _unsend,
    "withdraw": _withdraw,
}
# These ask for no words, so nothing that was typed can be lost.
WITHOUT_WORDS = {"clear", "live_with", "reopen", "unsend"}
