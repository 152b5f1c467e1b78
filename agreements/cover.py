"""The cover sheet of a journalpakke: its facts as a reader wants them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from ui.danish import clock_time, long_date, whole_number

Rows = list[tuple[str, str]]


@dataclass(frozen=True)
class Cover:
    """What stands on it; a fact nobody knows is left out."""

    facts: Mapping[str, Any]
    requested_at: datetime

    @property
    def title(self) -> str:
        """Such as "Databehandleraftale"."""
        name: str = self.facts["agreement"]["name"]
        return name

    @property
    def parties(self) -> str:
        """The municipality and the other side."""
        return f"{self.facts['municipality']['name']} og {self.facts['agreement']['counterpart']}"

    @property
    def tables(self) -> list[tuple[str, Rows]]:
        """A heading with its rows."""
        about, file, place = self.facts["agreement"], self.facts["file"], self.facts["municipality"]
        agreement = [
            ("Kommune", f"{place['name']}, CVR {place['cvr']}"),
            ("Modpart", about["counterpart"]),
            ("Version", about["version"]),
            ("Modtaget", _day(about["received_on"])),
            ("Underskrevet", _day(about["signed_on"])),
            ("Underskrevet af", about["signed_by"]),
            ("Sendt retur", _day(about["returned_on"])),
            ("Sendt retur til", about["returned_to"]),
        ]
        lies = [
            ("Navn", file["name"]),
            ("Art", f"{file['kind']}, {whole_number(file['bytes'])} byte"),
            ("SHA-256", file["sha256"]),
            ("Lagt op", f"{_moment(datetime.fromisoformat(file['uploaded_at']))} af {file['uploaded_by']}"),
        ]
        items = [(item["number"], item["title"]) for item in self.facts["items"]]
        tables = [("Aftalen", agreement), ("Den underskrevne fil", lies), ("Punkter i MedComs guide", items)]
        return [(heading, [row for row in rows if row[1]]) for heading, rows in tables if rows]

    @property
    def foot(self) -> str:
        """Where it comes from."""
        return f"Bestilt i portalen {_moment(self.requested_at)}. Aftalen findes på {self.facts['address']}"


def _day(day: str) -> str:
    return long_date(date.fromisoformat(day)) if day else ""


def _moment(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{long_date(local.date())} {clock_time(local.time())}"
