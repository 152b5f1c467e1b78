"""Tasks that are done in each unit: their rows, and what the task itself then is."""

from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from audit.clock import day_of
from audit.models import Event
from checklists.models import TaskUnit
from checklists.services.day_turns import expire_proof
from checklists.services.own_tasks import OwnWords, add_own_task, change_own_task
from checklists.services.task_units import StaleUnit, TaskLeftOut, report_unit
from checklists.services.tasks import OutOfTurn, close_task, reopen_task, set_not_relevant
from checklists.services.unit_rows import bring_rows
from projects.models import Unit
from projects.services.units import bring_back_unit, import_units, take_out_unit
from projects.unit_import.lines import lines_of
from projects.unit_import.plan import Plan
from projects.unit_import.table import read_table
from tests.cast import Cast
from tests.checklists.unit_reports import make_units, report, report_all, row_of, said
from ui.danish import numeric_date

IN_EACH_UNIT = ["G07", "G08", "G29", "G36", "G55", "G64", "G65", "G66", "G91", "G92"]
DAY = timedelta(days=1)


def reason(cast: Cast, number: str) -> str:
    """Why the task moved last."""
    move = cast.task(number).moves.first()
    return move.reason if move else ""


def test_a_unit_brings_its_rows_and_an_import_brings_those_of_all(cast: Cast) -> None:
    make_units(cast, "Nord")
    rows = TaskUnit.objects.filter(task__project=cast.slagelse)
    assert sorted(rows.values_list("task__number", flat=True)) == IN_EACH_UNIT
    lines = lines_of(read_table("Enhed\nSyd\nVest"))
    plan = Plan(lines, cast.slagelse.units.taking_part())
    import_units(
        project=cast.slagelse, lines=lines, seen=plan.fingerprint, only_right=False, by=cast.leader, at=cast.at
    )
    assert rows.count() == 3 * len(IN_EACH_UNIT)
    assert bring_rows(project=cast.slagelse) == 0


def test_projects_that_had_units_before_get_their_rows_once(cast: Cast) -> None:
    make_units(cast)
    Unit.objects.create(project=cast.slagelse, wave=cast.slagelse.waves.get(), name="Fra før")
    out = StringIO()
    call_command("bring_unit_rows", stdout=out)
    call_command("bring_unit_rows", stdout=out)
    assert out.getvalue() == "10 rækker kom til.\nAlle rækker er der i forvejen.\n"


def test_the_task_begins_with_its_first_unit_and_closes_with_its_last(cast: Cast) -> None:
    units = make_units(cast)
    report(cast, "G65", units[0])
    assert cast.task("G65").state == "in_progress"
    report(cast, "G65", units[1], "not_relevant", note="Lukker til sommer.")
    assert cast.task("G65").state == "in_progress"
    report(cast, "G65", units[2], on_date=day_of(cast.at) - 3 * DAY)
    task = cast.task("G65")
    assert (task.state, task.done_on, task.managed_by) == ("done", day_of(cast.at), "units")
    evidence = task.evidence.get()
    assert evidence.written_by is None
    assert evidence.data["units"].startswith("2 af 3 enheder er færdige, 1 er ikke relevant. Senest ")
    about = Event.objects.of_project(cast.slagelse.pk).about("G65").latest_first()
    assert about[0].sentence == f"G65 »{task.title}« blev færdig, fordi alle enheder er færdige."
    assert about[1].sentence == f"Mette Kirkegaard meldte G65 »{task.title}« færdig i Plejecenter Lunden."


def test_the_grid_is_one_change_and_one_sentence(cast: Cast) -> None:
    units = make_units(cast)
    before = Event.objects.count()
    assert len(report_all(cast, "G65", units).changed) == 3
    assert cast.task("G65").state == "done"
    # One for the units, one for the task.
    assert Event.objects.count() == before + 2
    assert report_all(cast, "G65", units).changed == []


def test_opening_a_unit_again_opens_the_task_and_names_it(cast: Cast) -> None:
    units = make_units(cast)
    report_all(cast, "G65", units)
    report(cast, "G65", units[1], "in_progress")
    assert cast.task("G65").state == "in_progress"
    assert reason(cast, "G65") == "Enheden Hjemmeplejen Nord er åbnet igen."
    report(cast, "G65", units[1])
    task = cast.task("G65")
    assert task.state == "done"
    assert task.evidence.count() == 2


def test_a_new_unit_opens_what_was_done_and_one_taken_out_closes_it(cast: Cast) -> None:
    report_all(cast, "G65", make_units(cast))
    (new,) = make_units(cast, "Bosted Ny")
    assert cast.task("G65").state == "in_progress"
    assert reason(cast, "G65") == "Enheden Bosted Ny er kommet til."
    take_out_unit(unit=new, by=cast.leader, at=cast.at)
    assert cast.task("G65").state == "done"
    bring_back_unit(unit=new, by=cast.leader, at=cast.at)
    assert cast.task("G65").state == "in_progress"


def test_a_unit_taken_out_keeps_its_answer_and_brings_it_back(cast: Cast) -> None:
    units = make_units(cast)
    report(cast, "G65", units[0], note="Aftalt med lederen.")
    take_out_unit(unit=units[0], by=cast.leader, at=cast.at)
    with pytest.raises(StaleUnit):
        report(cast, "G65", units[0], "in_progress")
    bring_back_unit(unit=units[0], by=cast.leader, at=cast.at)
    row = row_of(cast, "G65", units[0])
    assert (row.state, row.note) == ("done", "Aftalt med lederen.")


def test_without_any_unit_the_task_does_not_close_itself(cast: Cast) -> None:
    units = make_units(cast)
    report_all(cast, "G65", units)
    for unit in units:
        take_out_unit(unit=unit, by=cast.leader, at=cast.at)
    assert cast.task("G65").state == "in_progress"
    assert reason(cast, "G65") == "Ingen enheder er med længere."


def test_not_relevant_everywhere_is_for_the_municipality_to_say(cast: Cast) -> None:
    units = make_units(cast)
    report_all(cast, "G65", units, state="not_relevant", note="Gøres centralt.")
    assert cast.task("G65").state == "in_progress"


def test_a_task_closed_by_hand_stays_closed_until_its_units_are_done(cast: Cast) -> None:
    units = make_units(cast)
    close_task(
        task=cast.task("G65"),
        answers={"link": "https://a.example"},
        early_reason="Føres et andet sted.",
        by=cast.leader,
        version=1,
        at=cast.at,
    )
    report(cast, "G65", units[0])
    make_units(cast, "Bosted Ny")
    assert (cast.task("G65").state, cast.task("G65").managed_by) == ("done", "")
    report_all(cast, "G65", [*units, *cast.slagelse.units.filter(name="Bosted Ny")])
    assert (cast.task("G65").state, cast.task("G65").managed_by) == ("done", "units")
    report(cast, "G65", units[0], "in_progress")
    assert cast.task("G65").state == "in_progress"


def test_a_task_the_units_had_closed_is_the_hands_once_it_is_closed_by_hand(cast: Cast) -> None:
    units = make_units(cast)
    report_all(cast, "G65", units)
    report(cast, "G65", units[0], "in_progress")
    task = cast.task("G65")
    close_task(task=task, answers={}, early_reason="Står i sagen.", by=cast.leader, version=task.version, at=cast.at)
    make_units(cast, "Bosted Ny")
    assert cast.task("G65").state == "done"


def test_a_task_that_is_not_relevant_takes_no_reports_and_follows_when_it_is_back(cast: Cast) -> None:
    units = make_units(cast)
    task = set_not_relevant(task=cast.task("G65"), by=cast.leader, version=1, at=cast.at, reason="Centralt.")
    with pytest.raises(TaskLeftOut):
        report(cast, "G65", units[0])
    reopen_task(task=task, by=cast.leader, version=task.version, at=cast.at, reason="Alligevel.")
    report_all(cast, "G65", units)
    assert cast.task("G65").state == "done"


def test_old_proof_opens_the_units_it_came_from(cast: Cast) -> None:
    units = make_units(cast)
    today = day_of(cast.at)
    for days, unit in zip((170, 10, 10), units, strict=True):
        report(cast, "G29", unit, on_date=today - days * DAY, answers={"choice": "only_ios"})
    assert cast.task("G29").valid_until == today + 10 * DAY
    assert expire_proof(at=cast.at + 10 * DAY) == 0
    assert expire_proof(at=cast.at + 11 * DAY) == 1
    assert cast.task("G29").state == "in_progress"
    assert [row_of(cast, "G29", unit).state for unit in units] == ["in_progress", "done", "done"]
    assert reason(cast, "G29") == ("Enheden Bosted Æblehaven skal ses efter igen, fordi beviset er for gammelt.")
    assert expire_proof(at=cast.at + 12 * DAY) == 0
    row = row_of(cast, "G29", units[0])
    report_unit(
        task=cast.task("G29"),
        report=said(cast, row, on_date=today + 12 * DAY, answers={"choice": "only_ios"}),
        by=cast.leader,
        at=cast.at + 12 * DAY,
    )
    assert cast.task("G29").state == "done"


def test_closing_by_hand_while_units_are_behind_takes_a_reason(cast: Cast, client: Client) -> None:
    units = make_units(cast)
    report(cast, "G65", units[0])
    client.force_login(cast.leader)
    task = cast.task("G65")
    data = {"link": "https://a.example", "date": numeric_date(day_of(cast.at)), "task_version": str(task.version)}
    address = reverse("task_close", kwargs={"pk": cast.slagelse.pk, "number": "G65"})
    refused = client.post(address, data)
    assert refused.status_code == 422
    assert "Guiden nævner G06 først. 2 enheder er ikke færdige. Hvorfor lukker I alligevel?" in refused.content.decode()
    with pytest.raises(OutOfTurn):
        close_task(task=task, answers={}, by=cast.leader, version=task.version, at=cast.at)
    assert client.post(address, {**data, "early": "units_elsewhere"}).status_code == 302
    assert reason(cast, "G65") == "Vi fører enhederne et andet sted"
    told = Event.objects.of_project(cast.slagelse.pk).about("G65").latest_first()[0]
    assert "selv om G06 og 2 enheder ikke var på plads" in told.sentence
    (new,) = make_units(cast, "Bosted Ny")
    report(cast, "G65", new)
    assert cast.task("G65").state == "done"


def test_a_municipalitys_own_task_can_be_done_in_each_unit(cast: Cast) -> None:
    units = make_units(cast)
    words = OwnWords("Hæng nummeret op", "plan", Role.PROJECT_MANAGER, per_unit=True)
    task = add_own_task(project=cast.slagelse, words=words, by=cast.leader, at=cast.at, once=uuid4())
    report_all(cast, task.number, units)
    task = cast.task(task.number)
    assert (task.state, task.evidence.get().data["units"][:28]) == ("done", "3 af 3 enheder er færdige. S")
    plain = add_own_task(
        project=cast.slagelse,
        words=OwnWords("Ring rundt", "plan", Role.PROJECT_MANAGER),
        by=cast.leader,
        at=cast.at,
        once=uuid4(),
    )
    changed = OwnWords("Ring rundt", "plan", Role.PROJECT_MANAGER, per_unit=True)
    change_own_task(task=plain, words=changed, by=cast.leader, version=plain.version, at=cast.at)
    assert cast.task(plain.number).unit_rows.count() == 3
