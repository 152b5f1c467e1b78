"""What must hold of an item, seen together with the rest of its edition. Pure: each rule yields plain sentences."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from accounts.roles import NationalRoleKind, Role
from checklists.evidence_fields import KINDS
from checklists.playbook.content import EditionContent
from checklists.playbook.item_data import ItemData
from checklists.playbook.vocabulary import GUIDE_FORCES, Anchor, Kind, Track

NUMBER = re.compile(r"[A-Z][0-9]{2,3}")
KEY = re.compile(r"[a-z][a-z0-9_]*")
# What every unit may write, whatever the item.
FREE = ("date", "note")
PLACEHOLDER = re.compile(r"{(\w+)}")


@dataclass(frozen=True)
class Known:
    """Everything an item may name."""

    items: frozenset[str]
    phases: frozenset[str]
    documents: frozenset[str]
    parties: frozenset[str]
    sources: frozenset[str]
    audiences: frozenset[str]
    placeholders: frozenset[str]
    project_roles: frozenset[str] = frozenset(Role.values)
    all_roles: frozenset[str] = frozenset([*Role.values, *NationalRoleKind.values])


def known_of(content: EditionContent, items: Iterable[ItemData]) -> Known:
    """What this edition knows. The roles are those the portal has rights for."""
    return Known(
        items=frozenset(item["id"] for item in items),
        phases=frozenset(phase["key"] for phase in content["phases"]),
        documents=frozenset(document["key"] for document in content["documents"]),
        parties=frozenset(party["key"] for party in content["parties"]),
        sources=frozenset(source["key"] for source in content["sources"]),
        audiences=frozenset(audience["key"] for audience in content["audiences"]),
        placeholders=frozenset(content["placeholders"]),
    )


def unknown(what: str, names: Iterable[str | None], known: Collection[str]) -> Iterator[str]:
    """A sentence for each name that is not known."""
    for name in names:
        if name is not None and name not in known:
            yield f"{what} {name}, som ikke findes"


def repeated(what: str, names: Iterable[str]) -> Iterator[str]:
    """A sentence for each name that stands more than once."""
    for name, times in Counter(names).items():
        if times > 1:
            yield f"{what} {name} {times} gange"


def placeholders_in(*texts: str) -> list[str]:
    """The names in {braces}, each once, in order."""
    return list(dict.fromkeys(name for text in texts for name in PLACEHOLDER.findall(text)))


def names_what_exists(item: ItemData, known: Known) -> Iterator[str]:
    """Phase, track, kind, force, anchor, party, documents, sources."""
    if not NUMBER.fullmatch(item["id"]):
        yield f"nummeret {item['id']} skal være et bogstav og to eller tre cifre"
    yield from unknown("hører til fasen", [item["phase"]], known.phases)
    yield from unknown("hører til sporet", [item["track"]], Track.values)
    yield from unknown("er af arten", [item["kind"]], Kind.values)
    yield from unknown("har kravet", [item["force"]], GUIDE_FORCES)
    yield from unknown("regner fristen fra", [item["suggestion"]["anchor"]], Anchor.values)
    yield from unknown("venter på", [item.get("waits_on")], known.parties)
    yield from unknown("henviser til dokumentet", item.get("documents", []), known.documents)
    told = [*item.get("sources", []), *(advice["source"] for advice in item.get("faults", []))]
    told += [check["source"] for check in item.get("proof_checks", [])]
    yield from unknown("henviser til kilden", told, known.sources)


def has_its_roles(item: ItemData, known: Known) -> Iterator[str]:
    """The role that gets the task, the role it mans, and those the guide names."""
    yield from unknown("ligger hos rollen", [item["role"]], known.project_roles)
    yield from unknown("bemander rollen", [item.get("fills_role")], known.project_roles)
    yield from unknown("siger, at guiden nævner rollen", item["guide_roles"], known.all_roles)
    suggested = item.get("role_is_suggestion", False)
    if suggested == (item["role"] in item["guide_roles"]):
        yield "role_is_suggestion skal være true, netop når guiden ikke selv nævner rollen"
    if "fills_role" in item and item["kind"] != Kind.ROLE:
        yield "bemander en rolle, men er ikke af arten role"


def can_be_closed(item: ItemData, known: Known) -> Iterator[str]:
    """The fields of the closing form, their words, and the ready answers."""
    fields = item["evidence_fields"]
    for field in fields:
        if field not in KINDS:
            yield f"beder om feltet {field}, som ingen formular kender"
    yield from repeated("beder om feltet", fields)
    yield from unknown("har ord til feltet", item.get("evidence_words", {}), fields)
    if item.get("date_may_lie_ahead") and "date" not in fields:
        yield "lader datoen ligge i fremtiden, men beder ikke om en dato"
    optional = item.get("evidence_optional", [])
    yield from unknown("gør feltet frivilligt:", optional, fields)
    if set(fields) <= set(optional):
        yield "beder ikke om noget bevis"
    choices = [choice["key"] for choice in item.get("choices", [])]
    if choices and "choice" not in fields:
        yield "har svar at vælge mellem, men beder ikke om et valg (choice)"
    yield from repeated("har svaret", choices)


def asks_soundly_of_several(item: ItemData, known: Known) -> Iterator[str]:
    """The numbers it asks for, and what must have succeeded."""
    asked = [*item.get("counts", []), *item.get("tried", [])]
    yield from repeated("spørger til", [one["key"] for one in asked])
    for one in asked:
        if not KEY.fullmatch(one["key"]):
            yield f"spørger til {one['key']}; en nøgle må kun have små bogstaver, tal og understreg"
    for count in item.get("counts", []):
        if count["least"] < 1:
            yield f"skal have mindst 1 af {count['key']}"


def is_asked_in_units(item: ItemData, known: Known) -> Iterator[str]:
    """What each unit does and answers, and what the municipality answers when its units differ."""
    in_unit = item.get("in_unit")
    if bool(in_unit) != (item.get("per_unit", False) and "fills_role" not in item):
        yield "skal have in_unit, netop når punktet løses i hver enhed og ikke bemander en rolle"
    fields = in_unit["fields"] if in_unit else []
    yield from unknown("beder enhederne om feltet", fields, set(item["evidence_fields"]) - set(FREE))
    yield from repeated("beder enhederne om feltet", fields)
    yield from unknown("har enhedernes ord til feltet", in_unit.get("words", {}) if in_unit else {}, [*fields, *FREE])
    mixed = [choice["key"] for choice in item.get("choices", []) if choice.get("when_mixed")]
    if len(mixed) != ("choice" in fields and "choices" in item):
        yield "skal have netop ét svar med when_mixed, når enhederne vælger mellem svar, og ellers ingen"


def settles_what_exists(item: ItemData, known: Known) -> Iterator[str]:
    """What one of its answers makes not relevant."""
    choices = [choice["key"] for choice in item.get("choices", [])]
    for settles in item.get("settles", []):
        yield from unknown("afgør et andet punkt ved svaret", [settles["when"]], choices)
        yield from unknown("afgør", [settles["item"]], known.items)
        if settles["item"] == item["id"]:
            yield "afgør sig selv"


def needs_what_exists(item: ItemData, known: Known) -> Iterator[str]:
    """What must come first."""
    needs = [*item["needs"]["guide"], *item["needs"]["ours"]]
    yield from unknown("kræver", needs, known.items)
    yield from repeated("kræver", needs)


def has_a_right_message(item: ItemData, known: Known) -> Iterator[str]:
    """Its recipients and its {placeholders}."""
    message = item.get("message")
    if message:
        recipients = known.all_roles | known.parties | known.audiences
        yield from unknown("har en besked til", [message["to"], message.get("or_to")], recipients)
        names = placeholders_in(message["subject"], message["body"])
        yield from unknown("har en besked med pladsholderen", names, known.placeholders)


def has_sound_numbers(item: ItemData, known: Known) -> Iterator[str]:
    """Days and hours."""
    suggestion = item["suggestion"]
    if suggestion["duration_workdays"] < 1:
        yield "skal vare mindst én arbejdsdag"
    if suggestion["hours"] is not None and suggestion["hours"] < 1:
        yield "skal tage mindst én time; ved du det ikke, så skriv null"
    if item.get("decays_days_suggestion", 1) < 1:
        yield "kan tidligst blive for gammel efter én dag"


RULES: tuple[Callable[[ItemData, Known], Iterator[str]], ...] = (
    names_what_exists,
    has_its_roles,
    can_be_closed,
    asks_soundly_of_several,
    is_asked_in_units,
    settles_what_exists,
    needs_what_exists,
    has_a_right_message,
    has_sound_numbers,
)
