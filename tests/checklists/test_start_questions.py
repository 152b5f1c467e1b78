"""Start hvor I er: what an answer takes, what is refused beside it, and what need not be asked."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.roles import Role
from audit import clock
from audit.models import Event
from checklists import events
from checklists.models import StartRound
from checklists.moves import State
from checklists.services.tasks import close_task
from projects.services.roles import give_role
from tests.answers import EARLY_REASON
from tests.cast import Cast, make_colleague
from tests.checklists.start_answers import DAY, WHEN, address, answers, look, save
from ui.danish import numeric_date


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
    text = shown.content.decode()
    assert words in text
    assert "<title>Fejl: Start hvor I er" in text
    # Away from its place a day is told from the eleven others.
    assert ("Spørgsmål 2, hvornår var det på plads: " in text) == field.endswith("_on")
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
