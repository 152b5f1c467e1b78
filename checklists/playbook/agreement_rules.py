"""Faults of the agreements."""

from collections.abc import Iterator

from checklists.playbook.agreements import AgreementKindData, AgreementsFile
from checklists.playbook.faults import Fault
from checklists.playbook.item_rules import Known, repeated, unknown

FILE = "agreements.yaml"


def agreement_faults(content: AgreementsFile, known: Known) -> Iterator[Fault]:
    """Every fault of the file: unknown names, keys that stand twice, a kind whose steps are out of order."""
    steps = [step["key"] for step in content["steps"]]
    kinds = [kind["key"] for kind in content["kinds"]]
    checklists = [checklist["key"] for checklist in content["checklists"]]
    points = [point["key"] for entry in content["checklists"] for point in [*entry["points"], *entry["practical"]]]
    questions = [question["key"] for question in content["usual_questions"]]
    slugs = [kind["slug"] for kind in content["kinds"]]
    for keys in (steps, kinds, checklists, questions, points, slugs):
        yield from (Fault(FILE, "", text) for text in repeated("har nøglen", keys))
    for step in content["steps"]:
        for text in unknown("ligger hos", [step["waits_on"]], {*known.parties, "counterpart"}):
            yield Fault(FILE, step["key"], text)
    for kind in content["kinds"]:
        for text in _kind(kind, steps, known, checklists):
            yield Fault(FILE, kind["key"], text)
    for question in content["usual_questions"]:
        texts = [
            *unknown("stilles til", question["kinds"], kinds),
            *unknown("henviser til kilden", question["sources"], known.sources),
        ]
        yield from (Fault(FILE, question["key"], text) for text in texts)
    for checklist in content["checklists"]:
        for text in unknown("henviser til kilden", checklist["sources"], known.sources):
            yield Fault(FILE, checklist["key"], text)


def _kind(kind: AgreementKindData, steps: list[str], known: Known, checklists: list[str]) -> Iterator[str]:
    walked = [step["step"] for step in kind["steps"]]
    closes = [number for step in kind["steps"] for number in step["closes"]]
    yield from unknown("har skridtet", [*walked, *kind.get("step_labels", {})], steps)
    yield from unknown("lukker", closes, known.items)
    yield from repeated("lukker", closes)
    yield from unknown("hører til", [kind.get("about_item"), kind.get("letter_of")], known.items)
    yield from unknown("indgås med", kind["counterparts"], known.parties)
    yield from unknown("føres af rollen", kind["worked_by"], known.project_roles)
    yield from unknown("bruger tjeklisten", [kind.get("checklist")], checklists)
    if walked != [step for step in steps if step in walked]:
        yield "har skridtene i en anden rækkefølge end listen over skridt"
    if walked[:1] != steps[:1]:
        yield "begynder ikke med det første skridt"
