"""Asking, correcting, answering, withdrawing, and noting that the letter is sent."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms

from agreements.kinds import Kind
from agreements.models import LINE, TEXT, Agreement, AgreementQuestion
from ui.fields import DanishDateField, GuardedFileField, GuardedTextField
from ui.forms import Form

NO_WORDS = "Skriv spørgsmålet først."


def _question(label: str) -> GuardedTextField:
    return GuardedTextField(
        label=label,
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": NO_WORDS},
    )


def _clause() -> GuardedTextField:
    return GuardedTextField(
        label="Sted i aftalen", required=False, max_length=LINE, help_text="Punkt, bilag eller side, fx bilag C."
    )


class AskForm(Form):
    """A new question; `usual` is the ready text it began with."""

    text = _question("Stil et spørgsmål")
    clause = _clause()
    usual = forms.ChoiceField(required=False, widget=forms.HiddenInput)
    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: Kind, use: str = "", **kwargs: Any) -> None:
        """`use`: the key of the ready text to begin with."""
        ready = {entry["key"]: entry["question"] for entry in kind.usual_questions}
        begun = {"usual": use, "text": ready[use]} if use in ready else {}
        super().__init__(*args, **{"prefix": "ask", "initial": {"once": uuid4(), **begun}, **kwargs})
        self.fields["usual"].choices = [("", ""), *((key, key) for key in ready)]  # type: ignore[attr-defined]


class VersionForm(Form):
    """Something about one question, as it stood when the form was made."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, question: AgreementQuestion, act: str = "act", **kwargs: Any) -> None:
        initial = {"version": question.version, **kwargs.pop("initial", {})}
        super().__init__(*args, **{"prefix": f"{act}{question.number}", "initial": initial, **kwargs})


class CorrectForm(VersionForm):
    """Other words for a question that is not sent."""

    text = _question("Spørgsmål")
    clause = _clause()

    def __init__(self, *args: Any, question: AgreementQuestion, **kwargs: Any) -> None:
        words = {"text": question.text, "clause": question.clause}
        super().__init__(*args, question=question, act="correct", initial=words, **kwargs)


class AnswerForm(VersionForm):
    """What was answered, when, by whom, and the file it came in."""

    answer = GuardedTextField(
        label="Svar",
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv svaret, eller hvor det står."},
    )
    answered_on = DanishDateField(label="Besvaret den")
    answered_by = GuardedTextField(label="Besvaret af", required=False, max_length=LINE)
    file = GuardedFileField(label="Svaret som fil", required=False)

    def __init__(self, *args: Any, question: AgreementQuestion, whom: str, today: date, **kwargs: Any) -> None:
        """`whom`: the counterpart, which is the one who answers."""
        words = {
            "answer": question.answer,
            "answered_on": question.answered_on or today,
            "answered_by": question.answered_by or whom,
        }
        super().__init__(*args, question=question, act="answer", initial=words, **kwargs)


class WithdrawForm(VersionForm):
    """Why a question should not have been asked."""

    reason = GuardedTextField(
        label="Hvorfor trækkes spørgsmålet tilbage?",
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Skriv en kort begrundelse."},
    )

    def __init__(self, *args: Any, question: AgreementQuestion, **kwargs: Any) -> None:
        super().__init__(*args, question=question, act="withdraw", **kwargs)


class SentForm(Form):
    """The letter is sent: when, and to whom. `seen` says which questions stood in it, and as they were then."""

    sent_on = DanishDateField(label="Sendt den")
    sent_to = GuardedTextField(label="Sendt til", max_length=LINE)
    seen = forms.RegexField(r"^[0-9]{1,9}:[0-9]{1,9}(,[0-9]{1,9}:[0-9]{1,9})*$", widget=forms.HiddenInput)

    def __init__(self, *args: Any, questions: list[AgreementQuestion], whom: str, today: date, **kwargs: Any) -> None:
        seen = ",".join(f"{question.number}:{question.version}" for question in questions)
        super().__init__(*args, **{"initial": {"sent_on": today, "sent_to": whom, "seen": seen}, **kwargs})

    @property
    def versions(self) -> dict[int, int]:
        """The version of each question in the letter, by its number. For a valid form."""
        pairs = (pair.split(":") for pair in self.cleaned_data["seen"].split(","))
        return {int(number): int(version) for number, version in pairs}


def counterpart_name(kind: Kind, agreement: Agreement) -> str:
    """Whom the questions go to: the counterpart that is chosen, or the first the kind is made with."""
    return kind.party_name(agreement.counterpart or kind.data["counterparts"][0])
