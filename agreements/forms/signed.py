"""From the signature on (G40, G49, G50), and what ends it or takes it back."""

from datetime import date
from typing import Any

from agreements.forms.base import Basis, MoveForm
from agreements.forms.fields import day, line, reference, text
from agreements.moves import Step
from ui.fields import GuardedFileField

WHY = "Skriv en kort begrundelse."


class SignForm(MoveForm):
    """It is signed; or, signed already, a copy with both signatures has come."""

    documents = GuardedFileField(
        label="Den underskrevne aftale", required=False, help_text="Vælg filen, eller træk den hertil."
    )
    signed_on = day("Underskrevet den")
    signed_by = line("Hvem har skrevet under hos jer?")
    signed_place = reference("Hvor ligger den, hvis den ikke skal ligge her?", help_text="Fx sagsnummer.")

    def __init__(self, *args: Any, basis: Basis, **kwargs: Any) -> None:
        super().__init__(*args, basis=basis, **kwargs)
        if basis.kind.several:
            self.fields["documents"].label = "Bekræftelsen, hvis I har den som fil"
            self.fields["signed_on"].label = "Aftalt den"
            self.fields["signed_by"].label = "Kontaktperson i praksissen"
            self.fields["signed_by"].required = True
            self.fields |= {
                "test_on": day("Testdag", help_text="dd.mm.åååå. Må gerne ligge i fremtiden."),
                "terms": text("Tidsrum og vilkår", required=False),
            }
            del self.fields["signed_place"]
        elif Step.TO_SIGNATURE not in basis.kind.walked:
            self.fields["documents"].label = "Aftalen som fil"
            self.fields["signed_on"].label, self.fields["signed_by"].label = "Godkendt den", "Hvem har godkendt den?"
        else:
            # One of the two is asked for.
            self.unmarked("documents", "signed_place")

    def begins_with(self, basis: Basis) -> dict[str, Any]:
        """Today, and who was to sign."""
        known = basis.agreement
        who = known.signed_by or (known.signatory.name if known.signatory else known.signatories)
        own = {"signed_by": who, "signed_place": known.signed_place, "test_on": known.test_on, "terms": known.terms}
        return {"signed_on": known.signed_on or basis.today, **own}

    def clean(self) -> None:
        """A signature that closes an item of its own needs the paper, or where it lies."""
        super().clean()
        said = self.cleaned_data
        if Step.TO_SIGNATURE not in self.basis.kind.walked or self.errors.get("documents"):
            return
        if not said.get("documents") and (self.basis.agreement.is_signed or not said.get("signed_place")):
            self.add_error("documents", "Vælg den underskrevne aftale, eller skriv, hvor den ligger.")

    @property
    def uploads(self) -> list[Any]:
        """The file, if any."""
        file = self.cleaned_data.get("documents")
        return [file] if file else []


class ReturnForm(MoveForm):
    """The signed one was sent to the other side."""

    returned_on = day("Sendt den")
    returned_to = line("Hvem sendte I den til?")

    def begins_with(self, basis: Basis) -> dict[str, Any]:
        """The other side, today."""
        return {"returned_on": basis.today, "returned_to": basis.agreement.returned_to or basis.party}


class FiledForm(MoveForm):
    """It lies in the municipality's own records; with a yearly control, the first is planned."""

    case_number = reference("Sagsnummer", required=True, error_messages={"required": "Skriv sagsnummeret."})
    filed_on = day("Journaliseret den")
    control_on = day(
        "Første årlige kontrol", required=False, help_text="dd.mm.åååå. Portalen siger til, når dagen er gået."
    )

    def __init__(self, *args: Any, basis: Basis, **kwargs: Any) -> None:
        super().__init__(*args, basis=basis, **kwargs)
        if not basis.kind.yearly_control:
            del self.fields["control_on"]

    def begins_with(self, basis: Basis) -> dict[str, Any]:
        """Today; the control a year after the signature."""
        known = basis.agreement
        control = known.control_on or a_year_after(known.signed_on or basis.today)
        return {"case_number": known.case_number, "filed_on": known.filed_on or basis.today, "control_on": control}


class ControlForm(MoveForm):
    """When the other side is to be looked at next."""

    control_on = day("Næste årlige kontrol")

    def begins_with(self, basis: Basis) -> dict[str, Any]:
        """A year from today, or the day that stands."""
        known = basis.agreement.control_on
        return {"control_on": known if known and known >= basis.today else a_year_after(basis.today)}


class EndForm(MoveForm):
    """It is no longer in force."""

    ended_on = day("Ophørt den")
    reason = text("Hvorfor?", error_messages={"required": WHY})

    def begins_with(self, basis: Basis) -> dict[str, Any]:
        """Today."""
        return {"ended_on": basis.today}


class WithdrawForm(MoveForm):
    """The signed copy was the wrong one."""

    reason = text("Hvorfor trækker I det tilbage?", error_messages={"required": WHY})


class TakeBackForm(MoveForm):
    """The last step did not happen."""


def a_year_after(start: date) -> date:
    """The same day next year; the last of February for a leap day."""
    try:
        return start.replace(year=start.year + 1)
    except ValueError:
        return start.replace(year=start.year + 1, day=28)
