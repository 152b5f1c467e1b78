"""Comments on a task: who reads and writes them, whom they mention, and that they can be taken back."""

from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from audit.models import Event
from checklists.models import Comment, Mention
from checklists.services.comments import MayNotSee, withdraw_comment, write_comment
from checklists.services.tasks import start_task
from checklists.services.undo import undoable
from tests.cast import Cast
from tests.racing import race

SECRET = "Nøglen ligger under måtten"


def write(cast: Cast, text: str = SECRET, *mentioned: User, **own: Any) -> Comment:
    """The it-medarbejder writes about G31."""
    common: dict[str, Any] = {"by": cast.it, "at": cast.at, "once": uuid4(), **own}
    return write_comment(task=cast.task(), text=text, mentioned=mentioned, **common)


def address(cast: Cast, act: str = "task", **own: Any) -> str:
    """Where to press."""
    return reverse(act, kwargs={"pk": cast.slagelse.pk, "number": "G31", **own})


def page_of(client: Client, cast: Cast, query: str = "") -> str:
    """The task's page, its white space as a reader sees it."""
    return " ".join(client.get(address(cast) + query).content.decode().split())


def send(client: Client, cast: Cast, text: str, **own: Any) -> Any:
    """Send a comment from the page."""
    return client.post(
        address(cast, "task_comment"), {"comment-text": text, "comment-once": str(uuid4()), **own}, follow=True
    )


def mentioned_in(comment: Comment) -> set[User]:
    """Whom it mentions."""
    return {mention.user for mention in comment.mentions.select_related("user")}


def test_a_comment_stands_on_the_page_with_its_writer(cast: Cast, it_client: Client, client: Client) -> None:
    page = " ".join(send(it_client, cast, "Første linje\nAnden <b>linje</b>").content.decode().split())
    assert "Første linje<br>Anden &lt;b&gt;linje&lt;/b&gt;" in page
    assert "<strong>It-medarbejder Hansen</strong>, <time" in page
    assert "i dag kl. " in page
    assert 'Kommentarer <span class="n num">1</span>' in page


def test_names_in_the_text_and_ticked_ones_are_mentioned(cast: Cast, it_client: Client) -> None:
    support = cast.people[Role.SUPPORT_STAFF]
    text = f"@{cast.leader.name} ved det. @Kirsten Lund, ukendt. @{cast.it.name} er mig selv."
    page = send(it_client, cast, text, **{"comment-people": [support.pk]}).content.decode()
    comment = Comment.objects.get()
    assert mentioned_in(comment) == {cast.leader, support}
    assert f'<b class="kl-mention">@{cast.leader.name}</b>' in page
    assert "@Kirsten Lund, ukendt." in page
    assert f"Til {support.name}" in page


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hej", "Kommentaren er sendt."),
        ("@Mette Kirkegaard, se her", "Kommentaren er sendt. Mette Kirkegaard får besked."),
        ("@Karin Lund, se her", "Kommentaren er sendt. @Karin Lund er ikke kendt her og får ikke besked."),
        ("@Mette se", "Kommentaren er sendt. @Mette får ikke besked. Skriv hele navnet."),
        ("@It-medarbejder Hansen", "Kommentaren er sendt."),
    ],
)
def test_the_writer_reads_who_is_told(cast: Cast, it_client: Client, text: str, said: str) -> None:
    answer = send(it_client, cast, text).content.decode()
    # At the comments, which is all that is shown anew when it is sent in place.
    assert answer.count("Kommentaren er sendt") == 1
    assert f'<p class="alert-text">{said}</p>' in answer.split('id="kommentarer"')[1]


def test_a_person_of_another_municipality_is_as_unknown_as_nobody(cast: Cast, it_client: Client) -> None:
    answer = send(it_client, cast, f"@{cast.neighbour.name}").content.decode()
    assert "er ikke kendt her og får ikke besked." in answer


def test_a_first_name_is_enough_beside_a_tick(cast: Cast, it_client: Client) -> None:
    answer = send(it_client, cast, "@Mette se", **{"comment-people": [cast.leader.pk]}).content.decode()
    assert f"Kommentaren er sendt. {cast.leader.name} får besked.</p>" in answer


def test_history_tells_that_somebody_wrote_and_never_what(cast: Cast) -> None:
    comment = write(cast, f"{SECRET}, @{cast.leader.name}", cast.people[Role.SUPPORT_STAFF])
    write(cast, SECRET)
    withdraw_comment(comment=comment, by=cast.it, at=cast.at)
    title = cast.task().title
    told = Event.objects.about("G31").order_by("pk")
    assert [event.sentence for event in told] == [
        f"It-medarbejder Hansen skrev en kommentar til G31 »{title}« og nævnte Mette Kirkegaard og "
        "Supportmedarbejder Hansen.",
        f"It-medarbejder Hansen skrev en kommentar til G31 »{title}«.",
        f"It-medarbejder Hansen trak en kommentar til G31 »{title}« tilbage.",
    ]
    assert SECRET not in str(list(Event.objects.values_list("params", flat=True)))


@pytest.mark.parametrize("who", ["programme_manager", "neighbour", "trifork"])
def test_only_people_of_the_project_can_be_mentioned(cast: Cast, it_client: Client, who: str) -> None:
    person = getattr(cast, who)
    with pytest.raises(MayNotSee):
        write(cast, "Hej", person)
    assert f'value="{person.pk}"' not in page_of(it_client, cast).split("kommentarer")[1]
    answer = send(it_client, cast, "Hej", **{"comment-people": [person.pk]})
    assert answer.status_code == 422
    send(it_client, cast, f"@{person.name}, hej")
    assert mentioned_in(Comment.objects.get()) == set()


def test_whoever_only_looks_can_be_mentioned_and_writes_nothing(cast: Cast, client: Client) -> None:
    assert mentioned_in(write(cast, "Hej", cast.observer)) == {cast.observer}
    client.force_login(cast.observer)
    page = page_of(client, cast)
    assert "Hej" in page
    assert "Send kommentar" not in page
    with pytest.raises(PermissionDenied):
        write(cast, by=cast.observer)


def test_the_programleder_reads_none(cast: Cast, client: Client) -> None:
    write(cast)
    client.force_login(cast.programme_manager)
    page = page_of(client, cast)
    assert SECRET not in page
    assert "Kommentarer" not in page


def test_an_empty_or_too_long_one_is_said_and_kept(cast: Cast, it_client: Client) -> None:
    answer = send(it_client, cast, "  ")
    assert answer.status_code == 422
    assert "Skriv kommentaren først." in answer.content.decode()
    assert "<title>Fejl: G31" in answer.content.decode()
    long = "å" * 4001
    answer = send(it_client, cast, long, **{"comment-people": [cast.leader.pk]})
    page = answer.content.decode()
    assert "Teksten er for lang: 4001 tegn. Der er plads til 4000." in page
    assert long in page
    assert answer.context["comment_form"]["people"].value() == [str(cast.leader.pk)]
    assert not Comment.objects.exists()
    assert send(it_client, cast, "å" * 4000).status_code == 200


def test_a_cpr_number_is_not_taken(cast: Cast, it_client: Client) -> None:
    assert send(it_client, cast, "Borgeren er 010190-1234").status_code == 422
    assert not Comment.objects.exists()


def test_sent_twice_it_is_written_once(cast: Cast, it_client: Client) -> None:
    once = str(uuid4())
    for _ in range(2):
        assert send(it_client, cast, SECRET, **{"comment-once": once}).status_code == 200
    assert Comment.objects.count() == 1
    # Gone back and written anew it is another.
    send(it_client, cast, "Noget andet", **{"comment-once": once})
    assert Comment.objects.count() == 2


def test_two_clicks_at_once_write_one(live_cast: Cast) -> None:
    once = UUID(int=7)
    results = race(*[partial(write, live_cast, SECRET, live_cast.leader, once=once)] * 6)
    assert all(isinstance(result, Comment) for result in results), results
    assert (Comment.objects.count(), Mention.objects.count()) == (1, 1)


def test_the_newest_are_shown_and_the_rest_on_request(cast: Cast, it_client: Client) -> None:
    for n in range(23):
        write(cast, f"Nummer {n:02}.")
    page = page_of(it_client, cast)
    assert "Vis 3 ældre kommentarer" in page
    assert "Nummer 02." not in page
    assert page.index("Nummer 03.") < page.index("Nummer 22.")
    everything = page_of(it_client, cast, "?kommentarer=alle")
    assert everything.index("Nummer 00.") < everything.index("Nummer 22.")
    assert "ældre" not in everything.split("Kommentarer")[1]


# ---- withdrawing ----


def test_ones_own_can_be_taken_back_and_nobody_is_shown_it(cast: Cast, it_client: Client) -> None:
    comment = write(cast, f"{SECRET} @{cast.leader.name}")
    assert "Træk tilbage" in page_of(it_client, cast)
    for _ in range(2):
        assert it_client.post(address(cast, "comment_withdraw", comment=comment.pk)).status_code == 302
    page = page_of(it_client, cast)
    assert "Trukket tilbage i dag kl. " in page
    assert SECRET not in page
    assert "Træk tilbage" not in page
    assert Event.objects.filter(type="task.comment_withdrawn").count() == 1
    # It stands on nobody's list of news.
    it_client.force_login(cast.leader)
    assert "Nye beskeder" not in it_client.get("/").content.decode()


def test_nobody_elses(cast: Cast, client: Client) -> None:
    comment = write(cast)
    client.force_login(cast.leader)
    assert "Træk tilbage" not in page_of(client, cast)
    assert client.post(address(cast, "comment_withdraw", comment=comment.pk)).status_code == 403
    with pytest.raises(IntegrityError, match="comment_withdrawn_by_writer"), transaction.atomic():
        Comment.objects.update(withdrawn_at=cast.at, withdrawn_by=cast.leader)


def test_not_through_another_task_or_project(cast: Cast, it_client: Client) -> None:
    comment = write(cast)
    for kwargs in ({"number": "G32"}, {"pk": cast.vesthimmerland.pk}):
        path = address(cast, "comment_withdraw", **{"comment": comment.pk, **kwargs})
        assert it_client.post(path).status_code == 404
    assert Comment.objects.get().withdrawn_at is None


@pytest.mark.parametrize("act", ["task_comment", "comment_withdraw", "task_tick"])
def test_opening_a_buttons_address_leads_back_to_the_task(cast: Cast, it_client: Client, act: str) -> None:
    own = {"comment": write(cast).pk} if act == "comment_withdraw" else {}
    assert it_client.get(address(cast, act, **own))["Location"].startswith(address(cast))


# ---- the one who is mentioned ----


def test_the_mentioned_sees_it_until_the_task_is_opened(cast: Cast, client: Client) -> None:
    comment = write(cast, f"@{cast.leader.name}, se her")
    client.force_login(cast.leader)
    mine = client.get("/").content.decode()
    assert "Nye beskeder" in mine
    assert f"{cast.it.name} nævnte dig: {cast.task().title}" in mine
    assert f"{address(cast)}#kommentar-{comment.pk}" in mine
    assert f"@{cast.leader.name}, se her<br>" in mine
    # Somebody else's opening it is nothing to this one, and looking from a machine is no opening.
    client.head(address(cast))
    client.force_login(cast.people[Role.SUPPORT_STAFF])
    client.get(address(cast))
    client.force_login(cast.leader)
    assert "Nye beskeder" in client.get("/").content.decode()
    client.get(address(cast))
    assert "Nye beskeder" not in client.get("/").content.decode()


def test_not_in_a_project_one_no_longer_sees(cast: Cast, client: Client) -> None:
    write(cast, "Hej", cast.people[Role.SUPPORT_STAFF])
    cast.slagelse.holdings.filter(role=Role.SUPPORT_STAFF).delete()
    client.force_login(cast.people[Role.SUPPORT_STAFF])
    assert "Nye beskeder" not in client.get("/").content.decode()


def test_a_long_list_is_capped(cast: Cast, client: Client) -> None:
    for _ in range(11):
        write(cast, "Hej", cast.leader)
    client.force_login(cast.leader)
    page = client.get("/").content.decode()
    assert page.count("nævnte dig") == 8
    assert "og 3 til" in page


def test_a_comment_of_somebody_elses_does_not_keep_one_from_undoing(cast: Cast) -> None:
    start_task(task=cast.task(), by=cast.it, version=1, at=cast.at)
    write(cast, "Godt gået", by=cast.leader)
    assert undoable(cast.task(), by=cast.it)
