"""The shape of the agreements: their kinds, the steps each walks, ready questions and checklists (G40, G43–G50)."""

from typing import NotRequired, TypedDict


class StepData(TypedDict):
    """A step, and the party whose desk an agreement that has reached it lies on; null is nobody's."""

    key: str
    label: str
    means: str
    waits_on: str | None


class KindStep(TypedDict):
    """A step of one kind, with the items it closes."""

    step: str
    closes: list[str]


class AgreementKindData(TypedDict):
    """A kind of agreement. Meanings: playbook/kontaktlaege-1/agreements.yaml."""

    key: str
    slug: str
    name: str
    what: str
    counterparts: list[str]
    worked_by: list[str]
    letter_of: NotRequired[str]
    about_item: NotRequired[str]
    several: NotRequired[bool]
    checklist: NotRequired[str]
    yearly_control: NotRequired[bool]
    step_labels: NotRequired[dict[str, str]]
    steps: list[KindStep]


class UsualQuestion(TypedDict):
    """A question that is usually asked of these kinds, and why."""

    key: str
    question: str
    why: str
    kinds: list[str]
    sources: list[str]


class Point(TypedDict):
    """One point of a checklist; `look_for` is where an agreement usually says it."""

    key: str
    title: str
    text: str
    look_for: NotRequired[str]


class ChecklistData(TypedDict):
    """The points of the law, and the practical ones."""

    key: str
    title: str
    sources: list[str]
    points: list[Point]
    practical: list[Point]


class AgreementsFile(TypedDict):
    """agreements.yaml."""

    steps: list[StepData]
    kinds: list[AgreementKindData]
    before_signing: list[str]
    usual_questions: list[UsualQuestion]
    checklists: list[ChecklistData]
