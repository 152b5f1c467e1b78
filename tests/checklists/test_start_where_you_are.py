"""Start hvor I er: exactly what was shown is closed, with its day; the proof is still asked for."""

from datetime import timedelta

from django.db import connection
from django.test import Client

from audit.models import Event
from checklists import events
from checklists.models import StartRound, Task
from checklists.moves import MoveKind, State
from checklists.rules.unit_report import Report
from checklists.services.start_where_you_are import undo_start
from checklists.services.task_units import report_units
from checklists.services.tasks import close_task, save_draft, set_not_relevant, start_task
from checklists.start.page import questions_for
from projects.services.units import add_unit
from tests.answers import EARLY_REASON
from tests.cast import Cast
from tests.checklists.start_answers import DAY, address, answered, answers, look, save

ALL = {
    "Q02": "chosen_and_mapped",
    "Q03": "overview_and_choice",
    "Q04": "signed",
    "Q05": "signed",
    "Q06": ["fetched", "important_knowledge", "technical_guide", "test_programme"],
    "Q07": ["context_handler", "job_role", "ad_group", "network"],
    "Q08": "concluded",
    "Q09": ["time_plan", "go_live", "hypercare"],
    "Q10": ["support_agreed", "first_level_ready", "second_level_tested"],
    "Q11": ["plan", "notices", "gps"],
    "Q12": ["pilot_chosen", "teaching_chosen", "material_fetched"],
}


def states(cast: Cast) -> dict[str, str]:
    """Slagelse's tasks."""
    return dict(Task.objects.filter(project=cast.slagelse).values_list("number", "state"))


def test_it_works(cast: Cast, leader_client: Client) -> None:
    before = states(cast)
    shown = look(leader_client, cast.slagelse, answers(Q04="at_legal", Q06=["fetched"]))
    text = shown.content.decode()
    assert states(cast) == before
    assert [closing.task.number for closing in shown.context["plan"].closing] == ["G24", "G45", "G47"]
    assert "3 opgaver bliver færdige som gjort før portalen" in text
    assert "Hvem I spurgte, hvornår, og hvilken version I fik." in text
    answer = save(leader_client, cast.slagelse, answers(Q04="at_legal", Q06=["fetched"]))
    round_ = StartRound.objects.get()
    assert answer.url == address(cast.slagelse, "start_round", round_pk=round_.pk)
    assert {number for number, state in states(cast).items() if state != before[number]} == {"G24", "G45", "G47"}
    task = cast.task("G47")
    assert (task.state, task.done_on, task.proof_missing) == (State.DONE, DAY, True)
    evidence = task.evidence.get()
    assert (evidence.on_date, evidence.proof_missing) == (DAY, "Dato og modtager.")
    move = task.moves.get()
    assert (move.kind, move.from_state, move.start_round) == (MoveKind.BEFORE, State.NOT_STARTED, round_)


def test_all_forty_are_closed_at_once_and_named_one_by_one(cast: Cast, neighbour_client: Client) -> None:
    people = {"Q01_technical_owner": "Bo", "Q01_implementation_lead": "Ida", "Q01_health_consultant": "Eva"}
    assert save(neighbour_client, cast.vesthimmerland, answers(**ALL, **people)).status_code == 302
    round_ = StartRound.objects.get()
    ticked = {tick for q in questions_for(cast.vesthimmerland) for option in q["options"] for tick in option["ticks"]}
    # G02 is settled by the projektleder who holds the role, G87 by the go-live that is set.
    assert set(round_.moves.values_list("task__number", flat=True)) == ticked - {"G02", "G87"}
    assert round_.moves.count() == 38
    told = Event.objects.of_project(cast.vesthimmerland.pk).filter(type=events.TASK_BEFORE)
    assert told.count() == 38
    [whole] = Event.objects.of_project(cast.vesthimmerland.pk).filter(type=events.START_ANSWERED)
    assert whole.sentence == ("Jens Nørskov svarede på Start hvor I er, og 38 opgaver er sat til gjort før portalen.")
    page = neighbour_client.get(address(cast.vesthimmerland, "start_round", round_pk=round_.pk)).content.decode()
    assert "38 opgaver blev sat til færdige" in page
    task = cast.task("G03", cast.vesthimmerland)
    assert task.evidence.get().person_name == "Bo"


def test_a_signed_agreement_lets_the_test_be_done_and_nothing_is_too_early(
    cast: Cast, neighbour_client: Client
) -> None:
    save(neighbour_client, cast.vesthimmerland, answers(Q05="signed", Q08="concluded"))
    assert cast.task("G41", cast.vesthimmerland).state == State.DONE
    assert not Event.objects.filter(type=events.TASK_TOO_EARLY).exists()


def test_what_is_settled_is_left_alone_and_said(cast: Cast, leader_client: Client) -> None:
    close_task(task=cast.task("G45"), answers={}, early_reason=EARLY_REASON, by=cast.leader, version=1, at=cast.at)
    set_not_relevant(task=cast.task("G24"), by=cast.leader, version=1, at=cast.at, reason="Prøve.")
    shown = look(leader_client, cast.slagelse, answers(Q04="at_legal", Q06=["fetched"]))
    assert [closing.task.number for closing in shown.context["plan"].closing] == ["G47"]
    left = {left.task.number: left.why for left in shown.context["plan"].left}
    assert left == {"G24": "ikke relevant i forvejen", "G45": "færdig i forvejen"}
    assert "Det rører vi ikke" in shown.content.decode()
    save(leader_client, cast.slagelse, answers(Q04="at_legal", Q06=["fetched"]))
    assert cast.task("G45").moves.count() == cast.task("G24").moves.count() == 1
    assert "Vi har fået den (færdig i forvejen)" in leader_client.get(address(cast.slagelse)).content.decode()


def test_what_the_guide_names_first_and_stays_open_is_named(cast: Cast, leader_client: Client) -> None:
    shown = look(leader_client, cast.slagelse, answers(Q07=["context_handler"]))
    [closing] = shown.context["plan"].closing
    assert closing.first == ("G28",)
    assert "Guiden nævner G28 først." in shown.content.decode()


def test_a_task_under_way_keeps_what_was_written_on_it(cast: Cast, leader_client: Client) -> None:
    start_task(task=cast.task("G31"), by=cast.it, version=1, at=cast.at)
    save_draft(task=cast.task("G31"), answers={"reference": "Sag 7"}, by=cast.it, version=2, at=cast.at)
    save(leader_client, cast.slagelse, answers(Q07=["context_handler"]))
    task = cast.task("G31")
    evidence = task.evidence.get()
    assert (evidence.reference, evidence.on_date, evidence.is_draft) == ("Sag 7", DAY, False)
    undo_start(round_=StartRound.objects.get(), by=cast.leader, at=cast.at + timedelta(minutes=1))
    assert cast.task("G31").state == State.IN_PROGRESS


def test_hypercares_own_date_is_not_the_day_it_was_decided(cast: Cast, leader_client: Client) -> None:
    """G88 asks for the first day of hypercare, which lies ahead; the answer says when it was set."""
    save(leader_client, cast.slagelse, answers(Q09=["hypercare"]))
    task = cast.task("G88")
    assert (task.done_on, task.evidence.get().on_date) == (DAY, None)


def test_no_to_everything_closes_nothing_and_is_not_asked_again(cast: Cast, leader_client: Client) -> None:
    home = leader_client.get("/").content.decode()
    assert "Er I begyndt før portalen?" in home
    assert "Start hvor I er i Slagelse Kommune" in home
    page = leader_client.get(address(cast.slagelse))
    nothing = {"once": str(page.context["form"]["once"].value()), "seen": page.context["nothing"]}
    assert "Intet af det er gjort endnu" in page.content.decode()
    answer = leader_client.post(address(cast.slagelse, "start_where_you_are_save"), nothing, follow=True)
    assert "0 opgaver er sat til gjort før portalen." in answer.content.decode()
    assert StartRound.objects.get().moves.count() == 0
    assert "Er I begyndt før portalen" not in leader_client.get("/").content.decode()


def test_it_is_offered_to_whoever_may_answer_and_again_after_an_undo(cast: Cast, client: Client) -> None:
    tasks = address(cast.slagelse, "task_list")
    for person, offered in ((cast.leader, True), (cast.it, False), (cast.programme_manager, False)):
        client.force_login(person)
        assert ("Er I begyndt før portalen" in client.get(tasks).content.decode()) is offered
    client.force_login(cast.leader)
    round_ = answered(cast, ("Q02", "chosen"))
    assert "Er I begyndt før portalen" not in client.get(tasks).content.decode()
    assert "1 opgave mangler bevis" in client.get(address(cast.slagelse, "project")).content.decode()
    undo_start(round_=round_, by=cast.leader, at=cast.at + timedelta(minutes=1))
    assert "Er I begyndt før portalen" in client.get(tasks).content.decode()


def test_a_project_that_is_well_under_way_has_a_quiet_link_instead(cast: Cast, leader_client: Client) -> None:
    cast.slagelse.start_on -= timedelta(days=31)
    cast.slagelse.save()
    assert "Er I begyndt før portalen" not in leader_client.get("/").content.decode()
    tasks = leader_client.get(address(cast.slagelse, "task_list")).content.decode()
    assert "Er I begyndt før portalen" not in tasks
    assert f'href="{address(cast.slagelse)}">Start hvor I er</a>' in tasks


def test_an_edition_from_before_there_were_questions_is_not_asked_by(cast: Cast, leader_client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE checklists_edition DISABLE TRIGGER checklists_edition_rows_stay")
        cursor.execute("UPDATE checklists_edition SET content = content - 'start_where_you_are'")
    assert "Er I begyndt før portalen" not in leader_client.get("/").content.decode()
    page = leader_client.get(address(cast.slagelse))
    assert page.status_code == 200
    assert "Der er ingen spørgsmål" in page.content.decode()


def test_units_that_have_not_reported_are_counted_and_complete_it_later(cast: Cast, leader_client: Client) -> None:
    for n in range(2):
        add_unit(project=cast.slagelse, name=f"Bosted {n}", by=cast.leader, at=cast.at)
    shown = look(leader_client, cast.slagelse, answers(Q03="overview"))
    assert "2 enheder har ikke meldt det i portalen." in shown.content.decode()
    save(leader_client, cast.slagelse, answers(Q03="overview"))
    assert cast.task("G29").proof_missing
    for row in cast.task("G29").unit_rows.order_by("pk"):
        report = Report(row.unit_id, row.version, State.DONE, DAY, {"choice": "only_ios"})
        report_units(task=cast.task("G29"), reports=[report], by=cast.leader, at=cast.at)
    task = cast.task("G29")
    assert (task.state, task.managed_by, task.proof_missing) == (State.DONE, "units", False)
