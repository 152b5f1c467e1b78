"""Faults of what helps along the way: messages, reasons for being stuck, and the questions of Start hvor I er."""

from collections.abc import Iterator, Mapping, Sequence

from checklists.playbook.aids import MessageData, StartQuestion
from checklists.playbook.content import EditionContent
from checklists.playbook.faults import Fault
from checklists.playbook.item_data import ItemData
from checklists.playbook.item_rules import Known, placeholders_in, repeated, unknown
from checklists.playbook.vocabulary import Anchor, AnswerType, NextAction

Items = Mapping[str, ItemData]


def aid_faults(content: EditionContent, items: Sequence[ItemData], known: Known) -> Iterator[Fault]:
    """Every fault of the three files."""
    by_number = {item["id"]: item for item in items}
    advantages = [advantage["key"] for advantage in content["introduction"]["advantages"]]
    for message in content["messages"]:
        for text in [*_message(message, known, advantages), *_only_if(message, by_number)]:
            yield Fault("messages.yaml", message["key"], text)
    for reason in content["stuck_reasons"]:
        texts = [
            *unknown("venter på", [reason["party"]], known.parties),
            *unknown("tilbyder", [reason["next_action"]], NextAction.values),
        ]
        yield from (Fault("stuck_reasons.yaml", reason["key"], text) for text in texts)
    yield from _start(content["start_where_you_are"], by_number, known)


def _message(message: MessageData, known: Known, advantages: list[str]) -> Iterator[str]:
    when = message["when"]
    yield from unknown("er til", [message["audience"], *message.get("also_to", [])], known.audiences)
    yield from unknown("sendes af rollen", [message.get("sender_role")], known.project_roles)
    yield from unknown("regner dagen fra", [when["anchor"] if when else None], Anchor.values)
    yield from unknown("hører til", message["items"], known.items)
    yield from unknown("bærer fordelen", message["advantages"], advantages)
    yield from unknown("har pladsholderen", placeholders_in(message["subject"], message["body"]), known.placeholders)


def _only_if(message: MessageData, items: Items) -> Iterator[str]:
    if only := message.get("only_if"):
        yield from unknown("afhænger af", [only["item"]], items)
        if only["item"] in items:
            answers = [choice["key"] for choice in items[only["item"]].get("choices", [])]
            yield from unknown("afhænger af svaret", only["choices"], answers)


def _start(questions: Sequence[StartQuestion], items: Items, known: Known) -> Iterator[Fault]:
    file = "start_where_you_are.yaml"
    ticks = [tick for question in questions for tick in ticks_of(question)]
    yield from (Fault(file, "", text) for text in repeated("sætter kryds ved", ticks))
    for order, question in enumerate(questions):
        texts = [
            *_question(question, known),
            *_people(question, items, known),
            *_required(question, questions[:order]),
        ]
        yield from (Fault(file, question["key"], text) for text in texts)


def ticks_of(question: StartQuestion) -> list[str]:
    """The numbers of the items the question can tick, in order."""
    return [tick for option in question["options"] for tick in option["ticks"]]


def _question(question: StartQuestion, known: Known) -> Iterator[str]:
    ticks = ticks_of(question)
    keys = [option["key"] for option in question["options"]]
    yield from unknown("svares som", [question["answer_type"]], AnswerType.values)
    yield from repeated("har svaret", keys)
    yield from unknown("sætter kryds ved", ticks, known.items)
    yield from unknown("beder om bevis for", question["proof"], ticks)
    yield from (f"siger ikke, hvilket bevis {tick} mangler" for tick in ticks if tick not in question["proof"])
    for order, option in enumerate(question["options"]):
        yield from unknown(f"{option['key']} rummer et tidligere svar,", option.get("includes", []), keys[:order])
        if "includes" in option and question["answer_type"] != AnswerType.CHOICE:
            yield f"{option['key']} rummer andre svar, men der kan vælges flere"


def _people(question: StartQuestion, items: Items, known: Known) -> Iterator[str]:
    """A person is asked for where the item mans that role."""
    if question["answer_type"] != AnswerType.PEOPLE:
        return
    for option in question["options"]:
        yield from unknown("spørger til rollen", [option["key"]], known.project_roles)
        for tick in option["ticks"]:
            if tick in items and items[tick].get("fills_role") != option["key"]:
                yield f"{tick} bemander ikke rollen {option['key']}"


def _required(question: StartQuestion, earlier: Sequence[StartQuestion]) -> Iterator[str]:
    """What an answer requires can be answered, and is asked before it."""
    if required := question.get("requires_answer"):
        asked = {other["key"]: [option["key"] for option in other["options"]] for other in earlier}
        yield from unknown("kræver svar på det tidligere spørgsmål", [required["question"]], asked)
        yield from unknown("kræver svaret", required["options"], asked.get(required["question"], required["options"]))
        own = [option["key"] for option in question["options"]]
        yield from unknown("kræver noget for svaret", required["for_options"], own)
