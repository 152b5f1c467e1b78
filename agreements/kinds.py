"""The kinds of agreement, as the newest edition of the playbook describes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from agreements.moves import Step
from checklists.models import Edition
from checklists.playbook.agreements import AgreementKindData, AgreementsFile, ChecklistData, StepData, UsualQuestion

COUNTERPART = "counterpart"


@dataclass(frozen=True)
class Kind:
    """One kind with its steps. Wording and order are the playbook's."""

    data: AgreementKindData
    edition: Edition

    @property
    def key(self) -> str:
        """As agreements store it."""
        return self.data["key"]

    @property
    def slug(self) -> str:
        """As addresses have it."""
        return self.data["slug"]

    @property
    def name(self) -> str:
        """Such as "Databehandleraftale"."""
        return self.data["name"]

    @property
    def several(self) -> bool:
        """One with each counterpart, such as each GP practice (G40)."""
        return self.data.get("several", False)

    @cached_property
    def walked(self) -> list[Step]:
        """The steps it walks, in order."""
        return [Step(step["step"]) for step in self.data["steps"]]

    @cached_property
    def closes(self) -> dict[Step, list[str]]:
        """The items each of its steps closes."""
        return {Step(step["step"]): step["closes"] for step in self.data["steps"]}

    @property
    def items(self) -> list[str]:
        """All items it closes, in the order of the steps."""
        return [number for numbers in self.closes.values() for number in numbers]

    @property
    def yearly_control(self) -> bool:
        """Is the counterpart to be looked at every year?"""
        return self.data.get("yearly_control", False)

    def label(self, step: str) -> str:
        """A step's name on screen."""
        return self.data.get("step_labels", {}).get(step) or self._step(step)["label"]

    def means(self, step: str) -> str:
        """What a step means, in a sentence."""
        return self._step(step)["means"]

    def waits_on(self, step: str) -> str:
        """The party whose desk the step lies on, `counterpart` for the other side; "" for nobody's."""
        return self._step(step)["waits_on"] or ""

    def party_name(self, party: str) -> str:
        """The name of a party, such as "Juristen"; the key itself when the edition does not know it."""
        names = {entry["key"]: entry["name"] for entry in self.edition.data["parties"]}
        return names.get(party, party)

    @property
    def counterparts(self) -> list[tuple[str, str]]:
        """(key, name) of the parties it is made with."""
        return [(party, self.party_name(party)) for party in self.data["counterparts"]]

    @property
    def checklist(self) -> ChecklistData | None:
        """The points a jurist goes through; None for a kind without."""
        key = self.data.get("checklist")
        return next((entry for entry in _file(self.edition)["checklists"] if entry["key"] == key), None)

    @property
    def usual_questions(self) -> list[UsualQuestion]:
        """What is usually asked of this kind."""
        return [entry for entry in _file(self.edition)["usual_questions"] if self.key in entry["kinds"]]

    @property
    def before_signing(self) -> list[str]:
        """What to look at before signing; only where a position is taken to a version."""
        return _file(self.edition)["before_signing"] if Step.TO_SIGNATURE in self.walked else []

    def _step(self, step: str) -> StepData:
        return next(entry for entry in _file(self.edition)["steps"] if entry["key"] == step)


def kinds(at_hand: Edition | None = None) -> Sequence[Kind]:
    """All kinds in the playbook's order; none before an edition with agreements is loaded.

    An edition `at_hand` will do where it has agreements, and spares a query.
    """
    if at_hand and at_hand.agreements:
        return _kinds_in(at_hand)
    newest = Edition.objects.order_by("-number").values_list("pk", "sha256").first()
    return _kinds_of(*newest) if newest else []


@lru_cache(maxsize=4)
def _kinds_of(pk: int, sha256: str) -> Sequence[Kind]:
    """Read once in a process: the content is long, and an edition of the same sum (`sha256`) has the same."""
    return _kinds_in(Edition.objects.get(pk=pk, sha256=sha256))


def _kinds_in(edition: Edition) -> Sequence[Kind]:
    return tuple(Kind(data, edition) for data in edition.agreements["kinds"]) if edition.agreements else ()


def kind_by_key(key: str) -> Kind:
    """Raises LookupError for a key the playbook does not have."""
    return _one([kind for kind in kinds() if kind.key == key], key)


def kind_by_slug(slug: str) -> Kind:
    """Raises LookupError for an address the playbook does not have."""
    return _one([kind for kind in kinds() if kind.slug == slug], slug)


def _one(found: list[Kind], word: str) -> Kind:
    if not found:
        raise LookupError(f"The playbook has no agreement {word}")
    return found[0]


def _file(edition: Edition) -> AgreementsFile:
    agreements = edition.agreements
    if agreements is None:
        raise LookupError(f"{edition} has no agreements")
    return agreements
