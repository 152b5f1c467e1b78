"""Who sees that a task waits, and what the services and the edition say of it."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from audit import clock
from audit.models import Event
from checklists.models import Edition
from checklists.rules.stuck_reasons import Reason, UnknownReason, parties_of, reasons_of, shown_first
from checklists.services.waiting import (
    AlreadyWaiting,
    Details,
    NotWaiting,
    PastDay,
    change_waiting,
    end_waiting,
    get_stuck,
)
from tests.cast import Cast
from tests.checklists.stuck import LIST, address, later, meaning, stuck
from tests.projects.test_hand_over import over
from ui.danish import long_date


def test_who_may_not_work_on_it_finds_no_button(cast: Cast, client: Client) -> None:
    for person in (cast.observer, cast.programme_manager):
        client.force_login(person)
        assert "gaar-i-staa" not in client.get(LIST.format(pk=cast.slagelse.pk)).content.decode()
        assert "gaar-i-staa" not in client.get(address(cast, "task")).content.decode()
    with pytest.raises(PermissionDenied):
        stuck(cast, by=cast.observer)


def test_the_programleder_reads_party_and_since_when_and_no_more(cast: Cast, client: Client) -> None:
    reason = meaning("trifork")
    waiting = stuck(cast)
    details = Details("trifork", "Hemmelig Hansen", "Hemmelig sag", clock.today() + timedelta(days=40))
    change_waiting(task=cast.task(), details=details, by=cast.it, version=2, at=cast.at)
    client.force_login(cast.programme_manager)
    with later(days=3):
        page = client.get(address(cast, "task")).content.decode()
    assert "Venter på Trifork" in page
    assert long_date(waiting.began_on, clock.today()) in page
    assert "<dt>Trifork</dt><dd>3 dage</dd>" in page
    for hidden in (
        "Hemmelig",
        reason.label,
        cast.it.name,
        "Spørg igen",
        long_date(details.ask_again_on, clock.today()),
    ):
        assert hidden not in page


def test_whoever_is_waited_for_reads_what_to_do_about_it(cast: Cast, client: Client) -> None:
    jurist = cast.people[Role.LEGAL_OFFICER]
    stuck(cast, "jurist")
    for person, asked in ((jurist, True), (cast.observer, False), (cast.it, False), (cast.leader, False)):
        client.force_login(person)
        page = client.get(address(cast, "task")).content.decode()
        assert ("Det er dig, den venter på." in page) is asked
        assert (f"nævn {cast.it.name}, som så får besked" in page) is asked
    # Named, it is that person and no other.
    details = Details("jurist", cast.people[Role.SUPPORT_STAFF].name, "", clock.today() + timedelta(days=4))
    change_waiting(task=cast.task(), details=details, by=cast.it, version=2, at=cast.at)
    for person, asked in ((jurist, False), (cast.people[Role.SUPPORT_STAFF], True)):
        client.force_login(person)
        assert ("Det er dig, den venter på." in client.get(address(cast, "task")).content.decode()) is asked


def test_historik_tells_it_without_what_people_wrote(cast: Cast) -> None:
    stuck(cast)
    details = Details("trifork", "Hemmelig Hansen", "Hemmelig sag", clock.today())
    change_waiting(task=cast.task(), details=details, by=cast.it, version=2, at=cast.at)
    change_waiting(task=cast.task(), details=replace(details, party="it"), by=cast.it, version=3, at=cast.at)
    end_waiting(task=cast.task(), by=cast.it, version=4, at=cast.at)
    title, today = cast.task().title, long_date(clock.today())
    told = [event.sentence for event in Event.objects.of_project(cast.slagelse.pk).about("G31").order_by("pk")]
    who = cast.it.name
    assert told == [
        f"{who} meldte, at G31 »{title}« er gået i stå og venter på Trifork (»{meaning('trifork').label}«).",
        f"{who} rettede, hvad G31 »{title}« venter på. Der bliver spurgt igen {today}.",
        f"{who} rettede, at G31 »{title}« nu venter på it-afdelingen.",
        f"{who} meldte, at G31 »{title}« ikke længere venter på it-afdelingen.",
    ]


def test_services_refuse_what_cannot_be(cast: Cast) -> None:
    details = Details("trifork", "", "", clock.today())
    common: dict[str, Any] = {"by": cast.it, "at": cast.at}
    with pytest.raises(NotWaiting):
        change_waiting(task=cast.task(), details=details, version=1, **common)
    with pytest.raises(NotWaiting):
        end_waiting(task=cast.task(), version=1, **common)
    with pytest.raises(UnknownReason):
        get_stuck(task=cast.task(), reason="findes_ikke", version=1, **common)
    stuck(cast)
    with pytest.raises(AlreadyWaiting):
        stuck(cast)
    with pytest.raises(UnknownReason):
        change_waiting(task=cast.task(), details=replace(details, party="findes_ikke"), version=2, **common)
    yesterday = replace(details, ask_again_on=clock.today() - timedelta(days=1))
    with pytest.raises(PastDay):
        change_waiting(task=cast.task(), details=yesterday, version=2, **common)


def test_the_six_used_most_stand_first_in_the_order_of_the_edition(cast: Cast) -> None:
    edition = Edition.objects.newest()
    assert edition
    party = next(iter(parties_of(edition).values()))
    reasons = [Reason(letter, letter, letter, party) for letter in "abcdefgh"]

    def shown(here: str = "", everywhere: str = "") -> tuple[str, str]:
        first, more = shown_first(reasons, here=Counter(here), everywhere=Counter(everywhere))
        return "".join(r.choice for r in first), "".join(r.choice for r in more)

    assert shown() == ("abcdef", "gh")
    assert shown(here="h") == ("abcdeh", "fg")
    assert shown(everywhere="ggh") == ("abcdgh", "ef")
    # What is used here counts more than what is used elsewhere.
    assert shown(here="h", everywhere="ggffeeddccbbaa") == ("abcdeh", "fg")


def test_an_edition_without_reasons_offers_its_parties(cast: Cast) -> None:
    edition = Edition.objects.newest()
    assert edition
    bare = Edition(content={name: value for name, value in edition.content.items() if name != "stuck_reasons"})
    assert [reason.label for reason in reasons_of(bare)][:3] == [
        "Det ligger hos os selv",
        "Vi venter på it-afdelingen",
        "Vi venter på juristen",
    ]
    names = [party.in_sentence for party in parties_of(bare).values()]
    assert names == ["os selv", "it-afdelingen", "juristen", "Trifork", "MedCom", "lægepraksis", "andre"]


def test_a_successor_reads_whom_the_tasks_wait_for(cast: Cast, client: Client) -> None:
    stuck(cast)
    details = Details("trifork", "Rasmus Holm", "", clock.today() + timedelta(days=9))
    change_waiting(task=cast.task(), details=details, by=cast.it, version=2, at=cast.at)
    done = over(cast)
    client.force_login(done.successor)
    page = client.get(reverse("hand_over_letter", kwargs={"pk": cast.slagelse.pk, "hand_over": done.pk}))
    assert "Rasmus Holm har haft den siden i dag" in page.content.decode().split("Det venter I på")[1]
