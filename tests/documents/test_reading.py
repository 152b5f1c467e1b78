"""Who is asked to read a document, one click that it was read, asked again, and the items that follow (G15, G18)."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from audit.models import Event
from checklists.models import Evidence, Task
from checklists.services.tasks import close_task, set_not_relevant
from documents import events
from documents.models import Check, Reading
from documents.services.links import set_local_link
from documents.services.own_files import withdraw_own_file
from documents.services.reading import AnotherVersion, check_document, read_document
from projects.models import RoleHolding
from projects.services.roles import end_role, give_role
from tests.answers import EARLY_REASON
from tests.cast import Cast, make_member
from tests.checklists.start_answers import answered
from tests.documents.conftest import browser_of
from tests.files.samples import pdf
from tests.walls.documents import IMPORTANT, TECHNICAL, a_document, lay, mark, national

pytestmark = pytest.mark.django_db
READERS = (Role.PROJECT_MANAGER, Role.TECHNICAL_OWNER, Role.IMPLEMENTATION_LEAD)


def read(cast: Cast, who: User, key: str = IMPORTANT) -> Reading:
    """The person has read what counts now."""
    return read_document(
        project=cast.slagelse, document=a_document(cast, key), mark=mark(cast, key), by=who, at=cast.at
    )


def all_read(cast: Cast) -> None:
    """Everybody who is asked has read "Vigtig viden"."""
    for role in READERS:
        read(cast, cast.people[role])


def own_link(cast: Cast, version: str, *, seen: int) -> None:
    """Slagelse keeps "Vigtig viden" itself."""
    set_local_link(
        project=cast.slagelse,
        document=a_document(cast, IMPORTANT),
        link="https://slagelse.example/vigtig",
        version=version,
        seen=seen,
        by=cast.leader,
        at=cast.at,
    )


def another_owner(cast: Cast, name: str = "Ny") -> RoleHolding:
    """One more teknisk systemansvarlig, who is asked to read "Vigtig viden"."""
    about = {"email": f"{name}@slagelse.example", "name": name}
    user = make_member(cast.slagelse, Role.TECHNICAL_OWNER, by=cast.leader, at=cast.at, **about)
    return RoleHolding.objects.get(user=user)


def leave_role(cast: Cast, holding: RoleHolding) -> None:
    """The role is over from today."""
    end_role(holding=holding, last_day=cast.at.date() - timedelta(days=1), by=cast.leader, at=cast.at)


def press(client: Client, cast: Cast, key: str = IMPORTANT, **more: str) -> Any:
    """The one click."""
    data = {"mark": mark(cast, key), **more}
    return client.post(reverse("document_read", args=[cast.slagelse.pk, key]), data, follow=True)


def page_of(client: Client, cast: Cast, key: str = IMPORTANT) -> str:
    """A document's page."""
    return client.get(reverse("document", args=[cast.slagelse.pk, key])).content.decode()


def test_one_click_on_the_page_or_on_the_list(cast: Cast, leader: Client) -> None:
    national(cast, IMPORTANT)
    assert "0 af 3 har læst" in page_of(leader, cast)
    answer = press(leader, cast, fra="liste")
    assert answer.redirect_chain[-1][0] == f"{reverse('document_list', args=[cast.slagelse.pk])}#{IMPORTANT}"
    assert "1 af 3 har læst" in answer.content.decode()
    assert "Jeg har læst den" not in page_of(leader, cast)
    press(leader, cast)
    assert Reading.objects.count() == Event.objects.filter(type=events.READ).count() == 1


def test_nobody_else_is_asked(cast: Cast) -> None:
    national(cast, IMPORTANT)
    for who in (cast.it, cast.observer, cast.programme_manager):
        client = browser_of(who)
        assert "Jeg har læst den" not in page_of(client, cast)
        assert press(client, cast).status_code == 403
    assert press(browser_of(cast.neighbour), cast).status_code == 404
    assert not Reading.objects.exists()


def test_there_is_nothing_to_read_before_it_is_there(cast: Cast, leader: Client) -> None:
    assert "Jeg har læst den" not in page_of(leader, cast)
    press(leader, cast)
    press(leader, cast, mark="1.0.0")
    assert not Reading.objects.exists()


def test_a_new_version_of_medcoms_or_of_ones_own_asks_again(cast: Cast, leader: Client) -> None:
    national(cast, IMPORTANT)
    read(cast, cast.leader)
    for change in (
        lambda: national(cast, IMPORTANT, version="2"),
        lambda: lay(cast, pdf(), a_document(cast, IMPORTANT)),
        lambda: lay(cast, pdf(pages=2), a_document(cast, IMPORTANT)),
        lambda: own_link(cast, "1", seen=0),
        lambda: own_link(cast, "2", seen=1),
    ):
        change()
        assert "0 af 3 har læst" in page_of(leader, cast)
        read(cast, cast.leader)
        assert "1 af 3 har læst" in page_of(leader, cast)
    assert Reading.objects.count() == 6


def test_an_address_put_right_asks_nobody_again(cast: Cast, leader: Client) -> None:
    national(cast, IMPORTANT)
    read(cast, cast.leader)
    national(cast, IMPORTANT, link="https://medcom.example/ny-adresse")
    assert "1 af 3 har læst" in page_of(leader, cast)


def test_who_read_the_page_before_a_new_version_came_is_told(cast: Cast, leader: Client) -> None:
    national(cast, IMPORTANT)
    old = mark(cast)
    national(cast, IMPORTANT, version="2")
    answer = press(leader, cast, mark=old)
    assert "Der er kommet en anden udgave" in answer.content.decode()
    assert not Reading.objects.exists()
    with pytest.raises(AnotherVersion):
        read_document(project=cast.slagelse, document=a_document(cast, IMPORTANT), mark=old, by=cast.leader, at=cast.at)


def test_the_item_is_done_when_all_who_should_have_read_it(cast: Cast, leader: Client) -> None:
    """G15: "Den gældende udgave er lagt op eller linket, og de tre roller har læst den."."""
    national(cast, IMPORTANT, version="3")
    assert "lukkes af sig selv" in leader.get(reverse("task", args=[cast.slagelse.pk, "G15"])).content.decode()
    for role in READERS[:2]:
        read(cast, cast.people[role])
    assert cast.task("G15").state == "not_started"
    read(cast, cast.people[READERS[2]])
    task = cast.task("G15")
    assert (task.state, task.managed_by) == ("done", "documents")
    evidence = Evidence.objects.get(task=task)
    assert evidence.link == "https://medcom.example/1"
    assert evidence.data["version"] == "3"
    assert all(cast.people[role].name in evidence.data["read_by"] for role in READERS)
    page = leader.get(reverse("task", args=[cast.slagelse.pk, "G15"])).content.decode()
    assert "Opgaven følger, hvem der har læst dokumentet." in page


def test_it_opens_again_with_a_new_version_and_closes_when_that_is_read(cast: Cast) -> None:
    national(cast, IMPORTANT)
    all_read(cast)
    national(cast, IMPORTANT, version="2")
    task = cast.task("G15")
    assert task.state == "in_progress"
    assert "anden udgave" in task.moves.first().reason  # type: ignore[union-attr] # it has moves
    all_read(cast)
    assert cast.task("G15").state == "done"
    assert Evidence.objects.filter(task__number="G15", task__project=cast.slagelse).count() == 2


def test_a_version_taken_back_leaves_what_was_read_before_it(cast: Cast) -> None:
    document = a_document(cast, IMPORTANT)
    lay(cast, pdf(), document)
    all_read(cast)
    file = lay(cast, pdf(pages=2), document)
    assert cast.task("G15").state == "in_progress"
    newest = file.versions.first()
    assert newest
    withdraw_own_file(
        project=cast.slagelse, place=document, version=newest, reason="Forkert fil.", by=cast.leader, at=cast.at
    )
    assert cast.task("G15").state == "done"


def test_somebody_new_is_asked_but_does_not_open_it(cast: Cast, leader: Client) -> None:
    national(cast, IMPORTANT)
    all_read(cast)
    another_owner(cast)
    assert "3 af 4 har læst" in page_of(leader, cast)
    assert cast.task("G15").state == "done"
    # Nor when somebody else leaves meanwhile.
    leave_role(cast, RoleHolding.objects.get(user=cast.people[Role.IMPLEMENTATION_LEAD]))
    assert "2 af 3 har læst" in page_of(leader, cast)
    assert cast.task("G15").state == "done"


def test_it_is_done_when_the_last_who_had_not_read_it_no_longer_has_to(cast: Cast) -> None:
    national(cast, IMPORTANT)
    extra = another_owner(cast)
    all_read(cast)
    assert cast.task("G15").state == "not_started"
    leave_role(cast, extra)
    assert (cast.task("G15").state, cast.task("G15").managed_by) == ("done", "documents")


def test_a_role_that_nobody_holds_has_not_read_it(cast: Cast, leader: Client) -> None:
    national(cast, IMPORTANT)
    read(cast, cast.leader)
    read(cast, cast.people[Role.IMPLEMENTATION_LEAD])
    leave_role(cast, RoleHolding.objects.get(user=cast.people[Role.TECHNICAL_OWNER]))
    assert cast.task("G15").state == "not_started"
    page = page_of(leader, cast)
    assert "2 af 2 har læst" in page
    assert "ingen har rollen" in page


def test_an_item_closed_by_hand_stays_so_until_all_have_read_it_here(cast: Cast) -> None:
    task = cast.task("G15")
    answers = {"link": "https://sag.example/1", "version": "1", "read_by": "Alle tre"}
    close_task(task=task, answers=answers, early_reason=EARLY_REASON, by=cast.leader, version=task.version, at=cast.at)
    national(cast, IMPORTANT)
    national(cast, IMPORTANT, version="2")
    extra = another_owner(cast)
    all_read(cast)
    leave_role(cast, extra)
    assert (cast.task("G15").state, cast.task("G15").managed_by) == ("done", "")
    read(cast, another_owner(cast, "Nyere").user)
    assert (cast.task("G15").state, cast.task("G15").managed_by) == ("done", "documents")
    national(cast, IMPORTANT, version="3")
    assert cast.task("G15").state == "in_progress"


def test_proof_that_was_missing_is_there_once_all_have_read_it(cast: Cast) -> None:
    """G15 was done before the portal, and its proof was still to come."""
    answered(cast, ("Q06", "important_knowledge"))
    assert cast.task("G15").proof_missing
    done_on = cast.task("G15").done_on
    national(cast, IMPORTANT)
    all_read(cast)
    task = cast.task("G15")
    assert (task.state, task.managed_by, task.proof_missing, task.done_on) == ("done", "documents", False, done_on)


def test_one_that_is_not_relevant_stays_so(cast: Cast) -> None:
    set_not_relevant(task=cast.task("G15"), by=cast.leader, version=1, at=cast.at, reason="Læst på kurset.")
    national(cast, IMPORTANT)
    all_read(cast)
    assert cast.task("G15").state == "not_relevant"


def test_other_items_are_only_pointed_to(cast: Cast) -> None:
    """G16 asks for the day the users got it: reading it closes nothing."""
    national(cast, "how_to_use")
    for role in (Role.IMPLEMENTATION_LEAD, Role.UNIT_COORDINATOR):
        read(cast, cast.people[role], "how_to_use")
    assert cast.task("G16").state == "not_started"
    done_by_reading = {task.number for task in Task.objects.filter(managed_by="documents")}
    assert done_by_reading == set()


def test_the_neighbour_has_its_own_readers(cast: Cast) -> None:
    national(cast, IMPORTANT)
    all_read(cast)
    page = browser_of(cast.neighbour).get(reverse("document", args=[cast.vesthimmerland.pk, IMPORTANT]))
    assert "0 af 1 har læst" in page.content.decode()


def test_the_programleder_sees_how_many_but_not_who(cast: Cast, programme: Client) -> None:
    national(cast, IMPORTANT)
    owner = cast.people[Role.TECHNICAL_OWNER]
    read(cast, owner)
    check_document(project=cast.slagelse, document=a_document(cast, IMPORTANT), by=cast.leader, at=cast.at)
    page = page_of(programme, cast)
    assert "1 af 3 har læst" in page
    assert owner.name not in page
    assert cast.leader.name not in page


def test_mine_opgaver_says_what_is_to_be_read(cast: Cast, leader: Client) -> None:
    assert "Dokumenter at læse" not in leader.get("/").content.decode()
    national(cast, IMPORTANT, version="4")
    national(cast, TECHNICAL)
    page = leader.get("/").content.decode()
    assert "Dokumenter at læse" in page
    assert reverse("document", args=[cast.slagelse.pk, IMPORTANT]) in page
    assert "Udgave 4" in page
    assert reverse("document", args=[cast.slagelse.pk, TECHNICAL]) not in page
    read(cast, cast.leader)
    assert "Dokumenter at læse" not in leader.get("/").content.decode()


def test_looked_after_today_by_one_click(cast: Cast) -> None:
    client = browser_of(cast.people[Role.TECHNICAL_OWNER])
    address = reverse("document_check", args=[cast.slagelse.pk, TECHNICAL])
    assert "er her ikke længere" in client.post(address, follow=True).content.decode()
    national(cast)
    for _ in range(2):
        assert client.post(address).status_code == 302
    assert "Senest" in page_of(client, cast, TECHNICAL)
    assert Check.objects.count() == Event.objects.filter(type=events.CHECKED).count() == 1
    with pytest.raises(PermissionDenied):
        check_document(project=cast.slagelse, document=a_document(cast), by=cast.it, at=cast.at)


def test_a_role_given_back_finds_what_was_read(cast: Cast, leader: Client) -> None:
    national(cast, IMPORTANT)
    read(cast, cast.leader)
    give_role(project=cast.slagelse, user=cast.leader, role=Role.TECHNICAL_OWNER, by=cast.leader, at=cast.at)
    assert "1 af 3 har læst" in page_of(leader, cast)
