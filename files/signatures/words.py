"""What the signatures of a file mean, in plain words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from files.signatures.facts import Changed, Kind, SignatureFact, State, TimeFrom, Trust
from ui.danish import MONTHS, clock_time

NO_SIGNATURE = "Der er ingen digital signatur i filen."
UNREADABLE = "Signaturen kunne ikke læses."
IN_SHORT = {
    State.NONE: "Ingen signatur",
    State.INTACT: "Underskrevet",
    State.FILLED: "Underskrevet, udfyldt siden",
    State.CHANGED: "Ændret efter underskrift",
    State.UNREADABLE: "Signatur kan ikke læses",
    State.BROKEN: "Signatur passer ikke til filen",
}
_DANISH_TIME = ZoneInfo("Europe/Copenhagen")
_SINCE = {
    Changed.NOTHING: "Dokumentet er ikke ændret siden.",
    Changed.SIGNATURES: "Siden er der kun kommet flere signaturer til.",
    Changed.UPKEEP: "Siden er der kun kommet oplysninger til, som ikke ændrer indholdet.",
    Changed.FORM: "Siden er der udfyldt felter i dokumentet.",
}
_TRUST = {
    Trust.TRUSTED: "Udsteder kontrolleret, men ikke om certifikatet er spærret.",
    Trust.NOT_CHECKED: "Udsteder ikke kontrolleret.",
    Trust.EXPIRED: "Certifikatet gjaldt ikke på det tidspunkt.",
    Trust.WRONG: "Certifikatet må ikke bruges til underskrift.",
    Trust.WEAK: "Signaturen bruger en forældet metode, som ikke er sikker.",
}


@dataclass(frozen=True)
class Verdict:
    """What to say of the whole document."""

    state: State
    sentence: str


def when(fact: SignatureFact) -> str:
    """The signing time in Danish time, and whose clock it is; empty when nobody says."""
    if fact.signed_at is None:
        return ""
    return moment(fact.signed_at) + (" (underskriverens eget ur)" if fact.time_from is TimeFrom.SIGNER else "")


def moment(at: datetime) -> str:
    """A moment as `3. marts 2026 kl. 14.05`, Danish time."""
    day = at.astimezone(_DANISH_TIME)
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year} {clock_time(day.time())}"


def trust_words(fact: SignatureFact) -> str:
    """What is known of the issuer; empty for a signature that says nothing."""
    return _TRUST[fact.trust] if fact.readable and fact.intact else ""


def sentence_of(fact: SignatureFact) -> str:
    """One signature: by whom, when, what came after, and what is known of the issuer."""
    match fact.state:
        case State.UNREADABLE:
            return UNREADABLE
        case State.BROKEN:
            return f"{_what(fact)} fra {_name(fact)} passer ikke til dokumentet: det er ændret, eller den er ikke ægte."
        case State.CHANGED:
            return f"Dokumentet er ændret, efter at {_signed(fact)}. {trust_words(fact)}"
    told = _signed(fact)
    return f"{told[0].upper()}{told[1:]}. {_SINCE[fact.changed_after]} {trust_words(fact)}"


def verdict_of(facts: Sequence[SignatureFact]) -> Verdict:
    """The document as a whole: the worst of its signatures decides. `facts` in the order of signing."""
    signed = [fact for fact in facts if fact.kind is Kind.SIGNATURE or fact.state is not State.INTACT]
    if not signed:
        return Verdict(State.NONE, " ".join([NO_SIGNATURE, *map(sentence_of, facts)]))
    worst = max(facts, key=lambda fact: list(State).index(fact.state))
    if worst.state is State.INTACT and len(signed) > 1:
        return Verdict(State.INTACT, _all_intact(signed))
    return Verdict(worst.state, sentence_of(worst))


def _all_intact(signed: Sequence[SignatureFact]) -> str:
    *others, last = [_name(fact) for fact in signed]
    latest = f", senest {when(signed[-1])}" if signed[-1].signed_at else ""
    since = _SINCE[signed[-1].changed_after]
    trusts = list(dict.fromkeys(trust_words(fact) for fact in signed if fact.trust is not Trust.TRUSTED))
    return (
        f"Underskrevet af {', '.join(others)} og {last}{latest}. {since} {' '.join(trusts or [_TRUST[Trust.TRUSTED]])}"
    )


def _signed(fact: SignatureFact) -> str:
    at = when(fact)
    verb = "satte tidsstempel" if fact.kind is Kind.TIMESTAMP else "skrev under"
    return f"{_name(fact)} {verb}{f' {at}' if at else ''}"


def _what(fact: SignatureFact) -> str:
    return "Tidsstemplet" if fact.kind is Kind.TIMESTAMP else "Signaturen"


def _name(fact: SignatureFact) -> str:
    return fact.signer or "en ukendt"
