"""What is known is put right, whatever step it belongs to."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms

from agreements.forms.base import Basis, MoveForm
from agreements.forms.fields import day, line, reference, text
from agreements.moves import ORDER, Step

# The fields of a step that was reached; what counts for a position is said by taking one.
FIELDS: Mapping[Step, tuple[str, ...]] = {
    Step.REQUESTED: ("counterpart", "asked_on", "asked_whom"),
    Step.AT_LEGAL: ("sent_to", "sent_on"),
    Step.POSITION: ("decider", "position_on", "position_note"),
    Step.TO_SIGNATURE: ("signatories", "for_signature_on"),
    Step.SIGNED: ("signed_by", "signed_on", "signed_place", "test_on", "terms"),
    Step.RETURNED: ("returned_to", "returned_on"),
    Step.FILED: ("case_number", "filed_on"),
}
OF_SEVERAL = {"test_on", "terms"}


class CorrectForm(MoveForm):
    """The facts of the steps it has come to."""

    expected_on = day("Svar ventet", required=False)
    counterpart = forms.ChoiceField(label="Hvem er den med?", widget=forms.RadioSelect, required=False)
    asked_on = day("Bedt om den", required=False)
    asked_whom = line("Hvem spurgte I?")
    sent_to = line("Hvem læser den?")
    sent_on = day("Sendt til læsning", required=False)
    decider = line("Hvem tog stilling?")
    position_on = day("Stilling taget", required=False)
    position_note = text("Hvad blev der sagt?", required=False)
    signatories = line("Hvem skriver under?")
    for_signature_on = day("Sendt til underskrift", required=False)
    signed_by = line("Hvem har skrevet under?")
    signed_on = day("Underskrevet", required=False)
    signed_place = reference("Hvor ligger den underskrevne?")
    test_on = day("Testdag", required=False)
    terms = text("Tidsrum og vilkår", required=False)
    returned_to = line("Sendt retur til")
    returned_on = day("Sendt retur", required=False)
    case_number = reference("Sagsnummer")
    filed_on = day("Journaliseret", required=False)

    def __init__(self, *args: Any, basis: Basis, **kwargs: Any) -> None:
        super().__init__(*args, basis=basis, **kwargs)
        shown = {"seen", *_shown(basis)}
        for name in [name for name in self.fields if name not in shown]:
            del self.fields[name]
        self.unmarked(*self.fields)
        if "counterpart" in self.fields:
            field = cast(forms.ChoiceField, self.fields["counterpart"])
            field.choices, field.required = basis.kind.counterparts, bool(basis.agreement.counterpart)

    def begins_with(self, basis: Basis) -> dict[str, Any]:
        """What is known."""
        return {name: getattr(basis.agreement, name) for name in self.base_fields if name != "seen"}

    @property
    def facts(self) -> dict[str, Any]:
        """What was changed, emptied fields too; a day that has passed since may stand."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name != "seen"}


def _shown(basis: Basis) -> set[str]:
    agreement, kind = basis.agreement, basis.kind
    reached = ORDER.index(Step(agreement.step))
    names = {
        name for step, own in FIELDS.items() if step in kind.walked and ORDER.index(step) <= reached for name in own
    }
    if len(kind.counterparts) == 1:
        names.discard("counterpart")
    names -= {"signed_place"} if kind.several else OF_SEVERAL
    return names | (set() if agreement.is_signed else {"expected_on"})
