"""The unsent questions gathered in one letter (G44), to copy or to open in the mail program."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from agreements.kinds import Kind
from agreements.models import Agreement, AgreementQuestion
from agreements.moves import Step
from agreements.rules.answers import newest_version
from checklists.models import Task
from checklists.ready_messages import PLACEHOLDER, ReadyMessage, ReadyMessages
from projects.access import Standing
from ui.danish import day_span

QUESTIONS = "spoergsmaal"
# For a kind whose item has no message of its own to put questions in; the same shape as the one of G44.
SUBJECT = "Spørgsmål til {aftalen} for KontaktLæge App"
BODY = """Hej

Vi har læst {aftalen} (version {{version}}) og har disse spørgsmål:

{{spoergsmaal}}

Vi har brug for svar senest {{frist}} for at holde vores plan.

Venlig hilsen
{{afsender}}, {{telefon}}"""


@dataclass
class QuestionLetter:
    """One letter for one sender."""

    standing: Standing
    kind: Kind
    agreement: Agreement
    on: date

    @cached_property
    def questions(self) -> list[AgreementQuestion]:
        """What has not been sent, in the order it was asked."""
        if not self.agreement.pk:
            return []
        return list(self.agreement.questions.unsent().select_related("of_version").order_by("number"))

    @cached_property
    def message(self) -> ReadyMessage:
        """The letter."""
        ready = ReadyMessages(self.standing, self._task, self.on, self._known)
        whom = [self.agreement.counterpart] if self.agreement.counterpart else self.kind.data["counterparts"][:2]
        own = self._task.item.message
        if own and QUESTIONS in PLACEHOLDER.findall(own["body"]):
            return ready.filled(own["subject"], own["subject"], own["body"], whom)
        subject, body = (text.format(aftalen=called_the(self.kind)) for text in (SUBJECT, BODY))
        return ready.filled(subject, subject, body, whom)

    @property
    def _task(self) -> Task:
        """The one in which a position is taken; for a kind without, the one the agreement is about."""
        about = [*self.kind.closes.get(Step.POSITION, []), *self.kind.items, self.kind.data.get("about_item", "")]
        tasks = Task.objects.select_related("item__edition").filter(project=self.standing.project)
        return tasks.get(number=about[0])

    @property
    def _known(self) -> dict[str, str]:
        expected = self.agreement.expected_on
        version = newest_version(self.agreement) if self.agreement.pk else None
        return {
            QUESTIONS: "\n".join(self._line(question) for question in self.questions),
            "version": version.label if version else "",
            "frist": day_span(expected, expected) if expected else "",
        }

    def _line(self, question: AgreementQuestion) -> str:
        place = f"{question.clause}: " if question.clause else ""
        return f"{question.number}. {place}{question.text}"


def called_the(kind: Kind) -> str:
    """As a sentence calls it: "tilslutningsaftalen", "aftale med testlæge" as "aftalen"."""
    name = kind.name[:1].lower() + kind.name[1:]
    return "aftalen" if " " in name else f"{name}n"
