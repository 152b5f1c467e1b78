"""Questions about an agreement, numbered and followed to their end (G43, G44)."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.roles import Role
from agreements.kinds import kind_by_key
from agreements.models import AgreementFile, AgreementQuestion, QuestionAct, QuestionState, SettledHow
from agreements.moves import MoveNotAllowed
from agreements.rules.dates import WrongDates
from agreements.services import questions as services
from agreements.services.questions import StaleQuestion
from audit.models import Event
from tests.agreements.asking import act, answer, ask, fresh, send
from tests.agreements.walk import DPA, at_legal, day, of, receive, upload
from tests.cast import Cast
from tests.racing import race

pytestmark = pytest.mark.django_db


def test_a_question_is_numbered_and_belongs_to_the_newest_version(cast: Cast) -> None:
    at_legal(cast)
    first = ask(cast, clause="Bilag C")
    receive(cast, "1.1", ago=1)
    second = ask(cast, "Hvem er databehandler?")
    assert [first.number, second.number] == [1, 2]
    labels = [question.of_version and question.of_version.label for question in (first, second)]
    assert labels == ["1.0", "1.1"]
    assert fresh(first).is_open


def test_the_first_question_makes_the_agreement(cast: Cast) -> None:
    question = ask(cast)
    assert (question.number, question.of_version, of(cast).version) == (1, None, 0)


def test_the_same_form_twice_asks_once(cast: Cast) -> None:
    once = uuid4()
    assert ask(cast, once=once) == ask(cast, once=once)
    assert AgreementQuestion.objects.count() == 1
    assert ask(cast, "Noget andet?", once=once).number == 2


def test_what_was_sent_stays(cast: Cast) -> None:
    question = ask(cast)
    act(cast, services.correct, question, text="Hvor ligger de?", clause="4")
    assert (fresh(question).text, fresh(question).clause) == ("Hvor ligger de?", "4")
    send(cast, question)
    with pytest.raises(MoveNotAllowed):
        act(cast, services.correct, question, text="Noget helt andet", clause="")
    with pytest.raises(IntegrityError), transaction.atomic():
        AgreementQuestion.objects.filter(pk=question.pk).update(text="Noget helt andet")
    with pytest.raises(IntegrityError), transaction.atomic():
        AgreementQuestion.objects.filter(pk=question.pk).delete()
    assert [found.facts["text"] for found in QuestionAct.objects.all()] == [
        "Hvor ligger oplysningerne?",
        "Hvor ligger de?",
        "Hvor ligger de?",
    ]


def test_what_was_not_sent_after_all_may_be_corrected_and_sent_again(cast: Cast) -> None:
    at_legal(cast)
    question = ask(cast)
    send(cast, question)
    unsent = act(cast, services.mark_unsent, question)
    assert (unsent.state, unsent.sent_to) == (QuestionState.DRAFT, "")
    # The same press again says it once.
    assert act(cast, services.mark_unsent, question).version == unsent.version
    act(cast, services.correct, question, text="Hvor i Europa?", clause="")
    send(cast, question)
    answer(cast, question)
    with pytest.raises(MoveNotAllowed):
        act(cast, services.mark_unsent, question)
    done = list(question.acts.order_by("pk").values_list("kind", flat=True))
    assert done == ["ask", "send", "unsend", "correct", "send", "answer"]


def test_several_go_off_at_once_and_once_only(cast: Cast) -> None:
    one, two = ask(cast), ask(cast, "Og hvor længe?")
    assert send(cast, one, two) == [one, two]
    assert send(cast, one, two, sent_to="MedCom") == []
    assert {fresh(one).sent_to, fresh(two).sent_to} == {"Trifork"}
    event = Event.objects.filter(type="agreement.questions_sent").get()
    assert event.sentence.endswith("spørgsmål 1 og 2 til databehandleraftale nr. 1 er sendt.")


def test_a_letter_made_before_a_correction_is_stale(cast: Cast) -> None:
    question = ask(cast)
    act(cast, services.correct, question, text="Hvor ligger de?", clause="")
    with pytest.raises(StaleQuestion):
        services.mark_sent(
            project=cast.slagelse, kind=kind_by_key(DPA), number=1, versions={1: 1}, sent_on=day(cast),
            sent_to="Trifork", by=cast.leader, at=cast.at,
        )  # fmt: skip
    assert fresh(question).sent_on is None


def test_an_answer_with_its_file_settles(cast: Cast) -> None:
    question = ask(cast)
    send(cast, question)
    answer(cast, question, upload=upload("svar.pdf"), settled=True)
    now = fresh(question)
    assert (now.state, now.settled_how, now.answered_by) == ("settled", "cleared", "Trifork")
    assert now.file is not None
    assert AgreementFile.objects.get(file=now.file).use == "other"


def test_the_same_answer_twice_is_once(cast: Cast) -> None:
    question = ask(cast)
    answer(cast, question, version=1, settled=True)
    answer(cast, question, version=1, settled=True)
    assert fresh(question).version == 3
    with pytest.raises(StaleQuestion):
        answer(cast, question, "I Sverige.", version=1)


def test_a_later_answer_takes_its_place_and_the_first_is_kept(cast: Cast) -> None:
    question = ask(cast)
    answer(cast, question)
    act(cast, services.settle, question, how=SettledHow.LIVED_WITH)
    with pytest.raises(MoveNotAllowed):
        answer(cast, question, "I Irland.")
    act(cast, services.reopen, question)
    answer(cast, question, "I Irland.")
    said = [found.facts.get("answer") for found in QuestionAct.objects.filter(kind="answer")]
    assert said == ["I Danmark.", "I Irland."]
    assert fresh(question).state == "answered"


def test_withdrawn_with_a_reason_it_stays_to_be_read(cast: Cast) -> None:
    question = ask(cast)
    act(cast, services.withdraw_question, question, reason="Står i bilag B")
    assert (fresh(question).state, fresh(question).withdrawn_reason) == ("withdrawn", "Står i bilag B")
    with pytest.raises(MoveNotAllowed):
        act(cast, services.settle, question, how=SettledHow.CLEARED)
    act(cast, services.reopen, question)
    assert fresh(question).state == "withdrawn"
    assert ask(cast).number == 2


@pytest.mark.parametrize(("ago", "words"), [(-1, "fremtiden"), (5, "blev sendt")])
def test_an_answer_on_a_day_that_cannot_be(cast: Cast, ago: int, words: str) -> None:
    question = ask(cast)
    send(cast, question)
    with pytest.raises(WrongDates) as refusal:
        answer(cast, question, on=day(cast, ago))
    assert words in refusal.value.faults["answered_on"]


def test_no_text_reaches_historik(cast: Cast) -> None:
    question = ask(cast, "Hemmeligt spørgsmål")
    send(cast, question)
    answer(cast, question, "Hemmeligt svar")
    act(cast, services.withdraw_question, question, reason="Hemmelig grund")
    assert "emmelig" not in " ".join(event.sentence for event in Event.objects.all())


@pytest.mark.parametrize("role", [Role.IT_STAFF, Role.OBSERVER, Role.PRACTICE_COORDINATOR])
def test_others_may_not(cast: Cast, role: Role) -> None:
    question = ask(cast)
    acts: list[Any] = [
        lambda by: ask(cast, by=by),
        lambda by: send(cast, question, by=by),
        lambda by: answer(cast, question, by=by),
        lambda by: act(cast, services.correct, question, text="x", clause="", by=by),
        lambda by: act(cast, services.settle, question, how=SettledHow.CLEARED, by=by),
        lambda by: act(cast, services.reopen, question, by=by),
        lambda by: act(cast, services.withdraw_question, question, reason="x", by=by),
    ]
    for one in acts:
        with pytest.raises(PermissionDenied):
            one(cast.people[role])


@pytest.mark.django_db(transaction=True)
def test_two_at_once_get_different_numbers(live_cast: Cast) -> None:
    cast = live_cast
    ask(cast)
    made = race(lambda: ask(cast, "Mit?"), lambda: ask(cast, "Dit?", by=cast.leader))
    assert sorted(question.number for question in made) == [2, 3]  # type: ignore[attr-defined]
