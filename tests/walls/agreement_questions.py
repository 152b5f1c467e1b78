"""The questions and the checklist of an agreement in the matrix, and many of them for the pages."""

from typing import Any
from uuid import uuid4

from accounts.roles import Act, Role
from agreements.kinds import kind_by_key
from agreements.models import AgreementQuestion, ChecklistMark, Mark
from agreements.rules.checklist import point_keys
from agreements.services.checklist import Found
from tests.agreements.asking import answer, ask, mark, send
from tests.agreements.walk import DPA, at_legal, upload
from tests.cast import Cast


def fill_questions(cast: Cast, times: int) -> None:
    """Many questions to a databehandleraftale, some sent, answered more than once and with a file."""
    if not cast.slagelse.agreements.filter(kind=DPA).exists():
        at_legal(cast)
    for n in range(times):
        ask(cast, f"Ikke sendt {times} {n}?", usual="stored_data")
        asked = ask(cast, f"Sendt {times} {n}?", clause=f"Bilag {n}")
        send(cast, asked)
        answer(cast, asked, f"Svar {n}", upload=upload(f"svar {times} {n}.pdf"))
        answer(cast, asked, f"Bedre svar {n}", settled=bool(n % 2))
    for point in point_keys(kind_by_key(DPA))[:times]:
        newest = ChecklistMark.objects.filter(point=point).last()
        mark(cast, **{point: Found(Mark.NOT_MET, note=f"Nej {times}", seen=newest.pk if newest else None)})


def a_question(cast: Cast) -> int:
    """The number of a question by the jurist, asked when there is none."""
    return (AgreementQuestion.objects.first() or ask(cast)).number


def agreement_question_rows(row: Any) -> list[Any]:
    """Who sees the work reads; who may move the agreement asks, sends and settles."""
    about: dict[str, Any] = {"in_project": True, "own": {"slug": "databehandleraftale", "number": 1}}
    work: dict[str, Any] = {**about, "task_role": Role.LEGAL_OFFICER}
    one = {**about["own"], "question": a_question}
    return [
        row("agreement_questions", Act.SEE_WORK, **about),
        row("agreement_questions", Act.WORK_OWN_TASKS, **work, data=a_new_one),
        row("agreement_question", Act.WORK_OWN_TASKS, **{**work, "own": one}, data=cleared),
        row("agreement_question_letter", Act.WORK_OWN_TASKS, **work),
        row("agreement_question_letter", Act.WORK_OWN_TASKS, **work, data=sent, prepare=a_question),
        row("agreement_checklist", Act.SEE_WORK, **about),
        row("agreement_checklist", Act.WORK_OWN_TASKS, **work, data=lambda cast: {"a-mark": "met"}),
    ]


def a_new_one(cast: Cast) -> dict[str, str]:
    """Words and a token."""
    return {"ask-text": "Hvor ligger oplysningerne?", "ask-once": str(uuid4())}


def cleared(cast: Cast) -> dict[str, str]:
    """The button Afklaret."""
    return {"act": "clear", f"act{a_question(cast)}-version": "1"}


def sent(cast: Cast) -> dict[str, str]:
    """The letter is sent."""
    return {"sent_on": f"{cast.at:%d.%m.%Y}", "sent_to": "Trifork", "seen": f"{a_question(cast)}:1"}
