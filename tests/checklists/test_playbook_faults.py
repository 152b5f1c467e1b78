"""Each fault of a playbook, provoked by one small edit, is named with its file and its item."""

from pathlib import Path
from typing import NamedTuple

import pytest

from checklists.playbook.faults import Fault
from checklists.playbook.validate import circles
from tests.checklists.playbook_copy import ORGANISATION, ROLLOUT, START, TECHNICAL, TEST, copy_to, edit, faults_of


class Edit(NamedTuple):
    """Put `new` for the first `old` after `at`: then `item` in `file` has a fault with these words."""

    file: str
    item: str
    old: str
    new: str
    words: str
    at: str = ""


def g31(old: str, new: str, words: str) -> Edit:
    """An edit of G31."""
    return Edit(TECHNICAL, "G31", old, new, words, at="id: G31")


EDITS = {
    "an unknown need": g31("guide: [G28]", "guide: [G99]", "kræver G99, som ikke findes"),
    "a need said twice": g31("ours: []", "ours: [G28]", "kræver G28 2 gange"),
    "a circle": Edit(TECHNICAL, "G28", "guide: [G18]", "guide: [G31]", "ring: G28 → G31 → G28", at="id: G28"),
    "itself": g31("guide: [G28]", "guide: [G31]", "ring: G31 → G31"),
    "no role": g31("  role: it_staff\n", "", "role mangler"),
    "an unknown role": g31("role: it_staff", "role: it_guru", "rollen it_guru"),
    "a national role": g31("role: it_staff", "role: trifork_second_level", "ligger hos rollen trifork_second_level"),
    "a role that is not said to be ours": g31("guide_roles: [it_staff]", "guide_roles: []", "role_is_suggestion"),
    "an unknown role in the guide": g31("guide_roles: [it_staff]", "guide_roles: [it_staff, boss]", "boss"),
    "a manned role that is unknown": Edit(
        ORGANISATION, "G02", "fills_role: project_manager", "fills_role: boss", "bemander rollen boss", at="id: G02"
    ),
    "a manned role where it is no role": g31(
        "guide_roles: [it_staff]", "guide_roles: [it_staff]\n  fills_role: it_staff", "men er ikke af arten role"
    ),
    "a field no form knows": g31(
        "[person, date, reference, file]", "[person, date, photo]", "photo, som ingen formular kender"
    ),
    "a field twice": g31(
        "[person, date, reference, file]", "[person, person, date, reference, file]", "person 2 gange"
    ),
    "words for a field it does not ask for": g31(
        "[person, date, reference, file]", "[person, date, reference]", "har ord til feltet file"
    ),
    "no proof asked": Edit(
        ORGANISATION,
        "G01",
        "evidence_fields: [link, date]",
        "evidence_fields: [link, date]\n  evidence_optional: [link, date]",
        "beder ikke om noget bevis",
        at="id: G01",
    ),
    "choices nobody asks for": Edit(
        TECHNICAL, "G29", "[link, date, choice]", "[link, date]", "beder ikke om et valg", at="id: G29"
    ),
    "a choice twice": Edit(
        TECHNICAL, "G29", "key: only_ios", "key: only_android", "har svaret only_android 2 gange", at="id: G29"
    ),
    "settling an unknown item": Edit(TECHNICAL, "G29", "item: G22", "item: G99", "afgør G99", at="id: G29"),
    "settling on an unknown answer": Edit(
        TECHNICAL, "G29", "when: only_ios", "when: none", "ved svaret none", at="id: G29"
    ),
    "settling itself": Edit(TECHNICAL, "G29", "item: G22", "item: G29", "afgør sig selv", at="id: G29"),
    "an unknown phase": g31("phase: technical", "phase: magic", "fasen magic"),
    "an unknown track": g31("track: technical", "track: railway", "sporet railway"),
    "an unknown kind": g31("kind: technical", "kind: wish", "arten wish"),
    "an unknown force": g31("force: must", "force: gravity", "kravet gravity"),
    "an unknown anchor": g31("anchor: start", "anchor: easter", "fra easter"),
    "an unknown party": g31("waits_on: it", "waits_on: rain", "venter på rain"),
    "an unknown document": g31("documents: [technical_guide]", "documents: [bible]", "dokumentet bible"),
    "an unknown source": g31("source: oiosaml_java", "source: rumour", "kilden rumour"),
    "an unknown recipient": Edit(TECHNICAL, "G26", "to: it", "to: santa", "besked til santa", at="message:"),
    "an unknown placeholder": g31("{frist}", "{klokken}", "pladsholderen klokken"),
    "no time at all": g31("duration_workdays: 13", "duration_workdays: 0", "mindst én arbejdsdag"),
    "a number that is none": Edit(TECHNICAL, "punkt31", "id: G31", "id: punkt31", "nummeret punkt31"),
    "the same number twice": Edit(TEST, "G31", "id: G38", "id: G31", "nummeret står to gange"),
    "a key that nobody reads": g31(
        "phase: technical", "phase: technical\n  colour: blue", "colour er der ingen, der læser"
    ),
    "a text that is a number": g31("title: Kobl", "title: 31 #", "title skal være tekst"),
    "steps that are no list": g31("sub_points:\n", "settles: alt\n  sub_points:\n", "settles skal være en liste"),
    "an empty text": g31("who: It-medarbejderen, der står for kommunens loginløsning.", "who: ''", "who er tom"),
    "a gate with an unknown item": Edit("gates.yaml", "P1", "item: G02", "item: G99", "kræver G99"),
    "a gate blocking an unknown item": Edit(
        "gates.yaml", "P1", "[G31, G32, G33, G34]", "[G31, G99]", "spærrer for G99"
    ),
    "a gate blocking an unknown date": Edit("gates.yaml", "P3", "date: go_live", "date: easter", "datoen easter"),
    "a gate that insists on what it does not need": Edit(
        "gates.yaml", "P2", "no_override: [G50]", "no_override: [G49]", "gå uden om G49", at="key: P2"
    ),
    "a gate met by nobody knows what": Edit(
        "gates.yaml", "P4", "met_by: hypercare_ended", "met_by: luck", "opfyldt ved luck"
    ),
    "a role that is not described": Edit("roles.yaml", "observer", "key: observer", "key: onlooker", "ikke beskrevet"),
    "a role the portal has no rights for": Edit(
        "roles.yaml", "onlooker", "key: observer", "key: onlooker", "rollen onlooker"
    ),
    "a role held nowhere": Edit("roles.yaml", "medcom_programme_manager", "scope: national", "scope: lunar", "lunar"),
    "a document of an unknown item": Edit(
        "documents.yaml", "important_knowledge", "item: G15", "item: G99", "hører til G99"
    ),
    "a document read by nobody known": Edit(
        "documents.yaml", "technical_guide", "[technical_owner, it_staff]", "[technical_owner, elves]", "elves"
    ),
    "a link that is none": Edit(
        "documents.yaml", "how_to_use", "link: null", "link: hylde 4", "adressen hylde 4", at="key: how_to_use"
    ),
    "a link of an unknown item": Edit(
        "documents.yaml", "training_material", "items: [G63]", "items: [G99]", "hører til G99"
    ),
    "a source without address": Edit(
        "sources.yaml", "medcom_site", "  url: https://medcom.dk/\n", "", "ingen adresse", at="key: medcom_site"
    ),
    "a contact of an unknown item": Edit("contacts.yaml", "change_requests", "[G75]", "[G99]", "bruges af G99"),
    "a note of an unknown item": Edit(
        "introduction.yaml", "unfinished_heading", "items: [G12]", "items: [G99]", "hører til G99"
    ),
    "a note with an unknown source": Edit(
        "introduction.yaml", "mitid", "sources: [mitid]", "sources: [rumour]", "kilden rumour"
    ),
    "an agreement that closes an unknown item": Edit(
        "agreements.yaml", "connection_agreement", "[G45]", "[G99]", "lukker G99"
    ),
    "an agreement whose steps are in disorder": Edit(
        "agreements.yaml",
        "connection_agreement",
        "{step: received, closes: [G45]}",
        "{step: signed, closes: [G45]}",
        "en anden rækkefølge",
    ),
    "an agreement with an unknown checklist": Edit(
        "agreements.yaml", "data_processing_agreement", "checklist: art28", "checklist: art82", "tjeklisten art82"
    ),
    "a usual question of an unknown kind": Edit(
        "agreements.yaml",
        "price_and_term",
        "[connection_agreement]",
        "[loan]",
        "stilles til loan",
        at="key: price_and_term",
    ),
    "a day that is none": Edit("introduction.yaml", "edition", "'2026-11-26'", "i går", "datoen i går"),
    "an edition before the first": Edit("introduction.yaml", "edition", "number: 4", "number: 0", "1 eller mere"),
    "an edition with a wild key": Edit(
        "introduction.yaml", "edition", "key: kontaktlaege", "key: Kontakt læge", "nøglen Kontakt læge"
    ),
    "a gate that needs something else nobody knows": Edit(
        "gates.yaml", "P4", "also: standing_duties", "also: good_weather", "kræver også good_weather"
    ),
    "a gate that does not say what else is missing": Edit(
        "gates.yaml", "P4", "  also: standing_duties\n", "", "både also og also_missing"
    ),
    "a number asked twice": Edit(
        ROLLOUT, "G53", "key: staff, label", "key: leaders, label", "spørger til leaders 2 gange"
    ),
    "in each unit, and nothing asked of it": Edit(
        TECHNICAL,
        "G36",
        "  in_unit: {ask: Vælg personlige eller delte devices, fields: [choice]}\n",
        "",
        "skal have in_unit",
        at="id: G36",
    ),
    "a unit asked for what the task does not ask": Edit(
        TECHNICAL, "G36", "fields: [choice]", "fields: [choice, link]", "beder enhederne om feltet link", at="id: G36"
    ),
    "no answer for units that differ": Edit(
        TECHNICAL, "G36", ", when_mixed: true", "", "netop ét svar med when_mixed", at="id: G36"
    ),
    "a number without a least": Edit(ROLLOUT, "G53", "least: 2", "least: 0", "mindst 1 af leaders"),
    "a number with a wild key": Edit(ROLLOUT, "G53", "key: leaders", "key: Alle ledere", "spørger til Alle ledere"),
    "a message to an unknown audience": Edit(
        "messages.yaml", "notice_first_staff", "audience: staff", "audience: martians", "er til martians"
    ),
    "a message from an unknown role": Edit(
        "messages.yaml", "gp_news", "sender_role: practice_coordinator", "sender_role: boss", "rollen boss"
    ),
    "a message on an unknown day": Edit(
        "messages.yaml", "gp_news", "anchor: go_live", "anchor: easter", "dagen fra easter", at="key: gp_news"
    ),
    "a message for an unknown item": Edit("messages.yaml", "gp_news", "[G54, G56]", "[G54, G99]", "hører til G99"),
    "a message with an unknown advantage": Edit(
        "messages.yaml",
        "training_invitation",
        "[transport, memory]",
        "[transport, magic]",
        "fordelen magic",
        at="key: training_invitation",
    ),
    "a message with an unknown placeholder": Edit(
        "messages.yaml", "gp_news", "{modtagelse}", "{klokken}", "pladsholderen klokken"
    ),
    "a message after an unknown answer": Edit(
        "messages.yaml", "relatives_letter", "[all_units, some_units]", "[all_units, no_unit]", "svaret no_unit"
    ),
    "a message after an unknown item": Edit(
        "messages.yaml", "relatives_letter", "only_if: {item: G14", "only_if: {item: G99", "afhænger af G99"
    ),
    "a message twice": Edit("messages.yaml", "", "key: letter_staff", "key: letter_leaders", "letter_leaders 2 gange"),
    "a reason that waits for nobody known": Edit(
        "stuck_reasons.yaml", "waiting_for_it", "party: it", "party: rain", "venter på rain"
    ),
    "a reason that offers nothing known": Edit(
        "stuck_reasons.yaml", "no_time", "next_action: reassign", "next_action: wait", "tilbyder wait", at="no_time"
    ),
    "an item ticked twice": Edit(START, "", "ticks: [G26]", "ticks: [G25]", "kryds ved G25 2 gange"),
    "an unknown item ticked": Edit(START, "Q02", "ticks: [G26]", "ticks: [G99]", "kryds ved G99"),
    "a tick without its proof": Edit(START, "Q02", "    G26: Tabel", "    G27: Tabel", "hvilket bevis G26 mangler"),
    "proof of what is not ticked": Edit(START, "Q02", "    G26: Tabel", "    G27: Tabel", "bevis for G27"),
    "an answer that holds a later one": Edit(
        START, "Q03", "includes: [overview]", "includes: [overview_and_choice]", "overview_and_choice rummer"
    ),
    "an answer that holds others where several may be chosen": Edit(
        START, "Q06", "ticks: [G15]", "ticks: [G15], includes: [fetched]", "der kan vælges flere"
    ),
    "an unknown kind of question": Edit(
        START, "Q01", "answer_type: people", "answer_type: oracle", "oracle", at="key: Q01"
    ),
    "a person for an unknown role": Edit(START, "Q01", "key: technical_owner", "key: boss", "rollen boss"),
    "a person whose role the item does not man": Edit(
        START, "Q01", "ticks: [G03]", "ticks: [G04]", "G04 bemander ikke rollen technical_owner"
    ),
    "an answer that needs an unknown question": Edit(START, "Q08", "question: Q05", "question: Q09", "spørgsmål Q09"),
    "an answer that needs an unknown answer": Edit(
        START, "Q08", "options: [signed], for", "options: [sealed], for", "kræver svaret sealed"
    ),
    "an unknown answer that needs another": Edit(
        START, "Q08", "for_options: [carried_out,", "for_options: [started,", "for svaret started"
    ),
    "a phase twice": Edit("phases.yaml", "", "key: test", "key: plan", "har nøglen plan 2 gange"),
}


@pytest.mark.parametrize("what", EDITS)
def test_the_fault_is_named(what: str, tmp_path: Path) -> None:
    file, item, old, new, words, at = EDITS[what]
    folder = copy_to(tmp_path)
    edit(folder, file, old, new, at=at)
    found = [fault for fault in faults_of(folder) if words in fault.text and fault.item == item]
    assert found, [str(fault) for fault in faults_of(folder)]
    assert str(found[0]).startswith(f"{file}, {item}: " if item else f"{file}: ")


def test_the_edition_has_no_faults(tmp_path: Path) -> None:
    assert faults_of(copy_to(tmp_path)) == []


def test_a_gate_that_names_nothing(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    text = (folder / "gates.yaml").read_text(encoding="utf-8")
    before_the_last = text[: text.rindex("  items:\n")]
    (folder / "gates.yaml").write_text(f"{before_the_last}  items: []\n", encoding="utf-8")
    assert faults_of(folder) == [Fault("gates.yaml", "P5", "nævner ingen punkter")]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    (folder / "roles.yaml").unlink()
    assert faults_of(folder) == [Fault("roles.yaml", "", "filen mangler")]


def test_a_file_nobody_reads_is_named(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    (folder / "recipes.yaml").write_text("[]", encoding="utf-8")
    assert faults_of(folder) == [Fault("recipes.yaml", "", "der er ingen, der læser filen")]


def test_a_key_that_stands_twice_is_refused(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    edit(folder, TECHNICAL, "  kind: technical\n", "  kind: technical\n  kind: rule\n", at="id: G31")
    [fault] = faults_of(folder)
    assert fault.file == TECHNICAL
    assert "kind står to gange" in fault.text


def test_yaml_that_cannot_be_read_names_the_line(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    (folder / "parties.yaml").write_text("- key: us\n  name: [\n", encoding="utf-8")
    [fault] = faults_of(folder)
    assert fault.file == "parties.yaml"
    assert fault.text.startswith("linje 3: ")


def test_a_folder_without_items_is_refused(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    for path in folder.glob("items-*.yaml"):
        path.unlink()
    assert [fault.text for fault in faults_of(folder)] == ["der er ingen filer med punkter"]


def test_a_choice_without_ready_answers_is_written_freely(tmp_path: Path) -> None:
    """G25 and G78 ask for one so."""
    folder = copy_to(tmp_path)
    edit(folder, TEST, "[date, figures, link]", "[date, figures, link, choice]", at="id: G41")
    assert faults_of(folder) == []


@pytest.mark.parametrize(
    ("needs", "found"),
    [
        ({"A": ["B"], "B": ["C"], "C": []}, []),
        ({"A": ["B"], "B": ["A"]}, [["A", "B", "A"]]),
        ({"A": ["B", "C"], "B": ["D"], "C": ["D"], "D": []}, []),
        ({"A": ["B"], "B": ["C"], "C": ["B"]}, [["B", "C", "B"]]),
        ({"A": ["?"]}, []),
    ],
)
def test_circles(needs: dict[str, list[str]], found: list[list[str]]) -> None:
    assert circles(needs) == found
