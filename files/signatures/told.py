"""What a page says of the signatures in stored files."""

from collections.abc import Collection
from dataclasses import dataclass, field

from files.models import FileVersion, Signature, SignatureReading
from files.signatures.facts import SignatureFact, State
from files.signatures.words import IN_SHORT, UNREADABLE, Verdict, sentence_of, verdict_of

BAD = {State.CHANGED, State.BROKEN, State.UNREADABLE}
READING_SHORT = "Signaturer læses"
READING = "Filens signaturer læses. Se igen om lidt."


@dataclass(frozen=True)
class Told:
    """One file version: how far the reading is (waiting, read, failed), the whole in a sentence, and each line."""

    reading: str
    verdict: Verdict
    facts: list[SignatureFact] = field(default_factory=list)

    @property
    def is_waiting(self) -> bool:
        """Is it still to be read?"""
        return self.reading == SignatureReading.State.WAITING

    @property
    def is_bad(self) -> bool:
        """True when somebody should look: changed after signing, broken, or not to be read."""
        return not self.is_waiting and self.verdict.state in BAD

    @property
    def in_short(self) -> str:
        """The whole in a few words, for a list."""
        return READING_SHORT if self.is_waiting else IN_SHORT[self.verdict.state]

    @property
    def lines(self) -> list[str]:
        """One sentence for each signature, in the order of signing."""
        return [sentence_of(fact) for fact in self.facts]


def told_of(versions: Collection[FileVersion]) -> dict[int, Told]:
    """By version's key; a version that is no PDF is not in it. Two queries, however many there are."""
    facts: dict[int, list[SignatureFact]] = {}
    for row in Signature.objects.filter(version__in=versions).order_by("position"):
        facts.setdefault(row.version_id, []).append(row.fact)
    readings = SignatureReading.objects.filter(version__in=versions)
    return {reading.version_id: _told(reading, facts.get(reading.version_id, [])) for reading in readings}


def _told(reading: SignatureReading, facts: list[SignatureFact]) -> Told:
    match reading.state:
        case SignatureReading.State.WAITING:
            return Told(reading.state, Verdict(State.UNREADABLE, READING))
        case SignatureReading.State.FAILED:
            return Told(reading.state, Verdict(State.UNREADABLE, UNREADABLE))
    return Told(reading.state, verdict_of(facts), facts)
