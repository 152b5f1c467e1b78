"""The 98 municipalities."""

from datetime import date

import pytest
from django.core.management import call_command

from accounts.models import Municipality

WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)


def test_there_are_98_and_loading_again_changes_nothing(db: None) -> None:
    before = list(Municipality.objects.values())
    call_command("load_reference", verbosity=0)
    assert list(Municipality.objects.values()) == before
    assert len(before) == 98


def test_danish_order(db: None) -> None:
    names = [municipality.name for municipality in Municipality.objects.all()]
    assert names[0] == "Albertslund Kommune"
    assert names[-4:] == ["Ærø Kommune", "Aabenraa Kommune", "Aalborg Kommune", "Aarhus Kommune"]


def test_every_cvr_is_valid(db: None) -> None:
    for cvr in Municipality.objects.values_list("cvr", flat=True):
        assert sum(int(digit) * weight for digit, weight in zip(cvr, WEIGHTS, strict=True)) % 11 == 0


@pytest.mark.parametrize(
    ("code", "day", "region"),
    [
        ("0330", date(2026, 12, 31), "Sjælland"),
        ("0330", date(2027, 1, 1), "Østdanmark"),
        ("0101", date(2026, 12, 31), "Hovedstaden"),
        ("0101", date(2027, 1, 1), "Østdanmark"),
        ("0820", date(2027, 1, 1), "Nordjylland"),
    ],
)
def test_the_region_goes_by_date(db: None, code: str, day: date, region: str) -> None:
    assert Municipality.objects.get(code=code).regions.on(day).get().region == region
