"""What a person can do to an agreement on its pages: the words, the form, and the service behind it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from agreements.forms.base import MoveForm
from agreements.forms.correct import CorrectForm
from agreements.forms.moves import PositionForm, ReceiveForm, RefuseForm, RequestForm, SendForm, ToSignatureForm
from agreements.forms.signed import (
    ControlForm,
    EndForm,
    FiledForm,
    ReturnForm,
    SignForm,
    TakeBackForm,
    WithdrawForm,
)
from agreements.kinds import Kind
from agreements.models import Agreement
from agreements.moves import MoveKind
from agreements.rules.open_moves import open_moves
from agreements.services.ending import end
from agreements.services.signing import sign
from agreements.services.steps import note_step
from agreements.services.taking_back import take_back, to_take_back, withdraw_signed
from agreements.services.versions import receive_version

# The service, given whose agreement, by whom and when, and the valid form.
Carry = Callable[[dict[str, Any], Any], object]


@dataclass(frozen=True)
class Deed:
    """One thing to do. `slug` is its word in addresses, `words` its heading, `own_words` that of some kinds."""

    slug: str
    move: MoveKind
    words: str
    form: type[MoveForm]
    carry_out: Carry
    button: str = "Gem"
    own_words: Mapping[str, str] = field(default_factory=dict)

    def heading(self, kind: Kind, agreement: Agreement) -> str:
        """Its heading on the pages of a kind."""
        if self.move == MoveKind.SIGN and agreement.is_signed:
            return "Læg et nyt underskrevet eksemplar op"
        if self.move == MoveKind.RECEIVE and agreement.step not in {"not_requested", "requested"}:
            return "Der er kommet en ny version"
        return self.own_words.get(kind.key, self.words)


def _note(move: MoveKind) -> Carry:
    return lambda given, form: note_step(
        **given, move=move, facts=form.facts, reason=form.why, not_cpr=form.confirmed_not_cpr
    )


def _receive(given: dict[str, Any], form: MoveForm) -> object:
    return receive_version(**given, facts=form.facts, uploads=form.uploads, not_cpr=form.confirmed_not_cpr)


def _sign(given: dict[str, Any], form: MoveForm) -> object:
    upload = next(iter(form.uploads), None)
    return sign(**given, facts=form.facts, upload=upload, not_cpr=form.confirmed_not_cpr)


def _end(given: dict[str, Any], form: MoveForm) -> object:
    return end(**given, on=form.cleaned_data["ended_on"], reason=form.why)


def _withdraw(given: dict[str, Any], form: MoveForm) -> object:
    return withdraw_signed(**given, reason=form.why)


def _take_back(given: dict[str, Any], form: MoveForm) -> object:
    return take_back(**given)


WITHDRAW = "traek-tilbage"
GP, SUPPORT = "test_gp_agreement", "support_agreement"
DEEDS = (
    Deed(
        "bedt-om", MoveKind.REQUEST, "Jeg har bedt om den", RequestForm, _note(MoveKind.REQUEST),
        own_words={GP: "Jeg har spurgt praksissen", SUPPORT: "Udkastet er sendt"},
    ),
    Deed("modtaget", MoveKind.RECEIVE, "Aftalen er modtaget", ReceiveForm, _receive),
    Deed("sendt", MoveKind.SEND, "Sendt til den, der læser den", SendForm, _note(MoveKind.SEND)),
    Deed(
        "stilling", MoveKind.POSITION, "Tag stilling", PositionForm, _note(MoveKind.POSITION),
        own_words={GP: "Praksissen har svaret", SUPPORT: "Supporten har svaret"},
    ),
    Deed(
        "til-underskrift", MoveKind.TO_SIGNATURE, "Sendt til underskrift", ToSignatureForm,
        _note(MoveKind.TO_SIGNATURE),
    ),
    Deed("afvist", MoveKind.REFUSE, "Underskriften blev afvist", RefuseForm, _note(MoveKind.REFUSE)),
    Deed(
        "underskrevet", MoveKind.SIGN, "Læg den underskrevne op", SignForm, _sign,
        own_words={GP: "Det er aftalt", SUPPORT: "Den er godkendt"},
    ),
    Deed("retur", MoveKind.RETURN, "Sendt retur til modparten", ReturnForm, _note(MoveKind.RETURN)),
    Deed("journaliseret", MoveKind.FILE, "Journaliseret", FiledForm, _note(MoveKind.FILE)),
    Deed("kontrol", MoveKind.CORRECT, "Dato for næste kontrol", ControlForm, _note(MoveKind.CORRECT)),
    Deed("ret", MoveKind.CORRECT, "Ret oplysninger", CorrectForm, _note(MoveKind.CORRECT)),
    Deed("tag-tilbage", MoveKind.TAKE_BACK, "Tag det sidste skridt tilbage", TakeBackForm, _take_back, "Tag tilbage"),
    Deed(
        WITHDRAW, MoveKind.TAKE_BACK, "Træk det underskrevne eksemplar tilbage", WithdrawForm, _withdraw,
        "Træk tilbage",
    ),
    Deed("ophoert", MoveKind.END, "Aftalen er ophørt", EndForm, _end),
)  # fmt: skip
BY_SLUG = {deed.slug: deed for deed in DEEDS}
OF_MOVE: Mapping[MoveKind, Deed] = {
    deed.move: deed for deed in DEEDS if deed.move not in {MoveKind.CORRECT, MoveKind.TAKE_BACK}
}


def open_deeds(kind: Kind, agreement: Agreement) -> list[Deed]:
    """What can be done now, in the order of the walk."""
    moves = set(open_moves(kind, agreement))
    last = to_take_back(agreement) if agreement.pk and not agreement.replaced_by_id else None
    apart = {
        "kontrol": kind.yearly_control and agreement.is_in_force,
        "ret": MoveKind.CORRECT in moves and agreement.step != "not_requested",
        "tag-tilbage": last is not None,
        WITHDRAW: agreement.is_in_force and agreement.pk is not None,
    }
    return [deed for deed in DEEDS if apart.get(deed.slug, deed.move in moves)]
