"""The shape of a playbook's data, in the files and in the rows they become. Meanings: playbook/README.md."""

from typing import NotRequired, TypedDict

from checklists.playbook.agreements import AgreementsFile
from checklists.playbook.aids import MessagesFile, StartQuestion, StuckReason


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
    buffer_workdays: int


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
    """A sum of items; ours. `also` is what else must hold, `also_missing` the sentence said while it does not."""

    key: str
    title: str
    question: str
    closed_when: str
    blocks: GateBlocks
    also: NotRequired[str]
    also_missing: NotRequired[str]
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
    version: NotRequired[str | None]


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


class EditionContent(PhasesFile, DocumentsFile, MessagesFile):
    """Everything of an edition but its items: what `Edition.content` holds."""

    introduction: IntroductionData
    roles: list[RoleData]
    gates: list[GateData]
    parties: list[PartyData]
    contacts: list[ContactData]
    sources: list[SourceData]
    stuck_reasons: list[StuckReason]
    start_where_you_are: list[StartQuestion]
    agreements: AgreementsFile
