"""What must hold of this edition of KontaktLæge: its counts, its words, and dates that can be kept."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise, product

import pytest

from checklists.evidence_fields import KINDS, VALID_UNTIL
from checklists.playbook.aid_rules import ticks_of
from checklists.playbook.aids import MessageData
from checklists.playbook.reader import read_playbook
from checklists.playbook.vocabulary import OURS
from tests.checklists.playbook_copy import EDITION

BOOK = read_playbook(EDITION)
ITEMS = {item["id"]: item for item in BOOK.items}
PHASES = [
    ("organisation", 24), ("technical", 13), ("test", 5), ("agreements", 8), ("rollout", 16),
    ("support", 9), ("hypercare", 10), ("plan", 4), ("follow_up", 3),
]  # fmt: skip


def texts(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text with its place."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for order, inner in enumerate(value):
            yield from texts(inner, f"{path}[{order}]")
    elif isinstance(value, str):
        yield path, value


ALL = [*texts(BOOK.content), *texts(BOOK.items, "items")]


def test_the_items_are_g01_to_g92_in_order() -> None:
    assert [item["id"] for item in BOOK.items] == [f"G{number:02}" for number in range(1, 93)]


def test_the_phases_hold_the_guides_chapters() -> None:
    assert list(Counter(item["phase"] for item in BOOK.items).items()) == PHASES
    assert [phase["key"] for phase in BOOK.content["phases"]] == [key for key, _ in PHASES]


def test_how_strongly_the_guide_asks() -> None:
    forces = Counter(item["force"] for item in BOOK.items)
    assert forces == {"must": 61, "recommended": 12, "implied": 9, "consider": 6, "optional": 4}


def test_the_kinds() -> None:
    assert Counter(item["kind"] for item in BOOK.items) == {
        "document": 17, "decision": 16, "plan": 13, "activity": 12, "role": 7, "agreement": 6, "message": 6,
        "rule": 5, "meeting": 4, "technical": 4, "statistic": 2,
    }  # fmt: skip


def test_most_items_name_nobody() -> None:
    assert sum(not item["guide_roles"] for item in BOOK.items) == 64


def test_every_kind_of_answer_is_used() -> None:
    # How long a proof is valid is asked of every item whose proof decays, not by name.
    assert {kind for item in BOOK.items for kind in item["evidence_fields"]} == set(KINDS) - {VALID_UNTIL}


def test_nine_documents_and_seven_advantages() -> None:
    assert [document["item"] for document in BOOK.content["documents"]] == [f"G{number}" for number in range(15, 24)]
    assert len(BOOK.content["introduction"]["advantages"]) == 7


def test_titles_fit_a_line() -> None:
    assert [item["title"] for item in BOOK.items if len(item["title"]) > 70 or item["title"].endswith(".")] == []


def test_what_is_not_ours_has_an_address() -> None:
    assert all(source["url"].startswith("http") for source in BOOK.content["sources"] if source["key"] != OURS)


def test_every_source_is_used() -> None:
    told = {text for path, text in ALL if re.search(r"\.(source|sources\[\d+])$", path)}
    assert {source["key"] for source in BOOK.content["sources"]} == told


def test_every_placeholder_is_used() -> None:
    used = {name for _, text in ALL for name in re.findall(r"{(\w+)}", text)}
    assert used == set(BOOK.content["placeholders"])


def test_every_audience_is_written_to() -> None:
    used = {audience for message in BOOK.content["messages"] for audience in told(message)}
    used |= {item["message"]["to"] for item in BOOK.items if "message" in item}
    assert {audience["key"] for audience in BOOK.content["audiences"]} <= used


def told(message: MessageData) -> list[str]:
    """Everybody the message goes to."""
    return [message["audience"], *message.get("also_to", [])]


def test_each_advantage_is_carried_by_a_message() -> None:
    carried = {advantage for message in BOOK.content["messages"] for advantage in message["advantages"]}
    assert carried == {advantage["key"] for advantage in BOOK.content["introduction"]["advantages"]}


def test_a_message_goes_out_before_its_item_is_due() -> None:
    late = [
        (message["key"], number)
        for message in BOOK.content["messages"]
        for number in message["items"]
        if (when := message["when"])
        and when["anchor"] == ITEMS[number]["suggestion"]["anchor"]
        and when["offset_workdays"] > ITEMS[number]["suggestion"]["offset_workdays"]
    ]
    assert late == []


def test_fourteen_reasons_reach_every_party() -> None:
    reasons = BOOK.content["stuck_reasons"]
    assert len(reasons) == 14
    assert {reason["party"] for reason in reasons} == {party["key"] for party in BOOK.content["parties"]}


def test_twelve_questions_tick_forty_items() -> None:
    questions = BOOK.content["start_where_you_are"]
    assert [question["key"] for question in questions] == [f"Q{number:02}" for number in range(1, 13)]
    ticks = [tick for question in questions for tick in ticks_of(question)]
    assert (len(ticks), len(set(ticks))) == (40, 40)


def test_two_items_mean_several() -> None:
    assert {number for number, item in ITEMS.items() if "counts" in item} == {"G53"}
    assert {number for number, item in ITEMS.items() if "tried" in item} == {"G34"}
    assert [(count["key"], count["least"]) for count in ITEMS["G53"]["counts"]] == [("leaders", 2), ("staff", 2)]
    assert len(ITEMS["G34"]["tried"]) == len(ITEMS["G34"]["sub_points"])


def test_nemid_is_said_as_mitid_with_the_note_why() -> None:
    assert [path for path, text in ALL if "NemID" in text and ".notes[0]" not in path and ".sources" not in path] == []
    introduction = BOOK.content["introduction"]
    assert "MitID" in " ".join(introduction["what"])
    assert "31. oktober 2023" in introduction["notes"][0]["text"]


def test_the_co_financing_is_credited() -> None:
    assert "Den Europæiske Union – NextGenerationEU" in BOOK.content["introduction"]["edition"]["credit"]


@pytest.mark.parametrize(
    "wrong",
    [r"devicet\b", r"informationskriv\b", r"\b[12]\.-level", r"implementerings ansvarlig", r"data behandler", r"  ",
     r"tilslutnings aftale", r"\bplease\b", r"domain \d", r"guide-items"],
)  # fmt: skip
def test_words_we_do_not_write(wrong: str) -> None:
    assert [(path, text) for path, text in ALL if re.search(wrong, text, re.IGNORECASE)] == []


def test_an_address_of_a_person_stands_only_where_the_guide_prints_it() -> None:
    assert [path for path, text in ALL if re.search(r"\w@\w+\.\w", text)] == [".contacts[0].as_printed"]


def test_texts_have_no_loose_ends() -> None:
    assert [path for path, text in ALL if text != text.strip() and not path.endswith(".body")] == []


def test_sentences_end() -> None:
    fields = ("what", "why", "who", "done_when", "proof_example")
    written = {item["id"]: dict(texts(item)) for item in BOOK.items}
    unfinished = [(pk, field) for pk in written for field in fields if written[pk][f".{field}"][-1] not in ".?!"]
    unfinished += [(item["id"], "how") for item in BOOK.items for step in item["how"] if step[-1] not in ".?!"]
    assert unfinished == []


def test_two_to_six_steps() -> None:
    assert [item["id"] for item in BOOK.items if not 2 <= len(item["how"]) <= 6] == []


def test_a_position_never_stands_before_what_it_needs_in_its_own_dates() -> None:
    """Our suggested dates can be kept: no need is due on or after the day its follower begins.

    Tried for the lengths we suggest them for: 80–110 working days to go-live, hypercare of 10–20.
    """
    broken = set()
    for length, care in product(range(80, 111, 5), (10, 15, 20)):
        zero = {"start": -length, "go_live": 0, "hypercare_end": care - 1}
        span = {}
        for number, item in ITEMS.items():
            due = zero[item["suggestion"]["anchor"]] + item["suggestion"]["offset_workdays"]
            span[number] = (due - item["suggestion"]["duration_workdays"] + 1, due)
        for number, item in ITEMS.items():
            if span[number][0] < -length:
                broken.add((number, "begins before the project"))
            for need in [*item["needs"]["guide"], *item["needs"]["ours"]]:
                if span[number][0] <= span[need][1]:
                    broken.add((number, need))
        for gate in BOOK.content["gates"]:
            for number, need in product(gate["blocks"]["items"], [line["item"] for line in gate["items"]]):
                if span[number][0] <= span[need][1]:
                    broken.add((number, f"{gate['key']} {need}"))
    assert broken == set()


def test_the_gates_are_the_sums_of_items_they_should_be() -> None:
    gates = {gate["key"]: " ".join(line["item"] for line in gate["items"]) for gate in BOOK.content["gates"]}
    assert gates == {
        "P1": "G02 G03 G25 G26 G28 G29 G35",
        "P2": "G31 G32 G33 G34 G39 G40 G50",
        "P3": "G42 G49 G50 G52 G53 G56 G59 G61 G64 G67 G68 G69 G70 G71 G76 G78 G83 G84",
        "P4": "G88 G80 G85 G72 G73",
        "P5": "G91 G92",
    }


def test_phases_follow_each_other_in_the_files() -> None:
    order = [key for key, _ in PHASES]
    assert all(order.index(a["phase"]) <= order.index(b["phase"]) for a, b in pairwise(BOOK.items))
