"""MedCom's link for everybody, and a municipality's own: set, put right, taken away, by whom and on what."""

import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.events import NOT_CPR
from accounts.roles import Role
from audit.models import Event
from documents import events
from documents.models import LocalLink, NationalLink
from documents.services.links import set_local_link
from tests.cast import Cast
from tests.documents.conftest import browser_of
from tests.walls.documents import TECHNICAL, a_document, mark, national

pytestmark = pytest.mark.django_db
LOOKALIKE = "https://medcom.example/2412261234"


def typed(link: str, version: str = "", seen: int = 0) -> dict[str, str]:
    """The form of a link."""
    return {"link": link, "version": version, "seen": str(seen)}


def set_national(client: Client, data: dict[str, str], key: str = TECHNICAL) -> Any:
    """What the programleder sends."""
    return client.post(reverse("national_document", args=[key]), data)


def set_local(client: Client, cast: Cast, data: dict[str, str], key: str = TECHNICAL) -> Any:
    """What somebody in Slagelse sends."""
    return client.post(reverse("document_link", args=[cast.slagelse.pk, key]), data)


def page_of(client: Client, cast: Cast, key: str = TECHNICAL) -> str:
    """A document's page."""
    return client.get(reverse("document", args=[cast.slagelse.pk, key])).content.decode()


def test_what_medcom_sets_stands_in_every_municipality_and_in_the_guide(
    cast: Cast, leader: Client, programme: Client
) -> None:
    assert "Mangler" in page_of(leader, cast)
    assert set_national(programme, typed("medcom.example/teknisk.pdf", "2")).status_code == 302
    neighbours = reverse("document", args=[cast.vesthimmerland.pk, TECHNICAL])
    for page in (page_of(leader, cast), browser_of(cast.neighbour).get(neighbours).content.decode()):
        assert "https://medcom.example/teknisk.pdf" in page
        assert "MedComs udgave 2" in page
    guide = leader.get(reverse("guide_item", args=["G18"])).content.decode()
    assert "https://medcom.example/teknisk.pdf" in guide
    assert "udgave 2" in guide
    told = Event.objects.filter(type=events.NATIONAL_EDITION)
    assert set(told.values_list("project_id", flat=True)) == {cast.slagelse.pk, cast.vesthimmerland.pk}
    history = leader.get(reverse("history", args=[cast.slagelse.pk])).content.decode()
    assert "MedCom har lagt en ny udgave af »Teknisk vejledning« ud." in history


def test_only_a_version_named_anew_is_told_and_to_be_read_again(cast: Cast, programme: Client) -> None:
    set_national(programme, typed("https://medcom.example/1", "1"))
    before, told = mark(cast, TECHNICAL), Event.objects.filter(type=events.NATIONAL_EDITION).count()
    set_national(programme, typed("https://medcom.example/rettet", "1", seen=1))
    assert mark(cast, TECHNICAL) == before
    assert Event.objects.filter(type=events.NATIONAL_EDITION).count() == told
    set_national(programme, typed("https://medcom.example/rettet", "2", seen=2))
    assert mark(cast, TECHNICAL) != before
    assert Event.objects.filter(type=events.NATIONAL_EDITION).count() == 2 * told


def test_what_was_set_before_stays_to_be_read(cast: Cast, programme: Client) -> None:
    for seen, version in enumerate(("1", "2")):
        set_national(programme, typed(f"https://medcom.example/{version}", version, seen=seen))
    set_national(programme, typed("", "", seen=2))
    page = programme.get(reverse("national_document", args=[TECHNICAL])).content.decode()
    assert page.index("Taget væk") < page.index("https://medcom.example/2") < page.index("https://medcom.example/1")
    assert "Mangler" in page_of(programme, cast)


def test_the_same_again_changes_nothing(cast: Cast, leader: Client, programme: Client) -> None:
    for _ in range(2):
        assert set_national(programme, typed("https://medcom.example/1", "1")).status_code == 302
        assert set_local(leader, cast, typed("https://slagelse.example/1", "1")).status_code == 302
    assert NationalLink.objects.count() == LocalLink.objects.count() == 1
    assert Event.objects.filter(type__in=[events.NATIONAL_SET, events.LOCAL_SET]).count() == 2


def test_who_comes_second_keeps_what_was_typed_and_can_send_it_again(cast: Cast, leader: Client) -> None:
    set_local(leader, cast, typed("https://slagelse.example/1", "1"))
    answer = set_local(leader, cast, typed("https://slagelse.example/anden", "9"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "En kollega har ændret linket" in page
    assert 'value="https://slagelse.example/anden"' in page
    assert LocalLink.objects.get().version == "1"
    seen = re.search(r'name="seen" value="(\d+)"', page)
    assert seen
    assert set_local(leader, cast, typed("https://slagelse.example/anden", "9", seen=int(seen[1]))).status_code == 302
    assert LocalLink.objects.newest().get().version == "9"


def test_the_programleder_who_comes_second_is_told_too(programme: Client) -> None:
    set_national(programme, typed("https://medcom.example/1", "1"))
    answer = set_national(programme, typed("https://medcom.example/anden", "2"))
    assert answer.status_code == 409
    assert 'value="https://medcom.example/anden"' in answer.content.decode()
    assert NationalLink.objects.get().version == "1"


@pytest.mark.parametrize(
    ("link", "version", "said"),
    [
        ("javascript:alert(1)", "1", "Linket skal begynde med https:// eller http://."),
        ("data:text/html,x", "1", "Linket skal begynde med https:// eller http://."),
        ("ikke et link", "", "Det ligner ikke et link."),
        ("", "2", "Indsæt linket til udgaven"),
        ("https://medcom.example/" + "a" * 2000, "", "Teksten er for lang"),
        ("https://medcom.example", "u" * 61, "Teksten er for lang"),
        ("https://medcom.example", "010190-1234", "Det ligner et CPR-nummer"),
    ],
)
def test_what_cannot_be_a_link_is_said_and_stays_in_the_field(
    cast: Cast, leader: Client, programme: Client, link: str, version: str, said: str
) -> None:
    for answer in (
        set_local(leader, cast, typed(link, version)),
        set_national(programme, typed(link, version)),
    ):
        page = answer.content.decode()
        assert answer.status_code == 422
        assert said in page
        assert f'value="{link}"' in page or not link
    assert not NationalLink.objects.exists()
    assert not LocalLink.objects.exists()


@pytest.mark.parametrize("seen", ["", "-1", "ni", "99999999999999999999"])
def test_a_form_that_does_not_know_what_it_showed_is_a_stale_one(cast: Cast, leader: Client, seen: str) -> None:
    national(cast)
    set_local(leader, cast, typed("https://slagelse.example/1", "1"))
    answer = set_local(leader, cast, {"link": "https://slagelse.example/2", "version": "2", "seen": seen})
    assert answer.status_code in (409, 422)
    assert LocalLink.objects.count() == 1


def test_digits_in_an_address_are_no_cpr_by_one_press(cast: Cast, leader: Client, programme: Client) -> None:
    for send in (lambda data: set_local(leader, cast, data), lambda data: set_national(programme, data)):
        page = send(typed(LOOKALIKE, "1")).content.decode()
        found = re.search(r'name="link-not_cpr" value="(\w+)"', page)
        assert found
        answer = send({**typed(LOOKALIKE, "1"), "link-not_cpr": found[1]})
        assert answer.status_code == 302
    said = Event.objects.filter(type=NOT_CPR)
    assert {event.params["where"] for event in said} == {
        "Eget link til Teknisk vejledning",
        "MedComs link til Teknisk vejledning",
    }
    assert all("2412261234" not in str(event.params) for event in said)


def test_only_who_may_work_on_its_task_keeps_it(cast: Cast) -> None:
    owner = cast.people[Role.TECHNICAL_OWNER]
    assert "Ret jeres link" not in page_of(browser_of(cast.it), cast)
    assert "Gem jeres link" not in page_of(browser_of(cast.it), cast)
    assert set_local(browser_of(cast.it), cast, typed("https://slagelse.example")).status_code == 403
    assert set_local(browser_of(owner), cast, typed("https://slagelse.example")).status_code == 302
    assert "lægges ind af projektleder og teknisk systemansvarlig" in page_of(browser_of(cast.observer), cast)
    with pytest.raises(PermissionDenied):
        set_local_link(
            project=cast.slagelse,
            document=a_document(cast),
            link="",
            version="",
            seen=1,
            by=cast.neighbour,
            at=cast.at,
        )


def test_the_programleder_sees_that_there_is_one_but_not_where_it_is_or_whose(cast: Cast, programme: Client) -> None:
    owner = cast.people[Role.TECHNICAL_OWNER]
    set_local(browser_of(owner), cast, typed("https://intra.slagelse.example/hemmelig", "7"))
    listed = programme.get(reverse("document_list", args=[cast.slagelse.pk])).content.decode()
    for page in (page_of(programme, cast), listed):
        assert "Eget link" in page
        assert "intra.slagelse.example" not in page
        assert owner.name not in page


def test_an_unknown_document_is_not_found(cast: Cast, leader: Client, programme: Client) -> None:
    assert leader.get(reverse("document", args=[cast.slagelse.pk, "findes_ikke"])).status_code == 404
    assert set_local(leader, cast, typed("https://x.example"), "findes_ikke").status_code == 404
    assert set_national(programme, typed("https://x.example"), "findes_ikke").status_code == 404


def test_one_that_is_missing_says_whom_to_ask_and_who_may_fill_it_in(cast: Cast, leader: Client) -> None:
    page = page_of(leader, cast)
    assert "Spørg MedCom efter det." in page
    assert "kan projektleder og teknisk systemansvarlig lægge jeres egen ind" in page
    assert "implemteringsstoette" in page
    assert reverse("task_messages", args=[cast.slagelse.pk, "G18"]) in page
    others = page_of(leader, cast, "agreements_page")
    assert "Trifork eller MedCom, rekvirering af aftaler: guiden har ingen adresse" in others
    assert "Læst af" not in others


def test_the_list_has_the_eleven_each_with_the_tasks_that_use_it(cast: Cast, leader: Client) -> None:
    page = leader.get(reverse("document_list", args=[cast.slagelse.pk])).content.decode()
    assert page.count('<li id="') == 11
    assert "11 af 11 dokumenter mangler." in page
    technical = page.split('id="technical_guide"')[1].split("</li>")[0]
    for number in ("G18", "G24", "G28", "G31"):
        assert reverse("task", args=[cast.slagelse.pk, number]) in technical
    training = page.split('id="training_material"')[1].split("</li>")[0]
    assert reverse("task", args=[cast.slagelse.pk, "G63"]) in training


def test_a_task_leads_to_its_documents(cast: Cast, leader: Client) -> None:
    for number, key in (("G28", "technical_guide"), ("G63", "training_material"), ("G24", "quick_card")):
        page = leader.get(reverse("task", args=[cast.slagelse.pk, number])).content.decode()
        assert reverse("document", args=[cast.slagelse.pk, key]) in page
    assert "Dokument:" not in leader.get(reverse("task", args=[cast.slagelse.pk, "G02"])).content.decode()
