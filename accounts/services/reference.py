"""Reference data: the 98 municipalities and their regions."""

import csv
from datetime import date, timedelta
from pathlib import Path

from django.db import transaction

from accounts.models import Municipality, MunicipalityRegion

DATA = Path(__file__).resolve().parent.parent / "data" / "municipalities.csv"

# The municipal structure of today began on 1 January 2007.
REGIONS_BEGAN = date(2007, 1, 1)
# From 2027 Region Hovedstaden and Region Sjælland are one: Region Østdanmark.
EAST_BEGINS = date(2027, 1, 1)
EAST = "Østdanmark"
MERGED = {"Hovedstaden", "Sjælland"}


def regions_of(region: str) -> list[tuple[str, date, date | None]]:
    """(region, first day, last day) for a municipality that lay in `region` before 2027."""
    if region in MERGED:
        return [(region, REGIONS_BEGAN, EAST_BEGINS - timedelta(days=1)), (EAST, EAST_BEGINS, None)]
    return [(region, REGIONS_BEGAN, None)]


@transaction.atomic
def load_municipalities() -> int:
    """Load or correct all municipalities. Repeatable; returns how many there are."""
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        municipality, _ = Municipality.objects.update_or_create(
            code=row["code"], defaults={"name": row["name"], "slug": row["slug"], "cvr": row["cvr"]}
        )
        for region, from_on, to_on in regions_of(row["region"]):
            MunicipalityRegion.objects.update_or_create(
                municipality=municipality, from_on=from_on, defaults={"region": region, "to_on": to_on}
            )
    return len(rows)
