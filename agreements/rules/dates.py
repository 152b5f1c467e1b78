"""The order life has: nothing is signed before it was received, and nothing done lies ahead."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from agreements.models import Agreement
from ui.danish import numeric_date

# Days on which something was done. Others may lie ahead: an expected answer, a test, a control.
DONE = {
    "asked_on",
    "received_on",
    "sent_on",
    "position_on",
    "for_signature_on",
    "signed_on",
    "returned_on",
    "filed_on",
    "ended_on",
}
# (later, earlier, what the earlier is called).
ORDER = (
    ("sent_on", "received_on", "modtaget"),
    ("position_on", "received_on", "modtaget"),
    ("for_signature_on", "received_on", "modtaget"),
    ("signed_on", "received_on", "modtaget"),
    ("returned_on", "signed_on", "underskrevet"),
    ("filed_on", "signed_on", "underskrevet"),
    ("ended_on", "signed_on", "underskrevet"),
)
AHEAD = "Datoen ligger i fremtiden. Skriv den dag, det skete."
NOT_AHEAD = "Dagen er passeret. Skriv en dag fra i dag og frem."
MUST_LIE_AHEAD = {"expected_on"}


class WrongDates(Exception):
    """Days that cannot be; `faults` says by field what to write instead."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(f"{sorted(faults)} cannot be")
        self.faults = faults


def date_faults(
    agreement: Agreement, facts: Mapping[str, Any], *, received_on: date | None, on: date
) -> dict[str, str]:
    """By field, what is wrong with the days in `facts`; `received_on` is that of the version they are about."""
    faults = {name: AHEAD for name in DONE & facts.keys() if facts[name] and facts[name] > on}
    faults |= {name: NOT_AHEAD for name in MUST_LIE_AHEAD & facts.keys() if facts[name] and facts[name] < on}
    for later, earlier, word in ORDER:
        known = facts.get(earlier) or (received_on if earlier == "received_on" else getattr(agreement, earlier))
        if facts.get(later) and known and facts[later] < known:
            faults.setdefault(later, f"Den blev {word} den {numeric_date(known)}. Datoen kan ikke ligge før.")
    return faults
