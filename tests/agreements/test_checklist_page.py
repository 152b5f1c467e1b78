"""The page of the checklist: one save for all points, and two jurists at once."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agreements.kinds import kind_by_key
from agreements.models import ChecklistMark, Mark
from agreements.rules.unsettled import unsettled
from agreements.services.checklist import Found
from projects.models import Project
from tests.agreements.asking import ask, mark, met
from tests.agreements.walk import CONNECTION, DPA, at_legal, jurist, of, receive
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def jurist_client(cast: Cast, client: Client) -> Client:
    """The browser of Slagelse's jurist, with a databehandleraftale to read."""
    at_legal(cast)
    client.force_login(jurist(cast))
    return client


def address(cast: Cast, slug: str = "databehandleraftale") -> str:
    return reverse("agreement_checklist", kwargs={"pk": cast.slagelse.pk, "slug": slug, "number": 1})


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def as_typed(client: Client, cast: Cast, **typed: str) -> dict[str, str]:
    """What the page's form would send as it stands, with what is typed: `a_mark` for a-mark."""
    page = client.get(address(cast)).context["page"]
    data = {"of_version": str(page.read_form["of_version"].value() or "")}
    for row in page.rows:
        for field in row.form:
            if field.name != "again" and field.value() is not None:
                data[field.html_name] = str(field.value())
    return data | {name.replace("_", "-", 1): value for name, value in typed.items()}


def newest(point: str) -> ChecklistMark:
    """The mark that counts."""
    found = ChecklistMark.objects.filter(point=point).last()
    assert found
    return found


def test_only_what_was_changed_is_saved(cast: Cast, jurist_client: Client) -> None:
    data = as_typed(jurist_client, cast, a_mark="met", a_place="Bilag C, side 18", dpia_mark="not_met", dpia_note="Nej")
    page = text_of(jurist_client.post(address(cast), data, follow=True))
    assert "2 punkter er gemt." in page
    assert "2 af 17 set, 1 ikke opfyldt i version 1.0" in page
    assert newest("a").of_version == of(cast).versions.get()
    page = text_of(jurist_client.post(address(cast), as_typed(jurist_client, cast), follow=True))
    assert "Der var intet nyt at gemme." in page
    assert ChecklistMark.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"b_mark": "see_note"}, "b) Tavshedspligt, note: Skriv en note"),
        ({"b_mark": "not_met"}, "b) Tavshedspligt, note: Skriv en note"),
        ({"b_place": "Side 4"}, "b) Tavshedspligt, vurdering: Vælg opfyldt"),
        ({"b_mark": "met", "b_note": "010190-1234"}, "b) Tavshedspligt, note: Det ligner et CPR-nummer"),
    ],
)
def test_faults_are_said_and_nothing_is_lost(
    cast: Cast, jurist_client: Client, typed: dict[str, str], words: str
) -> None:
    answer = jurist_client.post(address(cast), as_typed(jurist_client, cast, a_mark="met", a_place="Side 9", **typed))
    page = text_of(answer)
    assert answer.status_code == 422
    assert words in page
    assert 'value="Side 9"' in page
    assert not ChecklistMark.objects.exists()


def test_two_at_once_overwrite_nothing_and_both_keep_what_they_typed(cast: Cast, jurist_client: Client) -> None:
    mark(cast, a=met(), b=met())
    typed = {"a_mark": "see_note", "a_note": "Mit\r\nblik", "c_mark": "met", "c_place": "Side 7"}
    data = as_typed(jurist_client, cast, **typed)
    mark(
        cast,
        cast.leader,
        a=Found(Mark.NOT_MET, note="Dit blik", seen=newest("a").pk),
        b=Found(Mark.SEE_NOTE, note="Se bilag", seen=newest("b").pk),
    )
    refused = jurist_client.post(address(cast), data)
    page = text_of(refused)
    assert refused.status_code == 409
    assert "Mette Kirkegaard skrev imens:</strong> Ikke opfyldt. Dit blik" in page
    assert "Mit\nblik</textarea>" in page.replace("\r", "")
    assert 'value="Side 7"' in page
    # What the jurist left alone is shown as it is now.
    assert "Se bilag</textarea>" in page
    assert ChecklistMark.objects.count() == 4
    form = refused.context["page"]
    again = {name: value for name, value in form.data.items() if name != "csrfmiddlewaretoken"}
    assert jurist_client.post(address(cast), again).status_code == 302
    assert (newest("a").note, newest("b").note, newest("c").place) == ("Mit\nblik", "Se bilag", "Side 7")
    assert newest("b").marked_by == cast.leader


def test_what_was_typed_while_a_new_version_came_is_about_the_one_that_was_read(
    cast: Cast, jurist_client: Client
) -> None:
    data = as_typed(jurist_client, cast, a_mark="met")
    receive(cast, "1.1", ago=1)
    page = text_of(jurist_client.post(address(cast), data, follow=True))
    assert newest("a").of_version.label == "1.0"  # type: ignore[union-attr]
    assert "Set ved version 1.0, se efter igen." in page
    assert "0 af 17 set, 1 skal ses efter igen i version 1.1" in page
    data = as_typed(jurist_client, cast) | {"a-again": "on"}
    page = text_of(jurist_client.post(address(cast), data, follow=True))
    assert "1 af 17 set i version 1.1" in page


def test_without_a_version_it_can_be_marked_too(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    assert client.post(address(cast), {"of_version": "", "a-mark": "met"}).status_code == 302
    assert newest("a").of_version is None
    receive(cast)
    assert "Set, før der var en version, se efter igen." in text_of(client.get(address(cast)))


def test_readers_read(cast: Cast, jurist_client: Client) -> None:
    mark(cast, d=Found(Mark.SEE_NOTE, place="Bilag B", note="Spørgsmål 2"))
    jurist_client.force_login(cast.observer)
    page = text_of(jurist_client.get(address(cast)))
    assert "Spørgsmål 2" in page
    assert "Bilag B" in page
    assert "Gem tjeklisten" not in page


def test_a_closed_project_is_read_only(cast: Cast, jurist_client: Client) -> None:
    Project.objects.filter(pk=cast.slagelse.pk).update(closed_at=cast.at, closed_by=cast.leader)
    assert "Gem tjeklisten" not in text_of(jurist_client.get(address(cast)))
    assert jurist_client.post(address(cast), {"a-mark": "met"}).status_code == 403


def test_other_kinds_have_none(cast: Cast, jurist_client: Client) -> None:
    assert jurist_client.get(address(cast, "tilslutningsaftale")).status_code == 404


def test_what_is_not_settled_is_said(cast: Cast) -> None:
    dpa, connection = kind_by_key(DPA), kind_by_key(CONNECTION)
    at_legal(cast)
    ask(cast)
    (first, _) = mark(cast, a=met(), d=Found(Mark.NOT_MET, note="Mangler"))
    assert unsettled(of(cast), dpa) == [
        "1 spørgsmål er ikke afklaret.",
        "1 punkt i tjeklisten er ikke opfyldt.",
        "15 punkter i tjeklisten er ikke set endnu.",
    ]
    receive(cast, "1.1", ago=1)
    mark(cast, a=met(seen=first.pk, again=True))
    assert "1 punkt i tjeklisten er set i en tidligere version." in unsettled(of(cast), dpa)
    ask(cast, kind=CONNECTION)
    assert unsettled(of(cast, CONNECTION), connection) == ["1 spørgsmål er ikke afklaret."]
