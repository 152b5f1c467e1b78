"""A session that ends in the middle of a form loses nothing, and tells nobody else anything."""

import pytest
from django.test import Client
from django.urls import reverse

from checklists.models import Evidence
from tests.answers import posted
from tests.cast import PASSWORD, Cast
from ui.cpr import find
from ui.not_cpr import fresh_mark

RESUME = "/konto/fortsaet/"
DISCARD = "/konto/kasser/"


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
    assert not Evidence.objects.filter(task__number="G31").exists()
    answer = client.post(sign_in, {"login": cast.it.email, "password": PASSWORD})
    assert answer["Location"] == RESUME
    page = client.get(RESUME)
    assert "Sag 26-1031" in page.content.decode()
    kept = page.context["kept"]
    client.post(kept["path"], dict(kept["fields"]))
    assert cast.task().state == "done"


def test_nothing_is_sent_unseen(cast: Cast, client: Client) -> None:
    type_then_expire(cast, client)
    client.force_login(cast.it)
    page = client.get(RESUME).content.decode().split("<main", 1)[1]
    shown = page.split("<ul", 1)[1].split("</ul>", 1)[0]
    task = reverse("task_close", kwargs={"pk": cast.slagelse.pk, "number": "G31"})
    assert f"<strong>{task}</strong>" in page
    for value in ("Yusuf Demir", "Sag 26-1031", "Sag 26-1031, bilag 2"):
        assert f"<li>{value}</li>" in shown
    # The version, and which button was pressed, are the machine's own.
    assert shown.count("<li>") == len(posted(cast.task().item)) - 2


def test_what_was_typed_stays_until_it_is_sent(cast: Cast, client: Client) -> None:
    type_then_expire(cast, client)
    client.force_login(cast.it)
    kept = client.get(RESUME).context["kept"]
    assert client.get(RESUME).context["kept"] == kept
    # Another page's form is not this one.
    client.post(kept["path"].replace("luk", "start"), {"task_version": "1"})
    assert client.get(RESUME).status_code == 200
    client.post(kept["path"], {**dict(kept["fields"]), "task_version": str(cast.task().version)})
    assert cast.task().state == "done"
    assert client.get(RESUME).status_code == 302


def test_a_form_that_was_refused_is_not_lost(cast: Cast, client: Client) -> None:
    type_then_expire(cast, client)
    client.force_login(cast.it)
    path = client.get(RESUME).context["kept"]["path"]
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    assert strict.post(path, posted(cast.task().item)).status_code == 403
    assert client.get(RESUME).status_code == 200


def test_what_was_typed_can_be_thrown_away(cast: Cast, client: Client) -> None:
    type_then_expire(cast, client)
    client.force_login(cast.it)
    assert f'formaction="{DISCARD}"' in client.get(RESUME).content.decode()
    assert client.get(DISCARD).status_code == 405
    assert client.post(DISCARD)["Location"] == "/"
    assert client.get(RESUME).status_code == 302
    assert "kept_form" not in client.session


@pytest.mark.parametrize("path", ["/konto/adgangskode/", "/konto/glemt/vaelg/1-set-password/", DISCARD])
def test_a_form_about_the_account_itself_is_never_kept(cast: Cast, client: Client, path: str) -> None:
    client.force_login(cast.it)
    client.get("/")
    end_session(client)
    client.post(path, {"oldpassword": "hemmelig-1", "password1": "hemmelig-2", "password2": "hemmelig-2"})
    assert "kept_form" not in client.session


def test_a_password_is_never_kept(cast: Cast, client: Client) -> None:
    client.force_login(cast.it)
    client.get("/")
    end_session(client)
    client.post("/projekter/start/", {"manager_name": "Mette", "newPassword": "hemmelig-1"})
    assert client.session["kept_form"]["fields"] == [["manager_name", "Mette"]]


def test_a_cpr_is_never_kept(cast: Cast, client: Client) -> None:
    client.force_login(cast.it)
    client.get("/")
    end_session(client)
    typed = {
        "manager_name": "Mette 010190-1234",
        "link": "https://esdh.example/Sag%20010190-1234",
        "once": "ab010190-1234-4abc-9abc-f0101901234e",
        "mask_cpr": "manager_name",
    }
    client.post("/projekter/start/", typed)
    kept = client.session["kept_form"]
    assert dict(kept["fields"]) == {
        **typed,
        "manager_name": "Mette 010190-xxxx",
        "link": "https://esdh.example/Sag 010190-xxxx",
    }
    client.force_login(cast.it)
    page = client.get(RESUME).content.decode()
    assert "De sidste tal i det, der ligner CPR-numre, er skjult." in page
    assert "<li>Mette 010190-xxxx</li>" in page
    assert "<li>manager_name</li>" not in page


def test_what_somebody_said_is_no_cpr_is_kept_as_it_is(cast: Cast, client: Client) -> None:
    said = fresh_mark(find("Sag 2412261234"))
    typed = {"reference": "Sag 2412261234", "reference-not_cpr": said, "file": "Sag 2412261234"}
    client.force_login(cast.it)
    client.get("/")
    end_session(client)
    client.post("/projekter/start/", typed)
    assert dict(client.session["kept_form"]["fields"]) == {**typed, "file": "Sag 241226-xxxx"}
    client.force_login(cast.it)
    assert said not in client.get(RESUME).content.decode().split("<ul", 1)[1].split("</ul>", 1)[0]


def test_signing_out_ends_the_keeping(cast: Cast, client: Client) -> None:
    """Otherwise the next person at the computer could leave a form for the first one to send."""
    client.force_login(cast.it)
    client.get("/")
    client.post("/konto/log-af/")
    assert not client.cookies["kl_who"].value
    client.post("/projekter/start/", {"manager_name": "Plantet"})
    assert "kept_form" not in client.session


def test_signing_out_after_the_session_ended_ends_it_too(cast: Cast, client: Client) -> None:
    type_then_expire(cast, client)
    client.post("/konto/log-af/")
    assert not client.cookies["kl_who"].value
    assert "kept_form" not in client.session


def test_a_form_too_large_to_keep_is_told(cast: Cast, client: Client) -> None:
    client.force_login(cast.it)
    client.get("/")
    end_session(client)
    answer = client.post("/projekter/start/", {"manager_name": "å" * 200_001})
    assert "kept_form" not in client.session
    page = client.get(answer["Location"]).content.decode()
    assert "Det, du skrev, fyldte for meget til at blive gemt." in page
    assert "klar til at blive sendt" not in page


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
