"""The questions of one agreement, for one reader: the page, and what the agreement's own page says of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Prefetch

from accounts.roles import Act
from agreements.kinds import Kind
from agreements.models import (
    Agreement,
    AgreementQuestion,
    AgreementVersion,
    QuestionAct,
    QuestionActKind,
    QuestionState,
    SettledHow,
)
from agreements.questions.forms import AnswerForm, AskForm, CorrectForm, VersionForm, WithdrawForm, counterpart_name
from agreements.rules.answers import newest_version
from agreements.shown.files import addresses_of
from checklists.playbook.agreements import UsualQuestion
from files.models import FileVersion
from projects.access import Standing
from projects.workdays import workdays_between
from ui.danish import counted
from ui.states import STATES, Look

# The state of a task that looks the same.
LOOKS: Mapping[QuestionState, str] = {
    QuestionState.DRAFT: "not_started",
    QuestionState.SENT: "waiting",
    QuestionState.ANSWERED: "in_progress",
    QuestionState.SETTLED: "done",
    QuestionState.WITHDRAWN: "not_relevant",
}
OPEN, UNSENT, CLOSED, ALL = "aabne", "ikke-sendt", "lukkede", "alle"


@dataclass
class QuestionRow:
    """One question as it stands in the list. `forms` are those somebody tried to send, by act."""

    question: AgreementQuestion
    page: "QuestionsPage"
    forms: Mapping[str, VersionForm] = field(default_factory=dict)

    @property
    def icon(self) -> str:
        """The icon of its state."""
        return LOOKS[self.question.state]

    @property
    def badge(self) -> str:
        """The badge class of its state."""
        look: Look = STATES[self.icon]
        return look.badge

    @property
    def word(self) -> str:
        """Its state in a word or two."""
        if self.question.state == QuestionState.SETTLED:
            return str(SettledHow(self.question.settled_how).label)
        return str(self.question.state.label)

    @property
    def waited(self) -> str:
        """How long the answer has been waited for: "8 arbejdsdage"; "" when none is, or not for a day yet."""
        if self.question.state != QuestionState.SENT or not self.question.sent_on:
            return ""
        days = workdays_between(self.question.sent_on, self.page.today, self.page.standing.project.calendar)
        return counted(days, "arbejdsdag", "arbejdsdage") if days else ""

    @property
    def of_older(self) -> bool:
        """Open, and asked to a version that is no longer the newest."""
        newest = self.page.newest
        return self.question.is_open and newest is not None and self.question.of_version_id != newest.pk

    @property
    def file(self) -> FileVersion | None:
        """The file the answer came in, as it is now; None when it is taken back."""
        return self.page.files.get(self.question.file_id or 0)

    @property
    def file_url(self) -> str:
        """Its page."""
        return addresses_of(self.page.kind, self.page.agreement).page(self.question.file_id or 0)

    @property
    def earlier_answers(self) -> list[QuestionAct]:
        """What was answered before, the newest first."""
        return self.question.answers_kept[1:]  # type: ignore[attr-defined]

    @property
    def answer_form(self) -> VersionForm:
        """For a first answer, or a better one."""
        whom = counterpart_name(self.page.kind, self.page.agreement)
        return self.forms.get("answer") or AnswerForm(question=self.question, whom=whom, today=self.page.today)

    @property
    def correct_form(self) -> VersionForm:
        """For other words."""
        return self.forms.get("correct") or CorrectForm(question=self.question)

    @property
    def withdraw_form(self) -> VersionForm:
        """For taking it back."""
        return self.forms.get("withdraw") or WithdrawForm(question=self.question)


@dataclass
class QuestionsPage:
    """All questions of one agreement. `refused` is a form that was not taken: the question's number, act and form."""

    standing: Standing
    kind: Kind
    agreement: Agreement
    today: date
    may_work: bool
    show: str = OPEN
    refused: tuple[int, str, VersionForm] | None = None

    @cached_property
    def newest(self) -> AgreementVersion | None:
        """The version that counts now."""
        return newest_version(self.agreement) if self.agreement.pk else None

    @cached_property
    def questions(self) -> list[AgreementQuestion]:
        """All of them, the newest first."""
        if not self.agreement.pk:
            return []
        answers = QuestionAct.objects.filter(kind=QuestionActKind.ANSWER).order_by("-pk")
        found = self.agreement.questions.select_related("of_version", "asked_by", "settled_by", "withdrawn_by")
        return list(found.prefetch_related(Prefetch("acts", answers, to_attr="answers_kept")))

    @cached_property
    def files(self) -> Mapping[int, FileVersion]:
        """The newest version of each file an answer came in, by file."""
        files = [question.file_id for question in self.questions if question.file_id]
        newest = FileVersion.objects.standing().filter(file__in=files).order_by("file", "-number").distinct("file")
        return {version.file_id: version for version in newest} if files else {}

    @property
    def rows(self) -> list[QuestionRow]:
        """Those that are asked for, and the one whose form was refused."""
        number, act, form = self.refused or (0, "", None)
        kept = {act: form} if form else {}
        return [
            QuestionRow(question, self, kept if question.number == number else {})
            for question in self.questions
            if question.number == number or _shown(question, self.show)
        ]

    @property
    def filters(self) -> list[tuple[str, str, int]]:
        """(key, words, how many)."""
        words = {OPEN: "Åbne", UNSENT: "Ikke sendt", CLOSED: "Lukkede", ALL: "Alle"}
        counts = {key: sum(_shown(question, key) for question in self.questions) for key in words}
        return [(key, word, counts[key]) for key, word in words.items()]

    @property
    def unsent(self) -> int:
        """How many the counterpart has not got."""
        return sum(question.is_unsent for question in self.questions)

    @property
    def open_count(self) -> int:
        """How many are not settled."""
        return sum(question.is_open for question in self.questions)

    @property
    def usual(self) -> list[tuple[UsualQuestion, int]]:
        """The usual questions of the kind, each with the number it was asked under; 0 when it was not."""
        asked = {question.usual: question.number for question in self.questions if not question.withdrawn_at}
        return [(entry, asked.get(entry["key"], 0)) for entry in self.kind.usual_questions]

    @property
    def usual_left(self) -> int:
        """How many of the usual ones are not asked."""
        return sum(not number for _, number in self.usual)


def _shown(question: AgreementQuestion, show: str) -> bool:
    if show == UNSENT:
        return question.is_unsent
    return show == ALL or question.is_open == (show != CLOSED)


@dataclass
class QuestionsSummary:
    """What the agreement's own page says of its questions (templates/agreements/_questions.html).

    Nothing at all to a reader who may not see the work.
    """

    standing: Standing
    kind: Kind
    agreement: Agreement
    today: date
    may_work: bool

    @cached_property
    def page(self) -> QuestionsPage | None:
        """The questions; None for a reader who may not see them."""
        if not self.standing.may(Act.SEE_WORK):
            return None
        return QuestionsPage(self.standing, self.kind, self.agreement, self.today, self.may_work)

    @cached_property
    def form(self) -> AskForm:
        """The short form to ask one more."""
        return AskForm(kind=self.kind)
