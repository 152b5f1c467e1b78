"""A session that ends in the middle of a form loses nothing."""

from django.test import Client
from django.urls import reverse

from checklists.models import Evidence
from tests.answers import posted
from tests.cast import PASSWORD, Cast

RESUME = "/konto/fortsaet/"


def end_session(client: Client) -> None:
    """What time does."""
    client.session.flush()


def type_then_expire(cast: Cast, client: Client) -> str:
    """Type evidence for G31, and press after the session has ended. Gives the sign-in address."""
    client.force_login(cast.it)
    page = reverse("task", kwargs={"pk": cast.slagelse.pk, "number": "G31"})
    client.get(page)
    end_session(client)
    answer = client.post(page + "luk/", posted(cast.task().item))
    assert answer.status_code == 302
    return answer["Location"]


def test_what_was_typed_can_be_sent_after_signing_in_again(cast: Cast, client: Client) -> None:
    cast.it.set_password(PASSWORD)
    cast.it.save()
    sign_in = type_then_expire(cast, client)
    assert not Evidence.objects.exists()
    answer = client.post(sign_in, {"login": cast.it.email, "password": PASSWORD})
    assert answer["Location"] == RESUME
    page = client.get(RESUME)
    assert "Sag 26-1031" in page.content.decode()
    kept = page.context["kept"]
    client.post(kept["path"], dict(kept["fields"]))
    assert cast.task().state == "done"


def test_another_person_on_the_same_computer_sees_nothing_of_it(cast: Cast, client: Client) -> None:
    type_then_expire(cast, client)
    client.force_login(cast.leader)
    assert client.get(RESUME).status_code == 302
    client.force_login(cast.it)
    assert client.get(RESUME).status_code == 302


def test_a_stranger_fills_nothing(db: None, client: Client) -> None:
    answer = client.post("/projekter/start/", {"manager_name": "x" * 1000})
    assert answer["Location"].startswith("/konto/log-ind/")
    assert "kept_form" not in client.session
