"""Ready messages: filled in with what the portal knows, the rest marked; to copy or to open in the mail program."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from checklists.models import Item
from checklists.ready_messages import LONGEST_MAILTO, ReadyMessage, ReadyMessages, has_messages
from checklists.services.tasks import close_task
from projects.access import standing_or_404
from projects.services.units import add_unit
from tests.answers import EARLY_REASON
from tests.cast import Cast
from ui.danish import day_span


def messages_of(cast: Cast, number: str) -> list[ReadyMessage]:
    """The messages of one of Slagelse's tasks, as the projektleder gets them."""
    on = cast.at.date()
    standing = standing_or_404(cast.leader, cast.slagelse.pk, on=on)
    return ReadyMessages(standing, cast.task(number), on).messages


def page_of(client: Client, cast: Cast, number: str) -> str:
    """The page."""
    address = reverse("task_messages", kwargs={"pk": cast.slagelse.pk, "number": number})
    return client.get(address).content.decode()


def test_it_works(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    page = page_of(client, cast, "G53")
    assert "Første varsel til ledere" in page
    assert "mailto:?subject=" in page
    task = client.get(reverse("task", kwargs={"pk": cast.slagelse.pk, "number": "G53"})).content.decode()
    assert reverse("task_messages", kwargs={"pk": cast.slagelse.pk, "number": "G53"}) in task


def test_what_the_portal_knows_is_filled_in_and_the_rest_marked(cast: Cast) -> None:
    add_unit(project=cast.slagelse, name="Bosted Æblehaven", by=cast.leader, at=cast.at)
    go_live = cast.slagelse.waves.get().go_live_on
    assert go_live is not None
    notice = messages_of(cast, "G53")[0]
    assert day_span(go_live, go_live) in notice.subject + notice.body
    assert "Bosted Æblehaven" in notice.body
    assert f"{cast.leader.name}, projektleder" in notice.body
    marks = [mark for mark, _ in notice.blanks]
    assert marks
    assert all(mark in notice.subject + notice.body for mark in marks)
    assert "{" not in notice.subject + notice.body


def test_every_message_of_every_item_is_filled(cast: Cast) -> None:
    for item in Item.objects.all():
        for message in messages_of(cast, item.number):
            assert "{" not in message.subject + message.body, item.number
            assert message.recipients
        assert bool(messages_of(cast, item.number)) <= has_messages(cast.task(item.number))


def test_a_role_is_written_to_by_its_holders(cast: Cast) -> None:
    own = next(
        item for item in Item.objects.all() if item.message and item.message["to"] in set(Role.values) - {"observer"}
    )
    message = messages_of(cast, own.number)[0]
    assert own.message is not None
    holder = cast.people[own.message["to"]]
    assert [held.user for held in message.recipients[0].people] == [holder]
    if message.mailto:
        assert holder.email in message.mailto


def test_the_mail_program_gets_the_same_text(cast: Cast) -> None:
    short = ReadyMessage("x", [], "Æbler & pærer?", "Hej\nDu må gerne: 100 % & mere", [])
    asked = parse_qs(urlsplit(short.mailto).query)
    assert asked == {"subject": ["Æbler & pærer?"], "body": ["Hej\r\nDu må gerne: 100 % & mere"]}
    assert ReadyMessage("x", [], "Emne", "æ" * LONGEST_MAILTO, []).mailto == ""


@pytest.mark.parametrize(("choice", "offered"), [("not_offered", False), ("all_units", True)])
def test_a_message_waits_for_the_answer_it_fits(cast: Cast, choice: str, offered: bool) -> None:
    title = "pårørende"

    def there() -> bool:
        return any(title in message.subject for message in messages_of(cast, "G21"))

    assert not there()
    close_task(
        task=cast.task("G14"),
        answers={"choice": choice},
        early_reason=EARLY_REASON,
        by=cast.leader,
        version=cast.task("G14").version,
        at=cast.at,
    )
    assert there() is offered


def test_a_task_without_messages_has_no_link_and_says_so(cast: Cast, client: Client) -> None:
    without = next(i.number for i in Item.objects.all() if not has_messages(cast.task(i.number)))
    client.force_login(cast.leader)
    assert "Ingen færdige beskeder" in page_of(client, cast, without)
    task = client.get(reverse("task", kwargs={"pk": cast.slagelse.pk, "number": without})).content.decode()
    assert "Færdige beskeder til opgaven" not in task
