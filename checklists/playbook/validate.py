"""All faults of a playbook of the right shape: what names something unknown, goes in a circle, or says nothing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from checklists.playbook.agreement_rules import agreement_faults
from checklists.playbook.aid_rules import aid_faults
from checklists.playbook.content import EditionContent
from checklists.playbook.faults import Fault
from checklists.playbook.item_rules import RULES, Known, known_of, repeated, unknown
from checklists.playbook.reader import Playbook
from checklists.playbook.vocabulary import OURS, GateAlso, GateDate, MetBy, Scope

SLUG = re.compile(r"[a-z][a-z0-9-]*")


def validate(playbook: Playbook) -> list[Fault]:
    """Every fault with its file and item; an empty list when the playbook can be loaded."""
    content = playbook.content
    known = known_of(content, playbook.items)
    faults = [
        Fault(playbook.file_of[item["id"]], item["id"], text)
        for item in playbook.items
        for rule in RULES
        for text in rule(item, known)
    ]
    faults += [
        Fault(playbook.file_of[number], number, "nummeret står to gange")
        for number in known.items
        if sum(item["id"] == number for item in playbook.items) > 1
    ]
    faults += [
        Fault(playbook.file_of[circle[0]], circle[0], f"kræver sig selv i en ring: {' → '.join(circle)}")
        for circle in circles({item["id"]: _needs(item["needs"]) for item in playbook.items})
    ]
    for rule in (_edition, _roles, _gates, _documents, _sources, _contacts_and_notes, _keys):
        faults += rule(content, known)
    faults += agreement_faults(content["agreements"], known)
    return [*faults, *aid_faults(content, playbook.items, known)]


def _needs(needs: Mapping[str, object]) -> list[str]:
    return [number for numbers in needs.values() if isinstance(numbers, list) for number in numbers]


def circles(needs: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Each circle of needs once, as the walk round it: ["G28", "G31", "G28"]."""
    found: list[list[str]] = []
    done: set[str] = set()

    def walk(number: str, path: list[str]) -> None:
        if number in path:
            found.append([*path[path.index(number) :], number])
        elif number not in done:
            for need in needs.get(number, ()):
                walk(need, [*path, number])
            done.add(number)

    for number in needs:
        walk(number, [])
    return found


def _edition(content: EditionContent, known: Known) -> Iterator[Fault]:
    edition = content["introduction"]["edition"]
    file = "introduction.yaml"
    if not SLUG.fullmatch(edition["key"]):
        yield Fault(file, "edition", f"nøglen {edition['key']} må kun have små bogstaver, tal og bindestreg")
    if edition["number"] < 1:
        yield Fault(file, "edition", "nummeret skal være 1 eller mere")
    try:
        date.fromisoformat(edition["dated"])
    except ValueError:
        yield Fault(file, "edition", f"datoen {edition['dated']} skal skrives som år-måned-dag")


def _roles(content: EditionContent, known: Known) -> Iterator[Fault]:
    described = {role["key"] for role in content["roles"]}
    for missing in sorted(known.all_roles - described):
        yield Fault("roles.yaml", missing, "rollen er ikke beskrevet")
    for role in content["roles"]:
        texts = [
            *unknown("er rollen", [role["key"]], known.all_roles),
            *unknown("har rækkevidden", [role["scope"]], Scope.values),
            *unknown("henviser til kilden", role.get("sources", []), known.sources),
        ]
        yield from (Fault("roles.yaml", role["key"], text) for text in texts)


def _gates(content: EditionContent, known: Known) -> Iterator[Fault]:
    for gate in content["gates"]:
        names = [item["item"] for item in gate["items"]]
        texts = [
            *unknown("kræver", names, known.items),
            *repeated("kræver", names),
            *unknown("spærrer for", gate["blocks"]["items"], known.items),
            *unknown("spærrer for datoen", [gate["blocks"].get("date")], GateDate.values),
            *unknown("kræver også", [gate.get("also")], GateAlso.values),
            *unknown("kan ikke gå uden om", gate.get("no_override", []), names),
            *unknown("er opfyldt ved", [item.get("met_by") for item in gate["items"]], MetBy.values),
        ]
        if ("also" in gate) != ("also_missing" in gate):
            texts.append("skal have både also og also_missing, eller ingen af dem")
        if not names:
            texts.append("nævner ingen punkter")
        yield from (Fault("gates.yaml", gate["key"], text) for text in texts)


def _documents(content: EditionContent, known: Known) -> Iterator[Fault]:
    file = "documents.yaml"
    for document in content["documents"]:
        texts = [
            *unknown("hører til", [document["item"]], known.items),
            *unknown("læses af rollen", document["readers"], known.all_roles),
            *unknown("henviser til kilden", document.get("sources", []), known.sources),
            *_address(document["link"]),
        ]
        yield from (Fault(file, document["key"], text) for text in texts)
    for link in content["other_links"]:
        texts = [*unknown("hører til", link["items"], known.items), *_address(link["link"])]
        yield from (Fault(file, link["key"], text) for text in texts)


def _sources(content: EditionContent, known: Known) -> Iterator[Fault]:
    if OURS not in known.sources:
        yield Fault("sources.yaml", OURS, "kilden til vores egne forslag mangler")
    for source in content["sources"]:
        yield from (Fault("sources.yaml", source["key"], text) for text in _address(source.get("url")))
        if source["key"] != OURS and "url" not in source:
            yield Fault("sources.yaml", source["key"], "kilden har ingen adresse")


def _contacts_and_notes(content: EditionContent, known: Known) -> Iterator[Fault]:
    for contact in content["contacts"]:
        for text in unknown("bruges af", contact["items"], known.items):
            yield Fault("contacts.yaml", contact["key"], text)
    for note in content["introduction"]["notes"]:
        texts = [
            *unknown("hører til", note.get("items", []), known.items),
            *unknown("henviser til kilden", note.get("sources", []), known.sources),
        ]
        yield from (Fault("introduction.yaml", note["key"], text) for text in texts)


def _keys(content: EditionContent, known: Known) -> Iterator[Fault]:
    lists: dict[str, list[list[str]]] = {
        "introduction.yaml": [[entry["key"] for entry in content["introduction"]["advantages"]]],
        "phases.yaml": [[entry["key"] for entry in content["phases"]]],
        "roles.yaml": [[entry["key"] for entry in content["roles"]]],
        "gates.yaml": [[entry["key"] for entry in content["gates"]]],
        "documents.yaml": [[entry["key"] for entry in content["documents"]]],
        "parties.yaml": [[entry["key"] for entry in content["parties"]]],
        "sources.yaml": [[entry["key"] for entry in content["sources"]]],
        "messages.yaml": [
            [entry["key"] for entry in entries] for entries in (content["audiences"], content["messages"])
        ],
        "stuck_reasons.yaml": [[entry["key"] for entry in content["stuck_reasons"]]],
        "start_where_you_are.yaml": [[entry["key"] for entry in content["start_where_you_are"]]],
    }
    for file, groups in lists.items():
        for keys in groups:
            yield from (Fault(file, "", text) for text in repeated("har nøglen", keys))


def _address(link: str | None) -> Iterator[str]:
    if link is not None and not link.startswith(("https://", "http://")):
        yield f"adressen {link} skal begynde med https://"
