"""The link in the invitation: shown by GET, answered by POST, and what it says when it no longer works."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit import clock
from projects.letters import token_of
from projects.models import Invitation
from projects.services.invitations import withdraw
from tests.cast import Cast
from tests.walls.people import appointed, asked

YES = {"name": "Camilla Rask", "password": "en-lang-adgangskode-1"}


@pytest.fixture
def invitation(cast: Cast) -> Invitation:
    """Slagelse's projektleder has invited Camilla."""
    return asked(cast)


def link(invitation: Invitation) -> str:
    """Where the mail leads."""
    return reverse("invitation", kwargs={"token": token_of(invitation)})


def test_name_and_password_on_one_page_and_one_is_signed_in(client: Client, invitation: Invitation) -> None:
    shown = client.get(link(invitation)).content.decode()
    assert "Tager imod henvendelser" in shown
    assert 'value="Camilla Rask"' in shown
    answer = client.post(link(invitation), YES, follow=True)
    assert "Velkommen. Du er nu supportmedarbejder i Slagelse Kommune." in answer.content.decode()
    assert answer.context["user"].email == "camilla@slagelse.example"
    client.logout()
    assert client.login(email="camilla@slagelse.example", password=YES["password"])


def test_a_link_scanner_changes_nothing(client: Client, invitation: Invitation) -> None:
    for _ in range(3):
        client.get(link(invitation))
        client.head(link(invitation))
    invitation.refresh_from_db()
    assert invitation.accepted_at is None
    assert not User.objects.filter(email=invitation.email).exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": ""}, "Skriv dit navn"),
        ({"password": ""}, "Vælg en adgangskode."),
        ({"password": "kort"}, "12"),
        ({"password": "camilla@slagelse.example"}, "ligner dit navn eller din e-mail"),
    ],
)
def test_bad_answers_are_said_and_the_name_is_kept(
    client: Client, invitation: Invitation, typed: dict[str, str], words: str
) -> None:
    answer = client.post(link(invitation), {**YES, "name": "Camilla B. Rask", **typed})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert ("Camilla B. Rask" in answer.content.decode()) is ("name" not in typed)
    assert YES["password"] not in answer.content.decode()


def test_opened_twice_by_the_same_person_it_leads_home(client: Client, invitation: Invitation) -> None:
    client.post(link(invitation), YES)
    assert client.get(link(invitation))["Location"] == reverse("my_tasks")
    assert client.post(link(invitation), YES)["Location"] == reverse("my_tasks")
    client.logout()
    answer = client.get(link(invitation))
    assert answer.status_code == 410
    assert "Invitationen er brugt" in answer.content.decode()


def test_the_wrong_signed_in_person_is_told(cast: Cast, client: Client, invitation: Invitation) -> None:
    client.force_login(cast.it)
    for answer in (client.get(link(invitation)), client.post(link(invitation), YES)):
        assert answer.status_code == 403
        assert f"du er logget ind som {cast.it.name}" in answer.content.decode()


def test_withdrawn_expired_and_wrong_links_say_so(cast: Cast, client: Client, invitation: Invitation) -> None:
    with clock.shifted_to(cast.at + timedelta(days=22)):
        assert "Invitationen er udløbet" in client.get(link(invitation)).content.decode()
        assert client.post(link(invitation), YES).status_code == 410
    withdraw(invitation=invitation, by=cast.leader, at=cast.at)
    assert "Invitationen er trukket tilbage" in client.get(link(invitation)).content.decode()
    wrong = client.get(link(invitation)[:-4] + "xxx/")
    assert wrong.status_code == 404
    assert "Linket virker ikke" in wrong.content.decode()


def test_somebody_known_signs_in_first_and_comes_back(cast: Cast, client: Client, invitation: Invitation) -> None:
    Invitation.objects.filter(pk=invitation.pk).update(email=cast.neighbour.email)
    shown = client.get(link(invitation)).content.decode()
    assert "Log ind med den adresse" in shown
    assert f"next={quote(link(invitation))}" in shown
    client.force_login(cast.neighbour)
    assert "Ja, jeg vil være med" in client.get(link(invitation)).content.decode()
    assert client.post(link(invitation)).status_code == 302
    assert client.get(reverse("task_list", kwargs={"pk": cast.slagelse.pk})).status_code == 200


def test_the_first_projektleder_says_yes_and_starts_the_project(cast: Cast, client: Client) -> None:
    answer = client.post(link(appointed(cast)), {**YES, "name": "Ida Holm"}, follow=True)
    text = answer.content.decode()
    assert "Start projektet for Lolland Kommune" in text
    assert "Du er udpeget til projektleder" in text
    form = client.get(reverse("project_start")).context["form"]
    answer = client.post(
        reverse("project_start"),
        {
            "municipality": str(Invitation.objects.get().municipality_id),
            "manager_name": form["manager_name"].value(),
            "manager_email": form["manager_email"].value(),
            "go_live_on": "",
            "once": str(form["once"].value()),
        },
        follow=True,
    )
    assert "Projektet er startet med 92 opgaver" in answer.content.decode()
    assert client.get(reverse("project_start")).status_code == 200
