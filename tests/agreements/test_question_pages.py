"""The pages about questions: asked in one form, gathered in a letter, answered and settled in the list."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from agreements.models import AgreementQuestion, Mark, SettledHow
from agreements.moves import MoveKind
from agreements.services import questions as services
from agreements.services.checklist import Found
from projects.models import Project
from tests.agreements.asking import act, answer, ask, fresh, mark, send
from tests.agreements.walk import CONNECTION, GP, accepted, at_legal, jurist, of, receive, signed, step, upload
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def jurist_client(cast: Cast, client: Client) -> Client:
    """The browser of Slagelse's jurist."""
    client.force_login(jurist(cast))
    return client


def address(cast: Cast, name: str = "agreement_questions", slug: str = "databehandleraftale", **more: Any) -> str:
    return reverse(name, kwargs={"pk": cast.slagelse.pk, "slug": slug, "number": 1, **more})


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def press(client: Client, cast: Cast, question: AgreementQuestion, button: str, form: str = "act", **data: Any) -> Any:
    """One of a question's buttons, with what stands in its form."""
    prefix = f"{form}{question.number}-"
    version = {f"{prefix}version": fresh(question).version, **{prefix + name: value for name, value in data.items()}}
    return client.post(address(cast, "agreement_question", question=question.number), {"act": button, **version})


def test_a_question_before_anything_has_happened(cast: Cast, jurist_client: Client) -> None:
    assert "De sædvanlige spørgsmål er et godt sted at begynde" in text_of(jurist_client.get(address(cast)))
    assert not cast.slagelse.agreements.exists()
    data = {"ask-text": "Hvor ligger de?", "ask-clause": "Bilag C", "ask-once": str(uuid4()), "fra": "aftale"}
    answer = jurist_client.post(address(cast), data)
    assert answer["Location"] == address(cast, "agreement") + "#spoergsmaal"
    question = AgreementQuestion.objects.get()
    assert (question.text, question.clause, question.asked_by) == ("Hvor ligger de?", "Bilag C", jurist(cast))


def test_ready_text_is_edited_and_marked_as_asked(cast: Cast, jurist_client: Client) -> None:
    page = text_of(jurist_client.get(address(cast) + "?brug=stored_data"))
    assert "Hvilke oplysninger bliver gemt efter samtalen, hvor, og hvor længe?</textarea>" in page
    assert 'name="ask-usual" value="stored_data"' in page
    data = {"ask-text": "Hvad gemmer I, og hvor?", "ask-usual": "stored_data", "ask-once": str(uuid4())}
    page = text_of(jurist_client.post(address(cast), data, follow=True))
    assert 'Stillet som <a href="?vis=alle#spoergsmaal-1">nr. 1</a>' in page
    assert "?brug=stored_data" not in page


def test_what_was_typed_stays_when_it_is_refused(cast: Cast, jurist_client: Client) -> None:
    data = {"ask-text": "Er 010190-1234 med?", "ask-clause": "Bilag C", "ask-once": str(uuid4())}
    answer = jurist_client.post(address(cast), data)
    assert answer.status_code == 422
    assert "Er 010190-1234 med?</textarea>" in text_of(answer)
    assert 'value="Bilag C"' in text_of(answer)
    assert not AgreementQuestion.objects.exists()


def test_answered_and_settled_in_one_press(cast: Cast, jurist_client: Client) -> None:
    question = ask(cast)
    words = {"answer": "I Danmark.", "answered_on": f"{cast.at:%d.%m.%Y}", "answered_by": "Trifork"}
    answer = press(jurist_client, cast, question, "answer_and_settle", "answer", **words, file=upload("svar.pdf"))
    assert answer.status_code == 302
    page = text_of(jurist_client.get(answer["Location"].split("#")[0]))
    assert "I Danmark." in page
    assert f'<a href="{address(cast, "agreement_file", file=fresh(question).file_id)}">svar.pdf</a>' in page
    assert fresh(question).settled_how == SettledHow.CLEARED


def test_a_file_that_is_refused_says_so_at_its_field(cast: Cast, jurist_client: Client) -> None:
    question = ask(cast)
    words = {"answer": "Se filen.", "answered_on": f"{cast.at:%d.%m.%Y}", "answered_by": "Trifork"}
    bad = upload("svar.pdf", b"<html>hej</html>")
    answer = press(jurist_client, cast, question, "answer", "answer", **words, file=bad)
    assert answer.status_code == 422
    assert "Se filen.</textarea>" in text_of(answer)
    assert 'id="id_answer1-file_error"' in text_of(answer)
    assert not fresh(question).answered_on


def test_enter_in_a_refused_form_means_its_own_act(cast: Cast, jurist_client: Client) -> None:
    question = ask(cast)
    refused = press(jurist_client, cast, question, "correct", "correct", text="010190-1234", clause="")
    assert refused.status_code == 422
    assert '<input type="hidden" name="act" value="correct">' in text_of(refused)


@pytest.mark.parametrize(
    ("button", "form", "data", "words"),
    [
        ("correct", "correct", {"text": "", "clause": ""}, "Skriv spørgsmålet først."),
        ("answer", "answer", {"answer": "", "answered_on": ""}, "Skriv svaret, eller hvor det står."),
        ("answer", "answer", {"answer": "Ja", "answered_on": "01.01.2099"}, "Datoen ligger i fremtiden."),
        ("withdraw", "withdraw", {"reason": ""}, "Skriv en kort begrundelse."),
    ],
)
def test_faults_are_said_at_the_question(
    cast: Cast, jurist_client: Client, button: str, form: str, data: dict[str, str], words: str
) -> None:
    question = ask(cast)
    answer = press(jurist_client, cast, question, button, form, **data)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert fresh(question).version == 1


def test_a_stale_answer_is_shown_beside_what_changed_and_counts_when_sent_again(
    cast: Cast, jurist_client: Client
) -> None:
    question = ask(cast)
    answer(cast, question, "I Sverige.")
    words = {"answer": "I Danmark.", "answered_on": f"{cast.at:%d.%m.%Y}", "version": 1}
    refused = press(jurist_client, cast, question, "answer", "answer", **words)
    assert refused.status_code == 409
    page = text_of(refused)
    assert "I Danmark.</textarea>" in page
    assert "I Sverige." in page
    assert 'name="answer1-version" value="2"' in page
    assert press(jurist_client, cast, question, "answer", "answer", **{**words, "version": 2}).status_code == 302
    page = text_of(jurist_client.get(address(cast)))
    assert "Tidligere svar (1)" in page


def test_a_stale_press_changes_nothing(cast: Cast, jurist_client: Client) -> None:
    question = ask(cast)
    answer(cast, question)
    refused = press(jurist_client, cast, question, "clear", version=1)
    assert refused.status_code == 409
    assert "Se efter, og vælg så igen." in text_of(refused)
    assert press(jurist_client, cast, question, "live_with").status_code == 302
    assert press(jurist_client, cast, question, "reopen").status_code == 302
    assert fresh(question).is_open


def test_a_question_that_was_not_sent_after_all(cast: Cast, jurist_client: Client) -> None:
    question = ask(cast)
    assert "Ikke sendt alligevel" not in text_of(jurist_client.get(address(cast)))
    send(cast, question)
    assert "Ikke sendt alligevel" in text_of(jurist_client.get(address(cast)))
    assert press(jurist_client, cast, question, "unsend").status_code == 302
    assert "Spørgsmål 1 er noteret som ikke sendt." in text_of(jurist_client.get(address(cast)))
    assert fresh(question).is_unsent


def test_an_open_question_says_which_version_it_was_about(cast: Cast, jurist_client: Client) -> None:
    at_legal(cast)
    ask(cast)
    assert "stillet til version 1.0" not in text_of(jurist_client.get(address(cast)))
    receive(cast, "1.1", ago=1)
    assert "stillet til version 1.0" in text_of(jurist_client.get(address(cast)))


def test_the_filters_count_and_leave_out(cast: Cast, jurist_client: Client) -> None:
    ask(cast, "Ikke sendt?")
    send(cast, ask(cast, "Sendt?"))
    act(cast, services.withdraw_question, ask(cast, "Fortrudt?"), reason="Dobbelt")
    shown = {
        key: [word for word in ("Ikke sendt?", "Sendt?", "Fortrudt?") if f'<p class="text">{word}' in text]
        for key in ("aabne", "ikke-sendt", "lukkede", "alle", "vrøvl")
        for text in [text_of(jurist_client.get(address(cast), {"vis": key}))]
    }
    assert shown["aabne"] == ["Ikke sendt?", "Sendt?"]
    assert shown["ikke-sendt"] == ["Ikke sendt?"]
    assert shown["lukkede"] == ["Fortrudt?"]
    assert len(shown["alle"]) == 3
    assert shown["vrøvl"] == shown["aabne"]


def test_the_letter_gathers_what_is_not_sent(cast: Cast, jurist_client: Client) -> None:
    at_legal(cast)
    ask(cast, "Hvor ligger de?", clause="Bilag C")
    send(cast, ask(cast, "Sendt før?"))
    ask(cast, "Hvor længe?")
    page = text_of(jurist_client.get(address(cast, "agreement_question_letter")))
    assert "1. Bilag C: Hvor ligger de?\n3. Hvor længe?" in page
    assert "databehandleraftalen (version 1.0)" in page
    assert "<b>[frist]</b>" in page
    assert "Sendt før?" not in page
    data = {"sent_on": f"{cast.at:%d.%m.%Y}", "sent_to": "Trifork", "seen": "1:1,3:1"}
    assert jurist_client.post(address(cast, "agreement_question_letter"), data).status_code == 302
    assert AgreementQuestion.objects.unsent().count() == 0
    assert "Ingen spørgsmål at sende" in text_of(jurist_client.get(address(cast, "agreement_question_letter")))


@pytest.mark.parametrize(
    ("kind", "slug", "called"),
    [(CONNECTION, "tilslutningsaftale", "tilslutningsaftalen"), (GP, "testlaege", "aftalen")],
)
def test_other_kinds_have_a_letter_of_the_same_shape(
    cast: Cast, client: Client, kind: str, slug: str, called: str
) -> None:
    client.force_login(cast.leader)
    ask(cast, "Hvad koster det?", kind=kind, by=cast.leader)
    page = text_of(client.get(address(cast, "agreement_question_letter", slug)))
    assert f"Vi har læst {called} (version [version])" in page
    assert "1. Hvad koster det?" in page


def test_a_letter_made_before_a_correction_is_not_noted(cast: Cast, jurist_client: Client) -> None:
    question = ask(cast)
    act(cast, services.correct, question, text="Hvor ligger de?", clause="")
    data = {"sent_on": f"{cast.at:%d.%m.%Y}", "sent_to": "Support hos Trifork", "seen": "1:1"}
    answer = jurist_client.post(address(cast, "agreement_question_letter"), data)
    assert answer.status_code == 409
    assert 'value="1:2"' in text_of(answer)
    assert 'value="Support hos Trifork"' in text_of(answer)
    assert fresh(question).sent_on is None


def test_a_reader_reads(cast: Cast, client: Client) -> None:
    ask(cast)
    client.force_login(cast.observer)
    page = text_of(client.get(address(cast)))
    assert "Hvor ligger oplysningerne?" in page
    assert "Stil et spørgsmål" not in page
    assert "Brug teksten" not in page
    assert 'value="clear"' not in page


def test_the_agreement_says_what_is_open_and_the_programleder_sees_none_of_it(cast: Cast, client: Client) -> None:
    at_legal(cast)
    ask(cast, "Hvor ligger de?")
    mark(cast, d=Found(Mark.NOT_MET, note="Kun ti dage"))
    client.force_login(cast.observer)
    page = text_of(client.get(address(cast, "agreement")))
    assert "1 åbent" in page
    assert "Hvor ligger de?" in page
    assert "1 af 17 set, 1 ikke opfyldt i version 1.0." in page
    assert "Kun ti dage" in page
    client.force_login(cast.programme_manager)
    page = text_of(client.get(address(cast, "agreement")))
    assert "Spørgsmål" not in page
    assert "Tjekliste" not in page


def test_what_is_open_is_said_before_the_signature_and_forbids_nothing(cast: Cast, jurist_client: Client) -> None:
    accepted(cast)
    ask(cast)
    assert "1 spørgsmål er ikke afklaret." in text_of(jurist_client.get(address(cast, "agreement")))
    page = text_of(jurist_client.get(address(cast, "agreement_move", deed="underskrevet")))
    assert "1 spørgsmål er ikke afklaret." in page
    signed(cast)
    assert of(cast).is_in_force


def test_in_a_closed_project_nobody_asks(cast: Cast, jurist_client: Client) -> None:
    question = ask(cast)
    Project.objects.filter(pk=cast.slagelse.pk).update(closed_at=cast.at, closed_by=cast.leader)
    assert "Stil et spørgsmål" not in text_of(jurist_client.get(address(cast)))
    assert press(jurist_client, cast, question, "clear").status_code == 403


def test_the_signatory_may_ask(cast: Cast, client: Client) -> None:
    step(cast, MoveKind.TO_SIGNATURE, {"for_signature_on": cast.at.date(), "signatory_id": cast.it.pk})
    client.force_login(cast.it)
    data = {"ask-text": "Må jeg skrive under?", "ask-once": str(uuid4())}
    assert client.post(address(cast), data).status_code == 302


def test_addresses_that_are_none(cast: Cast, jurist_client: Client) -> None:
    ask(cast)
    one = address(cast, "agreement_question", question=1)
    assert jurist_client.get(one)["Location"].endswith("?vis=alle#spoergsmaal-1")
    assert jurist_client.post(one, {"act": "vrøvl"}).status_code == 404
    assert jurist_client.post(address(cast, "agreement_question", question=9), {"act": "clear"}).status_code == 404
