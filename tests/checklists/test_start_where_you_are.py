"""Start hvor I er: exactly what was shown is closed, with its day; the proof is still asked for; it can be undone."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client

from accounts.roles import Role
from audit import clock
from audit.models import Event
from checklists import events
from checklists.models import Move, StartRound, Task
from checklists.moves import OPEN, MoveKind, State
from checklists.rules.start_given import Given, ticks_of
from checklists.rules.start_plan import StartPlan
from checklists.rules.unit_report import Report
from checklists.services.start_where_you_are import AlreadyUndone, answer_start, undo_start
from checklists.services.task_units import report_units
from checklists.services.tasks import close_task, reopen_task, save_draft, set_not_relevant, start_task
from checklists.start.page import questions_for
from projects.services.roles import give_role
from projects.services.units import add_unit
from tests.answers import EARLY_REASON
from tests.cast import Cast, make_colleague
from tests.checklists.start_answers import DAY, WHEN, address, answered, answers, look, save
from tests.racing import race
from ui.danish import numeric_date

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


@pytest.fixture
def leader_client(cast: Cast, client: Client) -> Client:
    """Slagelse's projektleder."""
    client.force_login(cast.leader)
    return client


@pytest.fixture
def neighbour_client(cast: Cast, client: Client) -> Client:
    """Vesthimmerland's, where no other role is held."""
    client.force_login(cast.neighbour)
    return client


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


@pytest.mark.parametrize("other", [{}, {"Q05": "accepted"}])
def test_a_test_without_a_signed_agreement_is_refused_with_the_way(
    cast: Cast, leader_client: Client, other: dict[str, str]
) -> None:
    shown = look(leader_client, cast.slagelse, answers(Q08="carried_out", **other))
    assert shown.status_code == 422
    assert shown.context["form"].errors.keys() == {"Q08"}
    text = shown.content.decode()
    assert "Det går kun sammen med svaret »Den er underskrevet« på spørgsmål 5." in text
    assert 'value="carried_out"' in text
    assert look(leader_client, cast.slagelse, answers(Q08="prepared", **other)).status_code == 200


def test_an_agreement_signed_in_the_portal_is_enough(cast: Cast, leader_client: Client) -> None:
    for number in ("G46", "G48", "G44", "G50"):
        task = cast.task(number)
        close_task(task=task, answers={}, early_reason=EARLY_REASON, by=cast.leader, version=task.version, at=cast.at)
    assert look(leader_client, cast.slagelse, answers(Q08="carried_out")).status_code == 200


@pytest.mark.parametrize(
    ("data", "field", "words"),
    [
        ({"Q02": "chosen", "Q02_on": ""}, "Q02_on", "Skriv, hvornår det var på plads"),
        ({"Q02": "chosen", "Q02_on": "31.02.2026"}, "Q02_on", "Den dag findes ikke."),
        ({"Q02": "chosen", "Q02_on": "i foråret"}, "Q02_on", "Skriv datoen som dag.måned.år"),
        (
            {"Q02": "chosen", "Q02_on": numeric_date(clock.today() + timedelta(days=1))},
            "Q02_on",
            "Dagen er ikke kommet endnu.",
        ),
        ({"Q02": "", "Q02_on": WHEN}, "Q02", "Vælg et svar, eller slet datoen."),
        ({"Q06": ["fetched", "sealed"]}, "Q06", "Et af valgene findes ikke længere."),
        ({"Q02": "perhaps"}, "Q02", "Valget findes ikke længere."),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_kept(
    cast: Cast, leader_client: Client, data: dict[str, Any], field: str, words: str
) -> None:
    shown = look(leader_client, cast.slagelse, answers(Q03="overview", **data))
    assert shown.status_code == 422
    assert shown.context["form"].errors.keys() == {field}
    assert words in shown.content.decode()
    assert shown.context["form"]["Q03"].value() == "overview"
    assert not StartRound.objects.exists()


@pytest.mark.parametrize(("name", "day", "field"), [("Bo", "", "_on"), ("", WHEN, "")])
def test_a_person_has_a_day_and_a_day_its_person(
    cast: Cast, neighbour_client: Client, name: str, day: str, field: str
) -> None:
    data = answers(Q01_technical_owner=name, Q01_technical_owner_on=day)
    shown = look(neighbour_client, cast.vesthimmerland, data)
    assert shown.context["form"].errors.keys() == {f"Q01_technical_owner{field}"}


def test_today_is_early_enough_and_an_old_year_is_asked_about(cast: Cast, leader_client: Client) -> None:
    today = numeric_date(clock.today())
    shown = look(leader_client, cast.slagelse, answers(Q02="chosen", Q02_on=today, Q03="overview", Q03_on="1.3.2018"))
    assert shown.status_code == 200
    text = shown.content.decode()
    assert "Er årstallet rigtigt?" in text
    assert "G29 har datoen torsdag den 1. marts 2018." in text
    assert "G25 har datoen" not in text


def test_a_role_that_is_held_is_said_and_not_asked(cast: Cast, neighbour_client: Client) -> None:
    page = neighbour_client.get(address(cast.vesthimmerland)).content.decode()
    assert "Projektleder: Jens Nørskov har rollen i portalen." in page
    assert 'name="Q01_project_manager"' not in page
    assert 'name="Q01_technical_owner"' in page


def test_a_person_closes_the_role_item_by_hand_until_the_role_is_given_here(
    cast: Cast, neighbour_client: Client
) -> None:
    save(neighbour_client, cast.vesthimmerland, answers(Q01_technical_owner="Bo Holst"))
    task = cast.task("G03", cast.vesthimmerland)
    assert (task.state, task.managed_by, task.done_on, task.proof_missing) == (State.DONE, "", DAY, True)
    bo = make_colleague("bo@vest.example", "Bo Holst", code="0820")
    give_role(project=cast.vesthimmerland, user=bo, role=Role.TECHNICAL_OWNER, by=cast.neighbour, at=cast.at)
    task = cast.task("G03", cast.vesthimmerland)
    assert (task.state, task.managed_by, task.proof_missing) == (State.DONE, "organisation", False)
    assert Event.objects.filter(type=events.PROOF_FOUND, subject="G03").exists()


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


def test_a_double_click_answers_once(cast: Cast, leader_client: Client) -> None:
    data = answers(Q02="chosen")
    first = save(leader_client, cast.slagelse, data)
    shown = StartPlan(ticks_of(questions_for(cast.slagelse), [Given("Q02", "chosen", DAY)]), []).fingerprint
    again: Any = leader_client.post(address(cast.slagelse, "start_where_you_are_save"), {**data, "seen": shown})
    assert again.url == first.url
    assert StartRound.objects.count() == 1
    assert cast.task("G25").moves.count() == 1


def test_the_same_form_with_other_answers_is_looked_at_again(cast: Cast, leader_client: Client) -> None:
    data = answers(Q02="chosen")
    save(leader_client, cast.slagelse, data)
    other = {**data, "Q03": "overview", "Q03_on": WHEN}
    shown = look(leader_client, cast.slagelse, other)
    refused = leader_client.post(
        address(cast.slagelse, "start_where_you_are_save"), {**other, "seen": shown.context["plan"].fingerprint}
    )
    assert refused.status_code == 409
    assert "Siden er sendt før med andre svar." in refused.content.decode()
    assert cast.task("G29").state in OPEN
    renewed = str(refused.context["form"]["once"].value())
    assert renewed != data["once"]
    assert save(leader_client, cast.slagelse, {**other, "once": renewed}).status_code == 302
    assert cast.task("G29").state == State.DONE


def test_a_list_that_no_longer_holds_is_shown_anew(cast: Cast, leader_client: Client) -> None:
    data = answers(Q07=["context_handler", "job_role"])
    shown = look(leader_client, cast.slagelse, data)
    start_task(task=cast.task("G31"), by=cast.it, version=1, at=cast.at)
    refused = leader_client.post(
        address(cast.slagelse, "start_where_you_are_save"), {**data, "seen": shown.context["plan"].fingerprint}
    )
    assert refused.status_code == 409
    assert "Opgaverne er ændret, siden du så listen." in refused.content.decode()
    assert cast.task("G32").state in OPEN
    assert not StartRound.objects.exists()


def test_the_answers_can_be_corrected_from_the_list(cast: Cast, leader_client: Client) -> None:
    back = leader_client.post(address(cast.slagelse), {**answers(Q02="chosen", Q06=["fetched"]), "edit": "1"})
    assert back.status_code == 200
    text = back.content.decode()
    assert '<h1 class="h3">Start hvor I er</h1>' in text
    assert back.context["form"]["Q02"].value() == "chosen"
    assert back.context["form"]["Q06"].value() == ["fetched"]


def test_undoing_opens_all_but_what_was_moved_since(cast: Cast, leader_client: Client) -> None:
    round_ = answered(cast, ("Q04", "at_legal"), ("Q06", "fetched"))
    later = cast.at + timedelta(minutes=1)
    reopen_task(task=cast.task("G45"), by=cast.leader, version=2, at=later, reason="Ny version.")
    page = leader_client.get(address(cast.slagelse, "start_round", round_pk=round_.pk)).content.decode()
    assert "2 opgaver bliver åbne igen: G24, G47." in page
    assert "G45 er flyttet siden og bliver, som den er." in page
    undo = address(cast.slagelse, "start_round_undo", round_pk=round_.pk)
    answer = leader_client.post(undo, follow=True)
    assert "Svarene er fortrudt. 2 opgaver er åbne igen." in answer.content.decode()
    assert "Mette Kirkegaard fortrød svarene" in answer.content.decode()
    for number in ("G24", "G47"):
        task = cast.task(number)
        assert (task.state, task.done_on, task.proof_missing) == (State.NOT_STARTED, None, False)
        assert [move.kind for move in task.moves.all()] == [MoveKind.UNDO, MoveKind.BEFORE]
        assert task.evidence.filter(is_draft=False).count() == 1
    assert cast.task("G45").state == State.IN_PROGRESS
    assert "var fortrudt i forvejen" in leader_client.post(undo, follow=True).content.decode()


def test_one_task_can_be_taken_back_on_its_own_page(cast: Cast, leader_client: Client) -> None:
    round_ = answered(cast, ("Q04", "at_legal"))
    page = leader_client.get(address(cast.slagelse, "task", number="G45")).content.decode()
    assert "Dit seneste skridt: gjort før portalen" in page
    leader_client.post(address(cast.slagelse, "task_undo", number="G45"), {"task_version": "2"})
    assert cast.task("G45").state == State.NOT_STARTED
    page = leader_client.get(address(cast.slagelse, "start_round", round_pk=round_.pk)).content.decode()
    assert "G45 er flyttet siden" in page


def test_another_projects_answers_are_not_there(cast: Cast, neighbour_client: Client) -> None:
    round_ = answered(cast, ("Q02", "chosen"))
    for name in ("start_round", "start_round_undo"):
        assert neighbour_client.post(address(cast.vesthimmerland, name, round_pk=round_.pk)).status_code in {404, 405}
    assert neighbour_client.get(address(cast.vesthimmerland, "start_round", round_pk=round_.pk)).status_code == 404


def test_the_service_asks_for_the_right_itself(cast: Cast) -> None:
    round_ = answered(cast, ("Q02", "chosen"))
    with pytest.raises(PermissionDenied):
        undo_start(round_=round_, by=cast.it, at=cast.at)
    cast.people[Role.PROJECT_MANAGER] = cast.it
    with pytest.raises(PermissionDenied):
        answered(cast, ("Q03", "overview"))


def test_an_edition_from_before_there_were_questions_is_not_asked_by(cast: Cast, leader_client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE checklists_edition DISABLE TRIGGER checklists_edition_rows_stay")
        cursor.execute("UPDATE checklists_edition SET content = content - 'start_where_you_are'")
    assert "Er I begyndt før portalen" not in leader_client.get("/").content.decode()
    page = leader_client.get(address(cast.slagelse))
    assert page.status_code == 200
    assert "Der er ingen spørgsmål" in page.content.decode()


def test_of_two_clicks_at_once_one_answers(live_cast: Cast) -> None:
    questions, given = questions_for(live_cast.slagelse), [Given("Q04", "signed", DAY)]
    tasks = Task.objects.filter(project=live_cast.slagelse).select_related("item")
    act = partial(
        answer_start,
        project=live_cast.slagelse,
        questions=questions,
        given=given,
        seen=StartPlan(ticks_of(questions, given), tasks).fingerprint,
        by=live_cast.leader,
        at=live_cast.at,
        once=answers()["once"],
    )
    results = race(act, act, act)
    assert len({result.pk for result in results if isinstance(result, StartRound)}) == 1
    assert all(isinstance(result, StartRound) for result in results), results
    assert Move.objects.filter(kind=MoveKind.BEFORE).count() == 4


def test_of_two_undos_at_once_one_is_made(live_cast: Cast) -> None:
    round_ = answered(live_cast, ("Q04", "signed"))
    act = partial(undo_start, round_=round_, by=live_cast.leader, at=live_cast.at + timedelta(minutes=1))
    results = race(act, act, act)
    assert sum(isinstance(result, AlreadyUndone) for result in results) == 2
    assert Move.objects.filter(kind=MoveKind.UNDO).count() == 4


def test_an_answer_and_a_closing_at_once_never_close_twice(live_cast: Cast) -> None:
    task = live_cast.task("G24")
    close = partial(
        close_task,
        task=task,
        answers={"date": date(2026, 1, 5)},
        early_reason=EARLY_REASON,
        by=live_cast.leader,
        version=task.version,
        at=live_cast.at,
    )
    race(close, partial(answered, live_cast, ("Q06", "fetched")))
    assert live_cast.task("G24").state == State.DONE
    assert live_cast.task("G24").moves.count() == 1


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
