"""Two at once on an agreement: nothing is lost, nothing doubled."""

from functools import partial

from agreements.kinds import kind_by_key
from agreements.models import Agreement, AgreementMove, AgreementVersion
from agreements.moves import MoveKind
from agreements.services.ending import begin_another
from agreements.services.locking import StaleAgreement
from checklists.models import Evidence
from tests.agreements.walk import DPA, accepted, day, jurist, of, receive, signed, step, upload, version_of
from tests.cast import Cast
from tests.racing import race


def test_two_jurists_sign_at_once_and_one_signature_stands(live_cast: Cast) -> None:
    accepted(live_cast)
    version = version_of(live_cast, DPA, 1)
    both = [(jurist(live_cast), "Lis Holm"), (live_cast.leader, "Per Lund")]
    results = race(
        *(
            partial(signed, live_cast, by=who, version=version, facts={"signed_by": name}, upload=upload(f"{name}.pdf"))
            for who, name in both
        )
    )
    assert {type(result) for result in results} == {Agreement, StaleAgreement}
    assert AgreementMove.objects.filter(kind=MoveKind.SIGN).count() == 1
    assert Evidence.objects.filter(task=live_cast.task("G50"), is_draft=False).count() == 1


def test_the_same_signature_sent_twice_at_once_is_one(live_cast: Cast) -> None:
    accepted(live_cast)
    version = version_of(live_cast, DPA, 1)
    results = race(*(partial(signed, live_cast, version=version) for _ in range(3)))
    assert {type(result) for result in results} == {Agreement}
    assert AgreementMove.objects.filter(kind=MoveKind.SIGN).count() == 1
    assert of(live_cast).signed_file is not None


def test_two_uploads_of_version_2_at_once_become_one(live_cast: Cast) -> None:
    receive(live_cast, "1")
    version = version_of(live_cast, DPA, 1)
    results = race(*(partial(receive, live_cast, "2", version=version, ago=1) for _ in range(2)))
    assert {type(result) for result in results} == {AgreementVersion, StaleAgreement}
    assert [found.label for found in of(live_cast).versions.all()] == ["2", "1"]
    assert of(live_cast).agreement_files.count() == 2


def test_two_who_begin_make_one(live_cast: Cast) -> None:
    asked = partial(step, live_cast, MoveKind.REQUEST, {"asked_on": day(live_cast)}, version=0)
    results = race(asked, asked)
    assert {type(result) for result in results} == {Agreement, StaleAgreement}
    assert Agreement.objects.count() == 1


def test_two_who_begin_on_the_next_get_the_same(live_cast: Cast) -> None:
    signed(live_cast)
    begin = partial(
        begin_another, project=live_cast.slagelse, kind=kind_by_key(DPA), by=live_cast.leader, at=live_cast.at
    )
    first, second = race(begin, begin)
    assert first == second
    assert Agreement.objects.filter(kind=DPA).count() == 2
    both = [partial(signed, live_cast, number=2, by=who, version=0) for who in (jurist(live_cast), live_cast.leader)]
    race(*both)
    assert Agreement.objects.in_force().count() == 1
