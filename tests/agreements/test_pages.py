"""The pages of agreements: the list, one agreement, and the form of each step."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from agreements.deeds import DEEDS
from agreements.kinds import kind_by_key
from agreements.models import Agreement, FileUse
from agreements.moves import MoveKind
from agreements.services.ending import begin_another
from checklists.services.tasks import close_task
from tests.agreements.walk import DPA, GP, accepted, at_legal, day, jurist, of, receive, signed, step, upload
from tests.cast import Cast
from ui.danish import listed, numeric_date

pytestmark = pytest.mark.django_db


def address(
    cast: Cast, name: str = "agreement", *, slug: str = "databehandleraftale", number: int = 1, **more: Any
) -> str:
    return reverse(name, kwargs={"pk": cast.slagelse.pk, "slug": slug, "number": number, **more})


def look(client: Client, cast: Cast, **where: Any) -> str:
    """The page of the agreement, as it reads."""
    return client.get(address(cast, **where)).content.decode()


def overview(client: Client, cast: Cast) -> str:
    return client.get(reverse("agreements", kwargs={"pk": cast.slagelse.pk})).content.decode()


def send(
    client: Client, cast: Cast, deed: str, *, follow: bool = True, where: dict[str, Any] | None = None, **data: Any
) -> Any:
    """The form of a step as it stands, with what is given typed in it."""
    at = address(cast, "agreement_move", deed=deed, **(where or {}))
    shown = client.get(at).context
    form = shown["form"] if shown and "form" in shown else None
    begun = {name: form[name].value() for name in form.fields if name != "documents"} if form else {}
    values = {
        f"{deed}-{name}": numeric_date(value) if hasattr(value, "month") else value
        for name, value in {**begun, **data}.items()
        if value is not None
    }
    return client.post(at, values, follow=follow)


def test_before_anything_has_happened_it_says_what_to_do(cast: Cast, leader_client: Client) -> None:
    text = overview(leader_client, cast)
    assert "I har ikke bedt om den endnu." in text
    assert "Bed om den" in text
    page = look(leader_client, cast)
    assert "Brevet ligger klar" in page
    assert "mailto:" in page
    assert not Agreement.objects.exists()


def test_it_walks_to_the_case_file_by_its_forms(cast: Cast, leader_client: Client, jurist_client: Client) -> None:
    assert "Gemt." in send(leader_client, cast, "bedt-om", asked_on=day(cast, 9)).content.decode()
    page = send(
        leader_client, cast, "modtaget", label="1.1", received_on=day(cast, 5), documents=upload()
    ).content.decode()
    assert "G46 er lukket." in page
    assert (
        f'src="{address(cast, "agreement_file_shown", file=of(cast).agreement_files.get().file_id, version=1)}"' in page
    )
    send(leader_client, cast, "sendt", sent_on=day(cast, 4), expected_on=day(cast, -3))
    page = look(leader_client, cast)
    assert "Ligger hos juristen i 4 dage" in page
    assert "Det er juristens tur." in page
    assert "svar ventet" in page
    assert "Det er din tur." in look(jurist_client, cast)
    assert "G44 er lukket." in send(jurist_client, cast, "stilling", position="accept").content.decode()
    send(jurist_client, cast, "til-underskrift", signatories="Direktør Lis Holm")
    page = send(jurist_client, cast, "underskrevet", documents=upload("underskrevet.pdf")).content.decode()
    assert "G50 er lukket." in page
    send(jurist_client, cast, "retur")
    page = send(jurist_client, cast, "journaliseret", case_number="26/1234").content.decode()
    assert "sag 26/1234" in page
    assert "Næste årlige kontrol" in page
    assert "Direktør Lis Holm" in overview(leader_client, cast)


def test_days_by_party_and_how_far_over(cast: Cast, leader_client: Client) -> None:
    at_legal(cast)
    Agreement.objects.update(expected_on=day(cast, 3))
    text = overview(leader_client, cast)
    assert "3 dage over" in text
    assert "Trifork 4 · jer selv 1 · juristen 4" in text


def test_a_position_needs_one_choice(cast: Cast, jurist_client: Client) -> None:
    at_legal(cast)
    page = look(jurist_client, cast)
    assert f'value="{jurist(cast).name}"' in page
    answer = send(jurist_client, cast, "stilling", follow=False)
    assert answer.status_code == 422
    assert "Vælg en af mulighederne." in answer.content.decode()


def test_a_signed_copy_wants_the_paper_or_its_place(cast: Cast, jurist_client: Client) -> None:
    accepted(cast)
    answer = send(jurist_client, cast, "underskrevet", signed_by="Lis Holm")
    page = " ".join(answer.content.decode().split())
    assert "Den underskrevne aftale</label>" in page
    assert "Hvor ligger den, hvis den ikke skal ligge her?</label>" in page
    assert answer.status_code == 422
    assert "Vælg den underskrevne aftale, eller skriv, hvor den ligger." in answer.content.decode()
    assert 'value="Lis Holm"' in answer.content.decode()
    send(jurist_client, cast, "underskrevet", signed_place="Sag 26/9")
    assert of(cast).is_in_force


def test_the_signed_paper_may_come_first(cast: Cast, leader_client: Client) -> None:
    page = send(leader_client, cast, "underskrevet", documents=upload(), signed_by="Lis Holm").content.decode()
    assert "G44, G46, G48 og G50 er lukket." in page


def test_what_was_done_meanwhile_is_said_and_what_was_typed_stays(cast: Cast, jurist_client: Client) -> None:
    at_legal(cast)
    old = {"stilling-seen": of(cast).version, "stilling-position": "objections", "stilling-decider": "Mig"}
    old |= {"stilling-position_on": numeric_date(day(cast)), "stilling-position_note": "Bilag C mangler."}
    step(cast, MoveKind.CORRECT, {"sent_to": "En anden"})
    answer = jurist_client.post(address(cast, "agreement_move", deed="stilling"), old)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Nogen var her før dig" in text
    assert f"{cast.leader.name} rettede oplysninger" in text
    assert "Bilag C mangler." in text
    again = {**old, "stilling-seen": answer.context["form"].data["stilling-seen"]}
    assert jurist_client.post(address(cast, "agreement_move", deed="stilling"), again).status_code == 302
    assert of(cast).position == "objections"


def test_where_the_step_is_gone_what_was_typed_is_shown_as_text(cast: Cast, jurist_client: Client) -> None:
    at_legal(cast)
    old = {"sendt-seen": of(cast).version, "sendt-sent_to": "Jurist Møller", "sendt-sent_on": numeric_date(day(cast))}
    signed(cast, by=cast.leader)
    text = jurist_client.post(address(cast, "agreement_move", deed="sendt"), old).content.decode()
    assert "kan ikke tages, som aftalen står nu" in text
    assert "Jurist Møller" in text


def test_a_session_that_ends_keeps_what_was_typed(cast: Cast, client: Client) -> None:
    at_legal(cast)
    data = {"stilling-seen": of(cast).version, "stilling-decider": "Mig", "stilling-position": "questions"}
    data |= {"stilling-position_on": numeric_date(day(cast)), "stilling-position_note": "Bilag C mangler."}
    client.force_login(jurist(cast))
    look(client, cast)
    client.cookies.pop("sessionid")
    assert "afbrudt=1" in client.post(address(cast, "agreement_move", deed="stilling"), data).headers["Location"]
    client.force_login(jurist(cast))
    kept = client.get(reverse("resume_form")).context["kept"]
    assert client.post(kept["path"], dict(kept["fields"])).status_code == 302
    assert of(cast).position_note == "Bilag C mangler."


def test_a_double_click_is_harmless(cast: Cast, jurist_client: Client) -> None:
    at_legal(cast)
    data = {"stilling-seen": of(cast).version, "stilling-position": "accept", "stilling-decider": "Mig"}
    data["stilling-position_on"] = numeric_date(day(cast))
    where = address(cast, "agreement_move", deed="stilling")
    assert [jurist_client.post(where, data).status_code for _ in range(2)] == [302, 302]
    assert of(cast).moves.filter(kind=MoveKind.POSITION).count() == 1


def test_a_version_twice_and_a_day_that_cannot_be_are_said_at_their_fields(cast: Cast, leader_client: Client) -> None:
    receive(cast, "1.0")
    text = send(leader_client, cast, "modtaget", label="1.0", documents=upload()).content.decode()
    assert "Version 1.0 ligger her allerede." in text
    assert "Filen er ikke gemt. Vælg den igen." in text
    text = send(leader_client, cast, "modtaget", label="1.1", received_on=day(cast, -2)).content.decode()
    assert "Datoen ligger i fremtiden." in text


def test_a_file_that_is_refused_says_why(cast: Cast, leader_client: Client) -> None:
    text = send(
        leader_client, cast, "modtaget", label="1", documents=upload("x.pdf", b"<html>hej</html>")
    ).content.decode()
    assert "x.pdf" not in text or "PDF" in text
    assert not of_none(cast)


def of_none(cast: Cast) -> bool:
    return Agreement.objects.filter(project=cast.slagelse).exists()


def test_withdrawing_says_what_opens_again(cast: Cast, jurist_client: Client) -> None:
    accepted(cast)
    signed(cast)
    text = jurist_client.get(address(cast, "agreement_move", deed="traek-tilbage")).content.decode()
    assert "Disse opgaver åbner igen:" in text
    assert "G50" in text
    assert "G44" not in text
    page = send(jurist_client, cast, "traek-tilbage", reason="Forkert bilag").content.decode()
    assert "G50 er åben igen." in page
    assert "Forkert bilag" in page


def test_an_objection_says_what_it_is_about(cast: Cast, jurist_client: Client) -> None:
    at_legal(cast)
    bare = send(jurist_client, cast, "stilling", position="objections", position_on=day(cast))
    assert "Skriv, hvad I har imod aftalen." in bare.content.decode()
    assert of(cast).position == ""


def test_withdrawing_falls_back_to_objections(cast: Cast, jurist_client: Client) -> None:
    at_legal(cast)
    said: dict[str, Any] = {"position": "objections", "position_on": day(cast), "position_note": "Bilag C mangler."}
    send(jurist_client, cast, "stilling", **said)
    signed(cast)
    text = jurist_client.get(address(cast, "agreement_move", deed="traek-tilbage")).content.decode()
    assert "<li>G44" in text
    assert "<li>G50" in text
    assert "G44 og G50 er åbne igen." in send(jurist_client, cast, "traek-tilbage", reason="Forkert").content.decode()


@pytest.mark.parametrize(("begun", "opened"), [(False, ["G50"]), (True, ["G44", "G46", "G48", "G50"])])
def test_the_end_says_what_opens_again(cast: Cast, leader_client: Client, begun: bool, opened: list[str]) -> None:
    accepted(cast)
    signed(cast)
    if begun:
        begin_another(project=cast.slagelse, kind=kind_by_key(DPA), by=cast.leader, at=cast.at)
    text = leader_client.get(address(cast, "agreement_move", deed="ophoert")).content.decode()
    assert re.findall(r"<li>(G\d\d)", text) == opened
    page = send(leader_client, cast, "ophoert", reason="Opsagt").content.decode()
    assert listed(opened, most=4) + (" er åbne igen." if begun else " er åben igen.") in page


def test_the_last_step_is_taken_back(cast: Cast, leader_client: Client) -> None:
    at_legal(cast)
    assert "G48" in leader_client.get(address(cast, "agreement_move", deed="tag-tilbage")).content.decode()
    assert "G48 er åben igen." in send(leader_client, cast, "tag-tilbage").content.decode()


def test_a_correction_changes_only_what_was_changed(cast: Cast, leader_client: Client) -> None:
    at_legal(cast)
    Agreement.objects.update(expected_on=day(cast, 3))
    send(leader_client, cast, "ret", asked_whom="aftaler@trifork.example")
    agreement = of(cast)
    assert (agreement.asked_whom, agreement.expected_on) == ("aftaler@trifork.example", day(cast, 3))
    send(leader_client, cast, "ret", asked_whom="")
    assert of(cast).asked_whom == ""


def test_another_in_the_way_is_said(cast: Cast, leader_client: Client) -> None:
    signed(cast)
    begin_another(project=cast.slagelse, kind=kind_by_key(DPA), by=cast.leader, at=cast.at)
    text = send(leader_client, cast, "traek-tilbage", reason="Fejl").content.decode()
    assert "så længe databehandleraftale nr. 2 er i vejen" in text


def test_the_end_and_the_next(cast: Cast, leader_client: Client) -> None:
    signed(cast)
    page = send(leader_client, cast, "ophoert", reason="Opsagt").content.decode()
    assert "G50 er åben igen." in page
    begin = reverse("agreement_begin", kwargs={"pk": cast.slagelse.pk, "slug": "databehandleraftale"})
    assert leader_client.post(begin, {}).headers["Location"] == address(cast, number=2)
    text = overview(leader_client, cast)
    assert "Tidligere (1)" in text
    assert "Opsagt" in text


def test_each_practice_has_its_own(cast: Cast, leader_client: Client) -> None:
    assert leader_client.get(address(cast, slug="testlaege")).status_code == 404
    begin = reverse("agreement_begin", kwargs={"pk": cast.slagelse.pk, "slug": "testlaege"})
    assert leader_client.post(begin, {"practice": " "}).status_code == 422
    page = leader_client.post(begin, {"practice": "Lægerne på Torvet ApS"}, follow=True).content.decode()
    assert "Aftale med testlæge: Lægerne på Torvet" in page
    assert "Jeg har spurgt praksissen" in page
    where = {"slug": "testlaege"}
    send(leader_client, cast, "bedt-om", where=where)
    page = look(leader_client, cast, slug="testlaege")
    assert "Ligger hos Lægerne på Torvet ApS fra" in page
    assert "Det er Lægerne på Torvet ApS&#x27; tur." in page
    facts: dict[str, Any] = {"signed_by": "Sekretær Lone", "test_on": day(cast, -20), "terms": "Kl. 13–14"}
    page = send(leader_client, cast, "underskrevet", where=where, **facts).content.decode()
    assert "G40 er lukket." in page
    assert of(cast, GP).test_on == day(cast, -20)


def test_what_is_kept_elsewhere_says_so(cast: Cast, leader_client: Client) -> None:
    answers = {"file": "Sag 26/9", "date": day(cast, 1), "person": "Lis Holm", "reference": "Sag 26/9"}
    task = cast.task("G50")
    close_task(
        task=task, answers=answers, by=cast.leader, version=task.version, at=cast.at, early_reason="Føres i sagen"
    )
    text = overview(leader_client, cast)
    assert "Føres et andet sted" in text
    assert "Før den videre her" in text
    assert "Sag 26/9" in text
    send(leader_client, cast, "retur")
    assert "Føres et andet sted" not in overview(leader_client, cast)


def test_the_programleder_sees_states_and_dates_only(cast: Cast, client: Client) -> None:
    accepted(cast)
    signed(cast)
    client.force_login(cast.programme_manager)
    for text in (look(client, cast), overview(client, cast)):
        assert "I kraft siden" in text
        for hidden in ("Lis Holm", "Jurist Hansen", "aftale 1.0.pdf", "underskrevet.pdf", "skridt/"):
            assert hidden not in text


def test_a_reader_sees_and_has_no_forms(cast: Cast, client: Client) -> None:
    at_legal(cast)
    client.force_login(cast.observer)
    page = look(client, cast)
    assert "aftale 1.0.pdf" in page
    assert "skridt/" not in page
    assert client.get(address(cast, "agreement_move", deed="stilling")).status_code == 403


@pytest.mark.parametrize("deed", [deed.slug for deed in DEEDS])
def test_every_step_has_its_page_or_says_why_not(cast: Cast, leader_client: Client, deed: str) -> None:
    signed(cast)
    answer = leader_client.get(address(cast, "agreement_move", deed=deed), follow=True)
    assert answer.status_code == 200


def test_who_signs_is_somebody_of_the_project(cast: Cast, leader_client: Client) -> None:
    accepted(cast)
    answer = send(leader_client, cast, "til-underskrift", signatory_id=cast.neighbour.pk)
    assert answer.status_code == 422
    send(leader_client, cast, "til-underskrift", signatory_id=cast.it.pk)
    assert of(cast).signatory == cast.it
    assert cast.people[Role.IT_STAFF].name in look(leader_client, cast)


def test_files_lie_there_by_version_and_old_ones_stay(cast: Cast, leader_client: Client) -> None:
    accepted(cast)
    receive(cast, "2.0", ago=1)
    where = address(cast, "agreement_files")
    assert "Lagt op." in leader_client.post(where, {"filer": [upload("referat.pdf")]}, follow=True).content.decode()
    page = look(leader_client, cast)
    for name in ("aftale 1.0.pdf", "aftale 2.0.pdf", "referat.pdf", "(ældre)"):
        assert name in page
    old = of(cast).agreement_files.filter(use=FileUse.VERSION).earliest("pk")
    back = address(cast, "agreement_file_withdraw", file=old.file_id, version=1)
    assert "Forkert fil." in leader_client.post(back, {"reason": "Forkert fil."}, follow=True).content.decode()
    assert leader_client.get(address(cast, "agreement_file_content", file=old.file_id, version=1)).status_code == 410


def test_a_file_of_another_agreement_is_not_found_here(cast: Cast, leader_client: Client) -> None:
    at_legal(cast)
    receive(cast, kind="connection_agreement")
    theirs = of(cast, "connection_agreement").agreement_files.get().file_id
    for name in ("agreement_file_content", "agreement_file_shown", "agreement_file_withdraw"):
        assert leader_client.get(address(cast, name, file=theirs, version=1)).status_code == 404
    assert leader_client.get(address(cast, "agreement_file", file=theirs)).status_code == 404


def test_the_signed_copy_is_taken_back_with_the_signature(cast: Cast, jurist_client: Client) -> None:
    signed(cast)
    laid = of(cast).agreement_files.get(use=FileUse.SIGNED)
    answer = jurist_client.get(address(cast, "agreement_file_withdraw", file=laid.file_id, version=1))
    assert answer.headers["Location"] == address(cast, "agreement_move", deed="traek-tilbage")
