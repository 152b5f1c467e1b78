"""Short ways to ask about an agreement, and to mark its checklist, in tests."""

from typing import Any
from uuid import uuid4

from accounts.models import User
from agreements.kinds import kind_by_key
from agreements.models import AgreementQuestion, ChecklistMark, Mark
from agreements.services import questions as services
from agreements.services.checklist import Found, mark_points
from tests.agreements.walk import DPA, day, jurist, of
from tests.cast import Cast


def ask(cast: Cast, text: str = "Hvor ligger oplysningerne?", *, kind: str = DPA, **more: Any) -> AgreementQuestion:
    """A question by the jurist."""
    given: dict[str, Any] = {"by": jurist(cast), "at": cast.at, "once": uuid4(), "number": 1, **more}
    return services.ask(project=cast.slagelse, kind=kind_by_key(kind), text=text, **given)


def fresh(question: AgreementQuestion) -> AgreementQuestion:
    """As it stands now."""
    return AgreementQuestion.objects.select_related("agreement__project").get(pk=question.pk)


def act(cast: Cast, service: Any, question: AgreementQuestion, **more: Any) -> AgreementQuestion:
    """One act on a question by the jurist."""
    question = fresh(question)
    given = {"by": jurist(cast), "at": cast.at, "version": question.version, **more}
    changed: AgreementQuestion = service(question=question, kind=kind_by_key(question.agreement.kind), **given)
    return changed


def answer(cast: Cast, question: AgreementQuestion, text: str = "I Danmark.", **more: Any) -> AgreementQuestion:
    """An answer of today."""
    return act(cast, services.answer, question, text=text, **{"on": day(cast), "answered_by": "Trifork", **more})


def send(cast: Cast, *questions: AgreementQuestion, **more: Any) -> list[AgreementQuestion]:
    """Sent yesterday, to Trifork."""
    versions = {question.number: fresh(question).version for question in questions}
    given = {"by": jurist(cast), "at": cast.at, "sent_on": day(cast, 1), "sent_to": "Trifork", "number": 1, **more}
    return services.mark_sent(project=cast.slagelse, kind=kind_by_key(DPA), versions=versions, **given)


def mark(cast: Cast, person: User | None = None, /, **found: Found) -> list[ChecklistMark]:
    """Points marked by the jurist, or another person, in the newest version."""
    given: dict[str, Any] = {"by": person or jurist(cast), "at": cast.at, "of_version": of(cast).versions.first()}
    return mark_points(project=cast.slagelse, kind=kind_by_key(DPA), number=1, found=found, **given)


def met(**more: Any) -> Found:
    """Opfyldt."""
    return Found(mark=Mark.MET, **more)
