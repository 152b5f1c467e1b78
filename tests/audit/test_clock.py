"""One clock, that the demo and tests may shift."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from audit import clock

DK = ZoneInfo("Europe/Copenhagen")


def test_it_is_now() -> None:
    assert abs(clock.now() - datetime.now(DK)) < timedelta(seconds=5)


def test_it_can_be_shifted_and_ticks_on() -> None:
    then = datetime(2026, 3, 4, 9, 30, tzinfo=DK)
    with clock.shifted_to(then):
        assert timedelta(0) <= clock.now() - then < timedelta(seconds=5)
        assert clock.today().isoformat() == "2026-03-04"
    assert clock.now() > then


def test_the_day_is_the_danish_one() -> None:
    assert clock.day_of(datetime(2026, 6, 30, 22, 30, tzinfo=ZoneInfo("UTC"))).isoformat() == "2026-07-01"
