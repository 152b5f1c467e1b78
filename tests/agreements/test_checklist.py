"""The checklist of a databehandleraftale: points marked, looked at again, never overwritten (article 28(3))."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from agreements.kinds import kind_by_key
from agreements.models import ChecklistMark, Mark
from agreements.rules.checklist import point_keys
from agreements.services.checklist import Found, MarkedMeanwhile, mark_points
from audit.models import Event
from tests.agreements.asking import mark, met
from tests.agreements.walk import CONNECTION, DPA, at_legal, jurist, of, receive
from tests.cast import Cast
from tests.racing import race

pytestmark = pytest.mark.django_db


def newest(cast: Cast) -> dict[str, tuple[str, str]]:
    """What counts now: mark and note by point."""
    return {one.point: (one.mark, one.note) for one in ChecklistMark.objects.newest_of(of(cast))}


def test_only_what_is_new_is_written(cast: Cast) -> None:
    at_legal(cast)
    first = mark(cast, a=met(place="Side 4"), b=Found(Mark.NOT_MET, note="Mangler"))
    assert [one.of_version_id for one in first] == [of(cast).versions.get().pk] * 2
    seen = {one.point: one.pk for one in first}
    again = mark(
        cast,
        a=met(place="Side 4", seen=seen["a"]),
        b=Found(Mark.SEE_NOTE, note="Står i bilag C", seen=seen["b"]),
    )
    assert [one.point for one in again] == ["b"]
    assert newest(cast) == {"a": ("met", ""), "b": ("see_note", "Står i bilag C")}
    assert (
        Event.objects.filter(type="agreement.checked")
        .last()
        .sentence.endswith(  # type: ignore[union-attr]
            "så 1 punkt efter i tjeklisten til databehandleraftale nr. 1."
        )
    )


def test_what_was_found_stays_as_written(cast: Cast) -> None:
    at_legal(cast)
    mark(cast, a=met())
    with pytest.raises(IntegrityError), transaction.atomic():
        ChecklistMark.objects.update(mark=Mark.SEE_NOTE)


def test_another_version_is_looked_at_again(cast: Cast) -> None:
    at_legal(cast)
    (first,) = mark(cast, a=met())
    receive(cast, "1.1", ago=1)
    assert mark(cast, a=met(seen=first.pk)) == []
    (again,) = mark(cast, a=met(seen=first.pk, again=True))
    assert again.of_version == of(cast).versions.first()
    assert mark(cast, a=met(seen=first.pk, again=True)) == []


def test_what_somebody_marked_meanwhile_is_not_overwritten(cast: Cast) -> None:
    at_legal(cast)
    (mine,) = mark(cast, a=met())
    mark(cast, a=Found(Mark.NOT_MET, note="Nej", seen=mine.pk))
    with pytest.raises(MarkedMeanwhile) as refusal:
        mark(cast, a=Found(Mark.SEE_NOTE, note="Måske", seen=mine.pk), c=met())
    assert refusal.value.points == ["a"]
    assert newest(cast) == {"a": ("not_met", "Nej")}
    # Left alone by me, changed by another: no quarrel.
    mark(cast, a=met(seen=mine.pk), c=met())
    assert newest(cast) == {"a": ("not_met", "Nej"), "c": ("met", "")}


@pytest.mark.parametrize("bad", [Mark.NOT_MET, Mark.SEE_NOTE])
def test_a_note_is_needed(cast: Cast, bad: Mark) -> None:
    at_legal(cast)
    with pytest.raises(ValueError, match="need a note"):
        mark(cast, a=Found(bad))


def test_points_a_kind_does_not_have(cast: Cast) -> None:
    assert len(point_keys(kind_by_key(DPA))) == 17
    given = {"number": 1, "found": {"a": met()}, "of_version": None, "by": jurist(cast), "at": cast.at}
    with pytest.raises(LookupError):
        mark_points(project=cast.slagelse, kind=kind_by_key(CONNECTION), **given)  # type: ignore[arg-type]
    with pytest.raises(PermissionDenied):
        mark_points(project=cast.slagelse, kind=kind_by_key(DPA), **{**given, "by": cast.observer})  # type: ignore[arg-type]


@pytest.mark.django_db(transaction=True)
def test_two_save_at_once(live_cast: Cast) -> None:
    cast = live_cast
    at_legal(cast)
    made = race(
        lambda: mark(cast, a=met(place="Side 1")),
        lambda: mark(cast, a=Found(Mark.NOT_MET, note="Mangler"), b=met()),
    )
    refused = [one for one in made if isinstance(one, MarkedMeanwhile)]
    assert [one.points for one in refused] == [["a"]]
    assert ChecklistMark.objects.filter(point="a").count() == 1
