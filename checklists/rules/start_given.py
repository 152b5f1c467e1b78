"""The answers to the questions, and the items they tick. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from checklists.playbook.aids import StartOption, StartQuestion


@dataclass(frozen=True)
class Given:
    """One answer: an option of a question, the day it was done, and who holds the role when a person was asked for."""

    question: str
    option: str
    on: date
    name: str = ""

    @property
    def as_json(self) -> dict[str, str]:
        """As it is kept."""
        return {"question": self.question, "option": self.option, "on": self.on.isoformat(), "name": self.name}


@dataclass(frozen=True)
class Tick:
    """An item that was done before the portal: when, what proof is still asked for, and who when it is a role."""

    number: str
    on: date
    proof: str
    name: str = ""


def steps_of(question: StartQuestion, option: StartOption) -> list[str]:
    """The numbers an option ticks, the earlier steps it holds first."""
    held = [other for other in question["options"] if other["key"] in option.get("includes", [])]
    return [tick for step in [*held, option] for tick in step["ticks"]]


def ticks_of(questions: Sequence[StartQuestion], given: Iterable[Given]) -> list[Tick]:
    """The items the answers tick, in the order of the questions, each once."""
    found: dict[str, Tick] = {}
    by_key = {(answer.question, answer.option): answer for answer in given}
    for question in questions:
        for option in question["options"]:
            if answer := by_key.get((question["key"], option["key"])):
                for number in steps_of(question, option):
                    tick = Tick(number, answer.on, question["proof"][number], answer.name)
                    found.setdefault(number, tick)
    return list(found.values())
