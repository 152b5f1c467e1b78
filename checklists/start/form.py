"""The questions as one form. Any of them may be left out; an answer that ticks something takes a day."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.forms import BoundField

from checklists.playbook.aids import StartOption, StartQuestion
from checklists.playbook.vocabulary import AnswerType
from checklists.rules.start_given import Given, steps_of
from ui.danish import listed, long_date
from ui.fields import DanishDateField, GuardedTextField
from ui.forms import Form

SKIP = ("", "Spring over")
WHEN = "Hvornår var det på plads?"
MOST_HOLDERS = 3
DAY = "_on"


class _May(forms.Field):
    """A field that may stand empty, without the word for it twelve times: the page says so once."""

    def validate(self, value: Any) -> None:
        """Asks only what was answered."""
        if value:
            super().validate(value)


class OneAnswer(_May, forms.ChoiceField):
    """One of several, or none."""


class SomeAnswers(_May, forms.MultipleChoiceField):
    """Some of several, or none."""


class AnswerDate(_May, DanishDateField):
    """A day, asked for when there is an answer. They share a label; `called` tells them apart in a list of errors."""

    called = ""


class PersonName(_May, GuardedTextField):
    """Who holds a role."""


@dataclass(frozen=True)
class Known:
    """What the project knows already: the numbers of the tasks that are settled, those of them that are done, and the
    names of those who hold each role."""

    settled: Collection[str] = ()
    done: Collection[str] = ()
    holders: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass
class Section:
    """A question on the page: its fields, and what need not be asked."""

    question: StartQuestion
    order: int
    fields: list[BoundField]
    # Such as "Teknisk systemansvarlig: Lone Dahl har rollen i portalen."
    known: list[str]

    @property
    def is_people(self) -> bool:
        """Does it ask for people, so that its heading is not a field's?"""
        return self.question["answer_type"] == AnswerType.PEOPLE


class StartForm(Form):
    """The questions of an edition, for a project as far as it is `known`."""

    use_required_attribute = False
    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, questions: Sequence[StartQuestion], known: Known, today: date, **kwargs: Any):
        kwargs["initial"] = {"once": uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.questions, self.known, self.today = questions, known, today
        for order, question in enumerate(questions, start=1):
            if question["answer_type"] == AnswerType.PEOPLE:
                for option in self._asked(question):
                    self._add_person(question, option)
            else:
                self._add_answer(question, order)

    def _add_person(self, question: StartQuestion, option: StartOption) -> None:
        name = name_of(question, option)
        self.fields[name] = PersonName(label=option["label"], max_length=200)
        self.fields[name].widget.attrs |= {"list": "people", "autocomplete": "off"}
        self.fields[name + DAY] = AnswerDate(label=f"{option['label']} fra den")

    def _add_answer(self, question: StartQuestion, order: int) -> None:
        several = question["answer_type"] == AnswerType.MULTI
        choices = [(option["key"], self._label(question, option)) for option in question["options"]]
        words: dict[str, Any] = {"label": f"{order}. {question['question']}", "help_text": question["help"]}
        self.fields[question["key"]] = (
            SomeAnswers(choices=choices, widget=forms.CheckboxSelectMultiple, **words)
            if several
            else OneAnswer(choices=[SKIP, *choices], widget=forms.RadioSelect, initial="", **words)
        )
        hint = "dd.mm.åååå. Dagen gælder for alt, I svarer ja til her."
        day = AnswerDate(label=WHEN, help_text=hint)
        day.called = f"Spørgsmål {order}, {WHEN[0].lower()}{WHEN[1:]}"
        self.fields[question["key"] + DAY] = day

    def _label(self, question: StartQuestion, option: StartOption) -> str:
        steps = steps_of(question, option)
        is_done = steps and all(number in self.known.done for number in steps)
        return f"{option['label']} (færdig i forvejen)" if is_done else option["label"]

    def _asked(self, question: StartQuestion) -> list[StartOption]:
        """The roles nobody is known to hold, and whose task is open."""
        return [option for option in question["options"] if not self._is_known(option)]

    def _is_known(self, option: StartOption) -> bool:
        return bool(self.known.holders.get(option["key"])) or all(n in self.known.settled for n in option["ticks"])

    @property
    def sections(self) -> list[Section]:
        """The questions in order, each with its fields."""
        return [self._section(question, order) for order, question in enumerate(self.questions, start=1)]

    def _section(self, question: StartQuestion, order: int) -> Section:
        people = question["answer_type"] == AnswerType.PEOPLE
        names = [name_of(question, option) for option in self._asked(question)] if people else [question["key"]]
        fields = [self[name] for first in names for name in (first, first + DAY)]
        known = [self._known_words(option) for option in question["options"] if self._is_known(option)]
        return Section(question, order, fields, known if people else [])

    def _known_words(self, option: StartOption) -> str:
        holders = self.known.holders.get(option["key"])
        if holders:
            return f"{option['label']}: {listed(holders, most=MOST_HOLDERS)} har rollen i portalen."
        is_done = all(number in self.known.done for number in option["ticks"])
        return f"{option['label']}: opgaven er {'færdig' if is_done else 'ikke relevant'}."

    def clean(self) -> None:
        """Every answer has its day, every day its answer, and an answer what it requires."""
        super().clean()
        for question in self.questions:
            if question["answer_type"] == AnswerType.PEOPLE:
                for option in self._asked(question):
                    self._check_day(name_of(question, option), "Skriv navnet, eller slet datoen.", ticks=True)
            else:
                ticks = any(option["ticks"] for option in self._chosen(question))
                self._check_day(question["key"], "Vælg et svar, eller slet datoen.", ticks=ticks)
                self._check_required(question)

    def _check_day(self, name: str, unanswered: str, *, ticks: bool) -> None:
        answer, day = self.cleaned_data.get(name), self.cleaned_data.get(name + DAY)
        if day and day > self.today:
            self.add_error(
                name + DAY, f"Dagen er ikke kommet endnu. Skriv en dag til og med i dag, {long_date(self.today)}."
            )
        elif answer and ticks and not day and name + DAY not in self.errors:
            self.add_error(name + DAY, "Skriv, hvornår det var på plads, fx 27.11.2026.")
        elif day and not answer and name not in self.errors:
            self.add_error(name, unanswered)

    def _check_required(self, question: StartQuestion) -> None:
        required = question.get("requires_answer")
        chosen = [option["key"] for option in self._chosen(question)]
        if not required or not set(chosen) & set(required["for_options"]):
            return
        other = next(other for other in self.questions if other["key"] == required["question"])
        answers = [option for option in other["options"] if option["key"] in required["options"]]
        given = {option["key"] for option in self._chosen(other)}
        done = all(number in self.known.done for option in answers for number in option["ticks"])
        if not done and not given & {option["key"] for option in answers}:
            labels = listed([f"»{option['label']}«" for option in answers], most=MOST_HOLDERS)
            order = list(self.questions).index(other) + 1
            self.add_error(
                question["key"],
                f"Det går kun sammen med svaret {labels} på spørgsmål {order}. Er det sket alligevel, så luk opgaven "
                "på dens egen side, og skriv hvorfor.",
            )

    def _chosen(self, question: StartQuestion) -> list[StartOption]:
        answer = self.cleaned_data.get(question["key"]) or []
        keys = [answer] if isinstance(answer, str) else answer
        return [option for option in question["options"] if option["key"] in keys]

    @property
    def given(self) -> list[Given]:
        """The answers that tick something. For a valid form."""
        found = []
        for question in self.questions:
            if question["answer_type"] == AnswerType.PEOPLE:
                for option in self._asked(question):
                    name = name_of(question, option)
                    if person := self.cleaned_data[name]:
                        found.append(Given(question["key"], option["key"], self.cleaned_data[name + DAY], person))
            else:
                day = self.cleaned_data[question["key"] + DAY]
                found += [
                    Given(question["key"], option["key"], day) for option in self._chosen(question) if option["ticks"]
                ]
        return found

    def renew_once(self) -> None:
        """The form was sent before with other answers: sending it again is an act of its own."""
        data = self.data.copy()
        data["once"] = str(uuid4())
        self.data = data


def name_of(question: StartQuestion, option: StartOption) -> str:
    """The field of a person: "Q01_technical_owner"."""
    return f"{question['key']}_{option['key']}"
