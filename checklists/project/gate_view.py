"""The gates P1–P5 as pages show them: what is missing in one plain sentence each, and what happened too early."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from checklists.gates import Facts, Gate, GateItem, breaches, is_live, unknown_items, unmet_items
from checklists.playbook.vocabulary import GateAlso, MetBy
from checklists.rules.readiness import Plan
from projects.models import Project


@dataclass(frozen=True)
class GateView:
    """One gate of a project."""

    gate: Gate
    missing: Sequence[GateItem]
    # It was passed although something that nothing replaces was missing.
    too_early: Sequence[GateItem] = ()
    # What the portal cannot know yet: the number of the task that asks, or "", and a sentence.
    unknown: Sequence[tuple[str, str]] = ()

    @property
    def is_met(self) -> bool:
        """True when nothing is missing, and nothing unknown."""
        return not self.missing and not self.unknown

    @property
    def count(self) -> str:
        """Such as "6 af 7 krav mangler"; "2 krav kan portalen ikke se endnu" when that is all."""
        if self.missing:
            return f"{len(self.missing)} af {len(self.gate.items) + bool(self.gate.also)} krav mangler"
        return f"{len(self.unknown)} krav kan portalen ikke se endnu"


def gate_views(project: Project, plan: Plan, *, on: date) -> list[GateView]:
    """All gates of a project that day, in order. The project is read with its dates."""
    facts = {MetBy.HYPERCARE_ENDED: project.hypercare_to_on is not None and project.hypercare_to_on < on}
    early: dict[str, list[GateItem]] = {}
    for breach in breaches(plan.gates, plan.states, live=is_live(project.go_live_on, on=on)):
        early.setdefault(breach.gate.key, []).extend(breach.missing)
    return [
        GateView(
            gate,
            unmet_items(gate, plan.states, facts=facts),
            early.get(gate.key, ()),
            _unknown(gate, plan, facts),
        )
        for gate in plan.gates
    ]


def _unknown(gate: Gate, plan: Plan, facts: Facts) -> list[tuple[str, str]]:
    """What no part of the portal can tell yet, so that it is not called met."""
    found = [
        (item.number, f"{item.number} tæller først, {MetBy(item.met_by).label}. Det kan portalen ikke se endnu.")
        for item in unknown_items(gate, plan.states, facts=facts)
    ]
    if gate.also:
        found.append(("", f"Portalen kan ikke se endnu, hvordan det står til med {GateAlso(gate.also).label}."))
    return found


def next_gate(gates: Sequence[GateView]) -> GateView | None:
    """The first gate with something missing; else the first of which something is unknown."""
    open_gates = [gate for gate in gates if not gate.is_met]
    return next((gate for gate in open_gates if gate.missing), open_gates[0] if open_gates else None)
