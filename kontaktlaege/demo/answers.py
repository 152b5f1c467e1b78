"""Invented evidence for a task, of every kind its form asks for."""

from datetime import date
from typing import Any

from checklists.evidence.of_several import enough_of_several
from checklists.models import Item


def answers_for(item: Item, *, on: date, names: dict[str, str], host: str) -> dict[str, Any]:
    """Answers by kind that close the item; `names` are the project's people by role."""
    manager = names["project_manager"]
    owner = names.get(item.role, manager)
    everybody = ", ".join(list(names.values())[:4])
    found: dict[str, Any] = {
        "person": SENT_TO.get(item.number) or names.get(item.fills_role or item.role, owner),
        "choice": _choice(item),
        "reason": "Det passer til den måde, enhederne arbejder på i dag.",
        "decider": manager,
        "date": on,
        "reference": f"Sag 26-{1000 + item.position}",
        "link": f"https://{host}/projekter/kontaktlaege/{item.number.lower()}",
        "version": "1.0",
        "read_by": everybody,
        "audience": "Ledere og medarbejdere på plejecentre og i hjemmeplejen",
        "participants": everybody,
        "note": item.proof_example,
        "figures": "320 timer, mest hos den tekniske systemansvarlige og i it-afdelingen",
        "file": f"Sag 26-{1000 + item.position}, bilag 2",
        "approval": manager,
    }
    return {kind: found[kind] for kind in item.evidence_fields} | enough_of_several(item)


# Where the demo does not choose the first answer: no Android, so that G22 is not relevant; some of the teaching is left
# to the units, so that they describe their organisation (G65) and roles (G66).
CHOSEN = {"G29": "only_ios", "G61": "mixed"}
# Where the person is not the one who has the task: the agreements go to the jurist.
SENT_TO = {"G47": "Kommunens jurist", "G48": "Kommunens jurist"}


def _choice(item: Item) -> str:
    if not item.choices:
        return "Sygeplejersker og social- og sundhedsassistenter på plejecentre og i hjemmeplejen"
    return CHOSEN.get(item.number, item.choices[0]["key"])
