"""From the request to the signature (G43–G48)."""

from typing import Any, cast

from django import forms

from accounts.roles import Act, Role, roles_with
from agreements.forms.base import Basis, MoveForm
from agreements.forms.fields import day, expected, line, reference, text
from agreements.models import Position
from agreements.moves import Step
from ui.fields import GuardedFilesField, GuardedTextField

LABEL = 60
ANSWERS_OF_A_GP = [
    (Position.ACCEPT, "De vil gerne"),
    (Position.QUESTIONS, "De har spørgsmål"),
    (Position.OBJECTIONS, "De siger nej"),
]
NOBODY = "Ingen bestemt"


class _Counterpart(MoveForm):
    """With whom it is made; asked where there is a choice."""

    counterpart = forms.ChoiceField(label="Hvem er den med?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, basis: Basis, **kwargs: Any) -> None:
        super().__init__(*args, basis=basis, **kwargs)
        choices = basis.kind.counterparts
        if len(choices) == 1:
            del self.fields["counterpart"]
            return
        field = cast(forms.ChoiceField, self.fields["counterpart"])
        field.choices = choices
        field.initial = basis.agreement.counterpart or choices[0][0]


class RequestForm(_Counterpart):
    """The other side was asked for it."""

    asked_on = day("Hvornår?")
    asked_whom = line("Hvem spurgte I?", help_text="Fx en postkasse eller en funktion.")
    expected_on = expected("Hvornår venter I svar?")

    def begins_with(self, basis: Basis) -> dict[str, Any]:
        """Today, and whom one asked before."""
        return {"asked_on": basis.today, "asked_whom": basis.agreement.asked_whom}


class ReceiveForm(_Counterpart):
    """A version came."""

    documents = GuardedFilesField(
        label="Aftalen med alle bilag", required=False, help_text="Vælg alle filer på én gang, eller træk dem hertil."
    )
    label = GuardedTextField(
        label="Hvilken version er det?",
        max_length=LABEL,
        help_text="Som den selv kalder sig, fx 1.1.",
        error_messages={"required": "Skriv versionen, som den står i aftalen."},
        widget=forms.TextInput(attrs={"class": "w-s"}),
    )
    received_on = day("Modtaget den")
    place = reference("Hvor ligger den, hvis den ikke skal ligge her?", help_text="Fx sagsnummer.")

    def begins_with(self, basis: Basis) -> dict[str, Any]:
        """Today."""
        return {"received_on": basis.today}


class SendForm(MoveForm):
    """It was given to whoever reads it."""

    sent_to = line("Hvem læser den?", required=True)
    sent_on = day("Sendt den")
    expected_on = expected("Hvornår venter I svar?")

    def begins_with(self, basis: Basis) -> dict[str, Any]:
        """The jurist, today."""
        return {"sent_on": basis.today, "sent_to": basis.agreement.sent_to or basis.names(Role.LEGAL_OFFICER)}


class PositionForm(MoveForm):
    """What the municipality says to it; of a GP, what the practice says."""

    position = forms.ChoiceField(label="Hvad siger I til den?", choices=Position.choices, widget=forms.RadioSelect)
    decider = line("Hvem har besluttet det?", required=True)
    position_on = day("Hvornår?")
    position_note = text("Hvorfor, eller hvad skal ændres?", required=False)
    expected_on = expected("Hvornår venter I svar fra modparten?")

    def __init__(self, *args: Any, basis: Basis, **kwargs: Any) -> None:
        super().__init__(*args, basis=basis, **kwargs)
        if Step.RECEIVED not in basis.kind.walked:
            position = cast(forms.ChoiceField, self.fields["position"])
            position.label, position.choices = "Hvad svarede de?", ANSWERS_OF_A_GP
            self.fields["decider"].label, self.fields["decider"].required = "Hvem svarede?", False

    def begins_with(self, basis: Basis) -> dict[str, Any]:
        """The reader, today: whoever reads it says so."""
        asked = Step.RECEIVED not in basis.kind.walked
        return {"position_on": basis.today, "decider": "" if asked else basis.standing.user.name}

    def clean(self) -> None:
        """Nobody can mend an objection that nobody wrote down."""
        super().clean()
        if self.cleaned_data.get("position") == Position.OBJECTIONS and not self.cleaned_data.get("position_note"):
            self.add_error("position_note", "Skriv, hvad I har imod aftalen.")


class ToSignatureForm(MoveForm):
    """It lies with whoever may sign."""

    signatories = line("Hvem skriver under?", help_text="Navn og titel. Er der flere, så skriv dem i rækkefølge.")
    signatory_id = forms.TypedChoiceField(
        label="Er det en, der er med i projektet?",
        required=False,
        coerce=int,
        empty_value=None,
        help_text="Så får vedkommende den på Mine opgaver og kan lægge den underskrevne op.",
    )
    for_signature_on = day("Sendt til underskrift den")
    expected_on = expected("Hvornår venter I, at den er underskrevet?")

    def __init__(self, *args: Any, basis: Basis, **kwargs: Any) -> None:
        super().__init__(*args, basis=basis, **kwargs)
        people = {
            held.user.pk: held.user.name for held in basis.holdings if held.role in roles_with(Act.WORK_OWN_TASKS)
        }
        field = cast(forms.TypedChoiceField, self.fields["signatory_id"])
        field.choices = [("", NOBODY), *people.items()]

    def begins_with(self, basis: Basis) -> dict[str, Any]:
        """What is known of who signs, today."""
        known = basis.agreement
        return {
            "for_signature_on": basis.today,
            "signatories": known.signatories,
            "signatory_id": known.signatory_id or "",
        }

    @property
    def facts(self) -> dict[str, Any]:
        """Nobody is an answer too: whoever was chosen before may no longer move it."""
        return {**super().facts, "signatory_id": self.cleaned_data["signatory_id"]}


class RefuseForm(MoveForm):
    """Whoever was to sign would not."""

    reason = text("Hvorfor blev den afvist?", error_messages={"required": "Skriv kort, hvorfor den blev afvist."})
    decider = line("Hvem afviste den?")
    position_on = day("Hvornår?")

    def begins_with(self, basis: Basis) -> dict[str, Any]:
        """Today, and who was to sign."""
        known = basis.agreement
        return {"position_on": basis.today, "decider": known.signatory.name if known.signatory else known.signatories}
