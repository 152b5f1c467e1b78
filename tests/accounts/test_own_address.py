"""A new e-mail: password, a link to the new mailbox, word to the old one, and a press."""

import re
from functools import partial
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.services.own_address import AddressTaken, ask_for_address, confirm_address
from accounts.services.people import password_link
from audit import clock
from audit.models import Event
from outbox.models import Letter
from outbox.services import deliver_due
from tests.cast import PASSWORD, Cast, make_person
from tests.mail_server import Sink
from tests.racing import race

PAGE, NEW = "/mig/e-mail/", "ny@slagelse.example"


@pytest.fixture
def yusuf(cast: Cast) -> User:
    """The it-medarbejder."""
    return cast.it


@pytest.fixture
def here(yusuf: User, client: Client) -> Client:
    """Signed in."""
    client.force_login(yusuf)
    return client


def ask(client: Client, email: str = NEW, password: str = PASSWORD) -> Any:
    """Send the form."""
    return client.post(PAGE, {"email": email, "password": password})


def link_to(email: str, sink: Sink) -> str:
    """Deliver what waits, and take the link out of the last mail to that address."""
    deliver_due(at=timezone.now())
    text = next(sink.to(email)[-1].iter_parts()).get_content()
    found = re.search(rf"{settings.SITE_URL}(/mig/\S+)", text)
    assert found
    return found[1]


def test_the_address_changes_by_a_press_only(here: Client, yusuf: User, sink: Sink) -> None:
    old = yusuf.email
    answer = ask(here, email=NEW.upper())
    assert answer["Location"] == "/mig/"
    assert f"{NEW} er ikke bekræftet endnu" in here.get("/mig/").content.decode()
    link = link_to(NEW, sink)
    (word,) = sink.to(old)
    assert word["Subject"] == "Nogen vil skifte din e-mail"
    page = here.get(link)
    assert page.status_code == 200
    assert NEW in page.content.decode()
    assert User.objects.get(pk=yusuf.pk).email == old
    # Pressed twice, it is one change.
    for _ in range(2):
        assert here.post(link)["Location"] == "/mig/"
    assert User.objects.get(pk=yusuf.pk).email == NEW
    assert list(EmailAddress.objects.filter(user=yusuf).values_list("email", "verified", "primary")) == [
        (NEW, True, True)
    ]
    assert Event.objects.filter(type="person.address_changed").count() == 1
    deliver_due(at=timezone.now())
    assert sink.to(old)[-1]["Subject"] == "Din e-mail er ændret"


def test_one_signs_in_with_the_new_address_and_no_longer_with_the_old(here: Client, yusuf: User, sink: Sink) -> None:
    old = yusuf.email
    ask(here)
    here.post(link_to(NEW, sink))
    assert Client().post("/konto/log-ind/", {"login": NEW, "password": PASSWORD}).status_code == 302
    assert Client().post("/konto/log-ind/", {"login": old, "password": PASSWORD}).status_code == 200


def test_a_link_to_a_new_password_dies_with_the_old_address(here: Client, yusuf: User, sink: Sink) -> None:
    password = password_link(yusuf).removeprefix(settings.SITE_URL)
    ask(here)
    here.post(link_to(NEW, sink))
    assert "password1" not in Client().get(password, follow=True).content.decode()


@pytest.mark.parametrize("password", ["forkert-adgangskode", ""])
def test_it_takes_the_password(here: Client, password: str) -> None:
    answer = ask(here, password=password)
    assert answer.status_code == 422
    assert f'value="{NEW}"' in answer.content.decode()
    assert not Letter.objects.exists()


def test_guessing_the_password_is_stopped(here: Client) -> None:
    for _ in range(5):
        assert ask(here, password="forkert-adgangskode").status_code == 422
    answer = ask(here)
    assert answer.status_code == 429
    assert "Der er prøvet for mange gange." in answer.content.decode()
    assert PASSWORD not in answer.content.decode()
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("email", "words"), [("ikke en adresse", "Skriv en hel e-mailadresse"), ("", "Skriv en e-mailadresse")]
)
def test_a_wrong_address_is_told(here: Client, email: str, words: str) -> None:
    answer = ask(here, email=email)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_ones_own_address_is_no_new_one(here: Client, yusuf: User) -> None:
    assert "Det er den adresse, du har nu." in ask(here, email=yusuf.email.upper()).content.decode()


def test_an_address_in_use_is_not_disclosed(here: Client, yusuf: User, cast: Cast, sink: Sink) -> None:
    """Screen, sign-in and forgotten password are the same as for an address that nobody has."""
    own = "yusufs-egen-kode-1"
    yusuf.set_password(own)
    yusuf.save()
    here.force_login(yusuf)
    seen = []
    for email in (NEW, cast.neighbour.email):
        answer = ask(here, email=email, password=own)
        page = here.get("/mig/").content.decode().replace(email, "X")
        signed_in = Client().post("/konto/log-ind/", {"login": email, "password": own}).status_code
        Client().post("/konto/glemt/", {"email": email})
        mails_to_me = Letter.objects.filter(to_email=yusuf.email, kind="forgotten_password").count()
        words = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
        seen.append((answer.status_code, answer["Location"], words, signed_in, mails_to_me))
    assert seen[0] == seen[1]
    deliver_due(at=timezone.now())
    # The one who has it reads of it; there is no link.
    mails = sink.to(cast.neighbour.email)
    assert "Adressen er i brug" in {mail["Subject"] for mail in mails}
    assert not any("/mig/e-mail/" in str(mail) for mail in mails)


def test_an_address_only_asked_for_lets_nobody_in(here: Client, yusuf: User) -> None:
    ask(here)
    assert Client().post("/konto/log-ind/", {"login": NEW, "password": PASSWORD}).status_code == 200
    before = Letter.objects.count()
    Client().post("/konto/glemt/", {"email": NEW})
    assert Letter.objects.count() == before


def test_a_new_wish_replaces_the_first(here: Client, yusuf: User, sink: Sink) -> None:
    ask(here)
    first = link_to(NEW, sink)
    ask(here, email="anden@slagelse.example")
    page = here.post(first)
    assert page.status_code == 422
    assert "Linket virker ikke" in page.content.decode()
    assert EmailAddress.objects.filter(user=yusuf, verified=False).count() == 1


def test_one_may_stay_with_the_old_address(here: Client, yusuf: User, sink: Sink) -> None:
    ask(here)
    link = link_to(NEW, sink)
    assert here.post("/mig/e-mail/behold/").status_code == 302
    assert here.post(link).status_code == 422
    assert "er ikke bekræftet endnu" not in here.get("/mig/").content.decode()


def test_a_wish_given_up_before_the_mail_went_sends_no_link(here: Client, sink: Sink) -> None:
    ask(here)
    here.post("/mig/e-mail/behold/")
    deliver_due(at=timezone.now())
    assert not sink.to(NEW)


def test_a_double_click_is_one_mail(here: Client) -> None:
    with clock.shifted_to(timezone.now().replace(second=10)):
        for _ in range(2):
            ask(here)
    assert Letter.objects.filter(to_email=NEW).count() == 1
    assert Event.objects.filter(type="person.address_asked").count() == 1


def test_the_link_is_for_one_person(here: Client, yusuf: User, cast: Cast, sink: Sink) -> None:
    ask(here)
    link = link_to(NEW, sink)
    assert Client().get(link)["Location"].startswith("/konto/log-ind/?next=/mig/e-mail/")
    other = Client()
    other.force_login(cast.leader)
    page = other.get(link).content.decode()
    assert "Linket virker ikke" in page
    assert NEW not in page
    assert other.post(link).status_code == 422
    assert User.objects.get(pk=yusuf.pk).email != NEW


def test_an_old_link_is_dead(here: Client, sink: Sink, settings: Any) -> None:
    ask(here)
    link = link_to(NEW, sink)
    settings.ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = -1
    assert here.post(link).status_code == 422


def test_somebody_took_the_address_in_the_meantime(here: Client, yusuf: User, sink: Sink) -> None:
    ask(here)
    link = link_to(NEW, sink)
    make_person(NEW, "Ny Nielsen")
    answer = here.post(link, follow=True)
    assert "En anden bruger allerede adressen. Vælg en anden." in answer.content.decode()
    assert User.objects.get(pk=yusuf.pk).email == yusuf.email
    assert EmailAddress.objects.filter(user=yusuf, primary=True).exists()


def test_two_who_confirm_one_address_at_once(live_cast: Cast) -> None:
    people = [live_cast.it, live_cast.leader, live_cast.observer]
    asked = [ask_for_address(user=user, email=NEW, at=live_cast.at) for user in people]
    acts = [
        partial(confirm_address, user=user, address_id=address.pk, at=live_cast.at)
        for user, address in zip(people, asked, strict=True)
    ]
    results = race(*acts)
    assert sorted(type(result).__name__ for result in results) == [AddressTaken.__name__] * 2 + ["User"]
    assert User.objects.filter(email=NEW).count() == 1


def test_a_double_press_at_once_is_one_change(live_cast: Cast) -> None:
    address = ask_for_address(user=live_cast.it, email=NEW, at=live_cast.at)
    press = partial(confirm_address, user=live_cast.it, address_id=address.pk, at=live_cast.at)
    results = race(press, press, press)
    assert {type(result) for result in results} == {User}
    assert Event.objects.filter(type="person.address_changed").count() == 1
