"""The shape of one item, in the files and in the rows they become. Meanings: playbook/README.md."""

from typing import NotRequired, TypedDict

from checklists.playbook.aids import Message


class Words(TypedDict):
    """An item's own words for one of its evidence fields."""

    label: str
    hint: NotRequired[str]


class Choice(TypedDict):
    """A ready answer. `blocks_gate`: it closes the task, but not the gate. `when_mixed`: so when the units differ."""

    key: str
    label: str
    blocks_gate: NotRequired[bool]
    when_mixed: NotRequired[bool]


class InUnit(TypedDict):
    """What each unit is asked to do, the fields it answers besides the day and a remark, and the words for them."""

    ask: str
    fields: list[str]
    words: NotRequired[dict[str, Words]]


class Settles(TypedDict):
    """Answering `when` makes another item not relevant, for this reason."""

    when: str
    item: str
    reason: str


class Named(TypedDict):
    """One of several things an item asks about."""

    key: str
    label: str


class Count(Named):
    """A number the item asks for, and the least it takes to close: notices to each audience (G53)."""

    least: int


class ProofCheck(TypedDict):
    """One thing the proof should show."""

    key: str
    label: str
    looks_for: str
    good: str
    bad: str
    source: str
    inferred: NotRequired[bool]


# A usual fault, what it comes from and what to try.
Advice = TypedDict(
    "Advice",
    {"symptom": str, "cause": str, "try": str, "source": str, "inferred": NotRequired[bool]},
)


class Needs(TypedDict):
    """The items that come first: the guide's own words, and our reading of it."""

    guide: list[str]
    ours: list[str]


class Suggestion(TypedDict):
    """Our suggestion: due on this working day from the anchor, after so many days of work."""

    anchor: str
    offset_workdays: int
    duration_workdays: int
    hours: int | None


class ItemData(TypedDict):
    """One thing the guide asks for."""

    id: str
    title: str
    what: str
    why: str
    how: list[str]
    who: str
    role: str
    role_is_suggestion: NotRequired[bool]
    guide_roles: list[str]
    fills_role: NotRequired[str]
    phase: str
    track: str
    kind: str
    force: str
    available_aid: NotRequired[bool]
    per_unit: NotRequired[bool]
    in_unit: NotRequired[InUnit]
    done_when: str
    proof_example: str
    evidence_fields: list[str]
    evidence_words: NotRequired[dict[str, Words]]
    evidence_optional: NotRequired[list[str]]
    date_may_lie_ahead: NotRequired[bool]
    choices: NotRequired[list[Choice]]
    counts: NotRequired[list[Count]]
    tried: NotRequired[list[Named]]
    settles: NotRequired[list[Settles]]
    sub_points: NotRequired[list[str]]
    proof_checks: NotRequired[list[ProofCheck]]
    faults: NotRequired[list[Advice]]
    needs: Needs
    waits_on: NotRequired[str]
    documents: NotRequired[list[str]]
    message: NotRequired[Message]
    suggestion: Suggestion
    decays_days_suggestion: NotRequired[int]
    sources: NotRequired[list[str]]
