"""The gates P1–P5 as pages show them: what is missing in one plain sentence each, and what happened too early."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from checklists.gates import Gate, GateItem, breaches, is_live, unmet_items
from checklists.playbook.content import GateData
from checklists.playbook.vocabulary import MetBy
from checklists.rules.readiness import Plan


@dataclass(frozen=True)
class GateView:
    """One gate of a project."""

    gate: Gate
    question: str
    missing: Sequence[GateItem]
    # It was passed although something that nothing replaces was missing.
    too_early: Sequence[GateItem] = ()

    @property
    def is_met(self) -> bool:
        """True when nothing is missing."""
        return not self.missing

    @property
    def count(self) -> str:
        """Such as "6 af 7 krav mangler"."""
        return f"{len(self.missing)} af {len(self.gate.items)} krav mangler"


def gate_views(
    plan: Plan, data: Sequence[GateData], *, go_live_on: date | None, hypercare_to_on: date | None, on: date
) -> list[GateView]:
    """All gates of a project that day, in order."""
    questions = {gate["key"]: gate["question"] for gate in data}
    facts = {MetBy.HYPERCARE_ENDED: hypercare_to_on is not None and hypercare_to_on < on}
    early: dict[str, list[GateItem]] = {}
    for breach in breaches(plan.gates, plan.states, live=is_live(go_live_on, on=on)):
        early.setdefault(breach.gate.key, []).extend(breach.missing)
    return [
        GateView(gate, questions[gate.key], unmet_items(gate, plan.states, facts=facts), early.get(gate.key, ()))
        for gate in plan.gates
    ]


def next_gate(gates: Sequence[GateView]) -> GateView | None:
    """The first gate that is not met."""
    return next((gate for gate in gates if not gate.is_met), None)
