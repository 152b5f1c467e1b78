"""The shape of what helps along the way: ready messages, reasons for being stuck, and the questions of the start."""

from typing import NotRequired, TypedDict


class Message(TypedDict):
    """An item's own mail, ready to copy. `to` is a role, a party or an audience; `or_to` the other recipient."""

    to: str
    or_to: NotRequired[str]
    subject: str
    body: str


class AudienceData(TypedDict):
    """A group of people a message goes to."""

    key: str
    name: str


class MessageTime(TypedDict):
    """Our suggestion for when a message goes out: so many working days from the anchor, before it when negative."""

    anchor: str
    offset_workdays: int


class OnlyIf(TypedDict):
    """The message fits when the item was answered with one of these choices."""

    item: str
    choices: list[str]


class MessageData(TypedDict):
    """A message that helps with several items. `when` null: sent when it happens."""

    key: str
    title: str
    audience: str
    also_to: NotRequired[list[str]]
    sender_role: NotRequired[str]
    channel: str
    when: MessageTime | None
    repeat_workdays_suggestion: NotRequired[int]
    only_if: NotRequired[OnlyIf]
    items: list[str]
    advantages: list[str]
    subject: str
    body: str


class MessagesFile(TypedDict):
    """messages.yaml."""

    audiences: list[AudienceData]
    placeholders: dict[str, str]
    messages: list[MessageData]


class StuckReason(TypedDict):
    """Why a task is stuck, the party it usually means, what to do first and what the portal offers."""

    key: str
    label: str
    party: str
    hint: str
    next_action: str


class StartOption(TypedDict):
    """An answer: the items it ticks, and the earlier options it holds too."""

    key: str
    label: str
    ticks: list[str]
    includes: NotRequired[list[str]]


class RequiresAnswer(TypedDict):
    """`for_options` go only with one of `options` of another question."""

    question: str
    options: list[str]
    for_options: list[str]


class StartQuestion(TypedDict):
    """One of the questions of Start hvor I er. `proof`: what is still asked for, by the number of the item."""

    key: str
    question: str
    help: str
    answer_type: str
    options: list[StartOption]
    requires_answer: NotRequired[RequiresAnswer]
    proof: dict[str, str]
