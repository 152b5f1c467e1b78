"""The shape of a playbook's data, in the files and in the rows they become. Meanings: playbook/README.md."""

from typing import NotRequired, TypedDict


class Words(TypedDict):
    """An item's own words for one of its evidence fields."""

    label: str
    hint: NotRequired[str]


class Choice(TypedDict):
    """A ready answer. `blocks_gate`: it closes the task, but not the gate."""

    key: str
    label: str
    blocks_gate: NotRequired[bool]


class Settles(TypedDict):
    """Answering `when` makes another item not relevant, for this reason."""

    when: str
    item: str
    reason: str


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


class Message(TypedDict):
    """A mail ready to copy. `to` is a role, a party or an audience; `or_to` the other possible recipient."""

    to: str
    or_to: NotRequired[str]
    subject: str
    body: str


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
    done_when: str
    proof_example: str
    evidence_fields: list[str]
    evidence_words: NotRequired[dict[str, Words]]
    evidence_optional: NotRequired[list[str]]
    date_may_lie_ahead: NotRequired[bool]
    choices: NotRequired[list[Choice]]
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


class GuideSource(TypedDict):
    """The guide itself."""

    title: str
    publisher: str
    undated: str


class EditionData(TypedDict):
    """Which playbook this is."""

    key: str
    number: int
    title: str
    dated: str
    source: GuideSource
    credit: str
    reworded: str


class Advantage(TypedDict):
    """One of the advantages the guide names."""

    key: str
    label: str
    text: str


class Note(TypedDict):
    """A gap or slip of the guide's. Those with items are shown there too."""

    key: str
    title: str
    text: str
    items: NotRequired[list[str]]
    sources: NotRequired[list[str]]


class IntroductionData(TypedDict):
    """What the guide is about, before its items."""

    edition: EditionData
    what: list[str]
    used_when: list[str]
    agreement: str
    advantages: list[Advantage]
    notes: list[Note]


class PhaseData(TypedDict):
    """A stretch of the work; ours, after the guide's chapters."""

    key: str
    name: str
    goal: str


class PlanDefaults(TypedDict):
    """Our suggestion for a new plan."""

    project_workdays: int
    hypercare_workdays: int


class PhasesFile(TypedDict):
    """phases.yaml."""

    plan_defaults: PlanDefaults
    phases: list[PhaseData]


class RoleData(TypedDict):
    """A role and what its holder does."""

    key: str
    name: str
    in_guide: bool
    scope: str
    description: str
    does: list[str]
    typical_unit: str
    sources: NotRequired[list[str]]


class GateBlocks(TypedDict):
    """What should not begin, or pass, before the gate is met."""

    items: list[str]
    date: NotRequired[str]


class GateItem(TypedDict):
    """An item of a gate, with the sentence said while it is missing."""

    item: str
    missing: str
    met_by: NotRequired[str]


class GateData(TypedDict):
    """A sum of items; ours."""

    key: str
    title: str
    question: str
    closed_when: str
    blocks: GateBlocks
    no_override: NotRequired[list[str]]
    items: list[GateItem]


class DocumentData(TypedDict):
    """A guidance document."""

    key: str
    item: str
    name: str
    about: str
    readers: list[str]
    link: str | None
    version: str | None
    sources: NotRequired[list[str]]


class LinkData(TypedDict):
    """Another link of the guide's."""

    key: str
    name: str
    about: str
    items: list[str]
    link: str | None


class DocumentsFile(TypedDict):
    """documents.yaml."""

    documents: list[DocumentData]
    other_links: list[LinkData]


class PartyData(TypedDict):
    """Someone a task can wait for."""

    key: str
    name: str
    label: str
    description: str
    chase_after_workdays: int


class ContactData(TypedDict):
    """An address the guide prints, or leaves out."""

    key: str
    name: str
    items: list[str]
    as_printed: str | None
    note: str


class SourceData(TypedDict):
    """Where a statement comes from."""

    key: str
    title: str
    url: NotRequired[str]
    note: str


class AudienceData(TypedDict):
    """A group of people a message goes to."""

    key: str
    name: str


class MessagesFile(TypedDict):
    """messages.yaml."""

    audiences: list[AudienceData]
    placeholders: dict[str, str]


class EditionContent(PhasesFile, DocumentsFile, MessagesFile):
    """Everything of an edition but its items: what `Edition.content` holds."""

    introduction: IntroductionData
    roles: list[RoleData]
    gates: list[GateData]
    parties: list[PartyData]
    contacts: list[ContactData]
    sources: list[SourceData]
