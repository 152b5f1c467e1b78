"""What the answers of the units come to for the municipality."""

from datetime import timedelta

import pytest

from audit.clock import day_of
from checklists.services.tasks import save_draft
from tests.cast import Cast
from tests.checklists.unit_reports import make_units, report, report_all

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("number", "answers", "choice"),
    [
        ("G29", ["only_ios", "only_ios", "only_ios"], "only_ios"),
        ("G29", ["only_ios", "only_android", "only_ios"], "android_and_ios"),
        ("G36", ["personal", "personal", "personal"], "personal"),
        ("G36", ["shared", "shared", "shared"], "shared"),
        ("G36", ["shared", "personal", "shared"], "mixed"),
    ],
)
def test_the_units_answers_make_the_municipalitys(cast: Cast, number: str, answers: list[str], choice: str) -> None:
    for unit, answer in zip(make_units(cast), answers, strict=True):
        report(cast, number, unit, answers={"choice": answer})
    assert cast.task(number).evidence.get().data["choice"] == choice


def test_another_answer_takes_back_what_followed_from_the_first(cast: Cast) -> None:
    units = make_units(cast)
    report_all(cast, "G29", units, answers={"choice": "only_ios"})
    assert cast.task("G22").state == "not_relevant"
    report(cast, "G29", units[0], answers={"choice": "only_android"})
    assert cast.task("G29").state == "done"
    assert cast.task("G22").state == "not_started"
    assert [row.data["choice"] for row in cast.task("G29").evidence.all()] == ["android_and_ios", "only_ios"]


def test_the_sum_holds_what_the_units_wrote_and_the_draft_what_is_common(cast: Cast) -> None:
    units = make_units(cast)
    draft = {"figures": "0 af 240", "participants": "Alle"}
    save_draft(task=cast.task("G64"), answers=draft, by=cast.leader, version=1, at=cast.at)
    for unit, reached in zip(units, ("18 af 20 brugere", "40 af 44 brugere", "9 af 9 brugere"), strict=True):
        report(cast, "G64", unit, answers={"figures": reached, "participants": f"Hold {reached[0]}"})
    evidence = cast.task("G64").evidence.get()
    assert evidence.data["figures"] == "67 af 73 brugere"
    assert evidence.data["participants"].startswith("Bosted Æblehaven: Hold 1; Hjemmeplejen Nord: Hold 4")
    save_draft(
        task=cast.task("G07"), answers={"link": "https://a.example/rolle"}, by=cast.leader, version=1, at=cast.at
    )
    report_all(cast, "G07", units)
    evidence = cast.task("G07").evidence.get()
    assert (evidence.link, evidence.data["read_by"]) == ("https://a.example/rolle", "3 af 3 enheder")


def test_a_long_sum_still_fits_the_form(cast: Cast) -> None:
    units = make_units(cast, *(f"Enhed {n}" for n in range(30)))
    for n, unit in enumerate(units):
        report(cast, "G66", unit, answers={"approval": f"Leder nummer {n}"})
    assert len(cast.task("G66").evidence.get().data["approval"]) == 200


def test_a_planned_day_may_lie_ahead_and_the_first_counts(cast: Cast) -> None:
    units = make_units(cast)
    today = day_of(cast.at)
    for days, unit in enumerate(units, start=5):
        report(cast, "G91", unit, on_date=today + days * DAY)
    task = cast.task("G91")
    assert (task.state, task.done_on, task.evidence.get().on_date) == ("done", today, today + 5 * DAY)
