"""What a file's signatures are said to mean."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from files.signatures.facts import Changed, Kind, SignatureFact, State, TimeFrom, Trust
from files.signatures.words import NO_SIGNATURE, UNREADABLE, sentence_of, verdict_of

ANNA = SignatureFact(
    field="A",
    signer="Anna Jensen",
    issuer="Prøve CA",
    signed_at=datetime(2026, 3, 3, 13, 5, tzinfo=UTC),
    time_from=TimeFrom.STAMP,
    covers_whole=True,
    intact=True,
    changed_after=Changed.NOTHING,
    trust=Trust.TRUSTED,
)
BO = replace(ANNA, field="B", signer="Bo Holm", signed_at=datetime(2026, 7, 4, 22, 30, tzinfo=UTC))
FIRST = replace(ANNA, covers_whole=False, changed_after=Changed.SIGNATURES)
STAMP = replace(BO, kind=Kind.TIMESTAMP, signer="Tiden A/S")
BROKEN = replace(ANNA, intact=False)
LOST = SignatureFact(field="C", readable=False)
AT = "3. marts 2026 kl. 14.05"
SAME = "Dokumentet er ikke ændret siden."
CHECKED = "Udsteder kontrolleret, men ikke om certifikatet er spærret."
UPKEEP = "Siden er der kun kommet oplysninger til, som ikke ændrer indholdet."
MORE = "Siden er der kun kommet flere signaturer til."


@pytest.mark.parametrize(
    ("facts", "state", "sentence"),
    [
        ([], State.NONE, NO_SIGNATURE),
        ([ANNA], State.INTACT, f"Anna Jensen skrev under {AT}. {SAME} {CHECKED}"),
        (
            [replace(ANNA, time_from=TimeFrom.SIGNER, trust=Trust.NOT_CHECKED)],
            State.INTACT,
            f"Anna Jensen skrev under {AT} (underskriverens eget ur). {SAME} Udsteder ikke kontrolleret.",
        ),
        ([replace(ANNA, signed_at=None, signer="")], State.INTACT, f"En ukendt skrev under. {SAME} {CHECKED}"),
        (
            [FIRST, BO],
            State.INTACT,
            f"Underskrevet af Anna Jensen og Bo Holm, senest 5. juli 2026 kl. 0.30. {SAME} {CHECKED}",
        ),
        (
            [replace(FIRST, trust=Trust.EXPIRED), BO],
            State.INTACT,
            "Underskrevet af Anna Jensen og Bo Holm, senest 5. juli 2026 kl. 0.30. "
            f"{SAME} Certifikatet gjaldt ikke på det tidspunkt.",
        ),
        (
            [replace(ANNA, changed_after=Changed.UPKEEP)],
            State.INTACT,
            f"Anna Jensen skrev under {AT}. {UPKEEP} {CHECKED}",
        ),
        (
            [replace(ANNA, changed_after=Changed.FORM), BO],
            State.FILLED,
            f"Anna Jensen skrev under {AT}. Siden er der udfyldt felter i dokumentet. {CHECKED}",
        ),
        (
            [replace(ANNA, changed_after=Changed.CONTENT), BO],
            State.CHANGED,
            f"Dokumentet er ændret, efter at Anna Jensen skrev under {AT}. {CHECKED}",
        ),
        (
            [replace(ANNA, changed_after=Changed.CONTENT), replace(BO, intact=False)],
            State.BROKEN,
            "Signaturen fra Bo Holm passer ikke til dokumentet: det er ændret, eller den er ikke ægte.",
        ),
        ([FIRST, LOST], State.UNREADABLE, UNREADABLE),
        (
            [FIRST, STAMP],
            State.INTACT,
            f"Anna Jensen skrev under {AT}. {MORE} {CHECKED}",
        ),
        ([STAMP], State.NONE, f"{NO_SIGNATURE} Tiden A/S satte tidsstempel 5. juli 2026 kl. 0.30. {SAME} {CHECKED}"),
        (
            [replace(STAMP, intact=False)],
            State.BROKEN,
            "Tidsstemplet fra Tiden A/S passer ikke til dokumentet: det er ændret, eller den er ikke ægte.",
        ),
    ],
)
def test_the_document_as_a_whole(facts: list[SignatureFact], state: State, sentence: str) -> None:
    verdict = verdict_of(facts)
    assert (verdict.state, verdict.sentence) == (state, sentence)


@pytest.mark.parametrize("changed", Changed)
@pytest.mark.parametrize("trust", Trust)
@pytest.mark.parametrize("intact", [True, False])
def test_every_fact_has_its_words(changed: Changed, trust: Trust, intact: bool) -> None:
    fact = replace(ANNA, changed_after=changed, trust=trust, intact=intact)
    assert sentence_of(fact).startswith(("Anna", "Signaturen", "Dokumentet"))
    assert verdict_of([fact]).state is fact.state
