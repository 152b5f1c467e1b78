"""Everything the page of one agreement shows, read once."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from accounts.roles import Act
from agreements.deeds import OF_MOVE, Deed, open_deeds
from agreements.forms.base import Basis, MoveForm
from agreements.kinds import Kind
from agreements.models import Agreement, AgreementMove, AgreementVersion, Position
from agreements.moves import MoveKind, Step
from agreements.rules.open_moves import next_move
from agreements.rules.rights import may_work
from agreements.shown.desk import DeskLine
from agreements.shown.files import AgreementFiles
from agreements.shown.walk import WalkRow, walk_of
from audit.models import Event, EventQuerySet
from checklists.models import Task
from checklists.ready_messages import ReadyMessage, ReadyMessages
from projects.access import Standing
from ui.danish import long_date

EVENTS_SHOWN = 8


def called(kind: Kind, agreement: Agreement, *, names: bool) -> str:
    """Its heading: "Databehandleraftale", "Aftale med testlæge: Lægerne på Torvet", "Supportaftale nr. 2"."""
    if names and agreement.practice:
        return f"{kind.name}: {agreement.practice}"
    return kind.name if agreement.number == 1 and not kind.several else f"{kind.name} nr. {agreement.number}"


@dataclass
class AgreementPage:
    """One agreement for one reader. Without the right to see the work, only states and dates are read."""

    standing: Standing
    kind: Kind
    agreement: Agreement
    today: date

    @cached_property
    def moves(self) -> list[AgreementMove]:
        """What happened, in order."""
        return list(self.agreement.moves.all()) if self.agreement.pk else []

    @cached_property
    def versions(self) -> list[AgreementVersion]:
        """As received, the newest first."""
        return list(self.agreement.versions.all()) if self.agreement.pk else []

    @property
    def last_move(self) -> AgreementMove | None:
        """The last of them."""
        return self.moves[-1] if self.moves else None

    @property
    def see_work(self) -> bool:
        """May the reader see names, files and what was said?"""
        return self.standing.may(Act.SEE_WORK)

    @cached_property
    def may_work(self) -> bool:
        """May the reader move it?"""
        return may_work(self.standing, self.kind, self.agreement)

    @property
    def heading(self) -> str:
        """What it is called."""
        return called(self.kind, self.agreement, names=self.see_work)

    @property
    def label(self) -> str:
        """How far it is, in a word."""
        return "Ophørt" if self.agreement.ended_on else self.kind.label(self.agreement.step)

    @property
    def means(self) -> str:
        """The same in a sentence."""
        # The playbook's sentences are about what is sent to be read.
        is_read = Step.RECEIVED in self.kind.walked and not self.agreement.ended_on
        return self.kind.means(self.agreement.step) if is_read and self.see_work else ""

    @cached_property
    def line(self) -> DeskLine:
        """Whose desk."""
        about = (self.kind, self.agreement, self.moves, self.today)
        return DeskLine(*about, roles=self.standing.roles, outside=not self.see_work)

    @cached_property
    def walk(self) -> list[WalkRow]:
        """Its steps."""
        return walk_of(self.kind, self.agreement, next(iter(self.versions), None), facts=self.see_work)

    @cached_property
    def files(self) -> AgreementFiles:
        """Its files."""
        return AgreementFiles(self.kind, self.agreement, self.versions)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """(label, text) of what was said and agreed, and stands nowhere else on the page."""
        known, reasons = self.agreement, [move.reason for move in self.moves if move.reason]
        says_more = known.position_note or known.position != Position.ACCEPT
        position = Position(known.position).label if known.position and says_more and not self.kind.several else ""
        said = (
            ("Stilling", ". ".join(filter(None, (position, known.position_note)))),
            ("Testdag", long_date(known.test_on) if known.test_on else ""),
            ("Tidsrum og vilkår", known.terms),
            ("Den underskrevne ligger", "" if known.signed_file_id else known.signed_place),
            ("Ophørt, fordi", known.end_reason),
            ("Seneste begrundelse", reasons[-1] if reasons and reasons[-1] != known.end_reason else ""),
        )
        return [(label, text) for label, text in said if text]

    @property
    def control_is_due(self) -> bool:
        """Has the day of the yearly control come?"""
        day = self.agreement.control_on
        return bool(day and day <= self.today and self.agreement.is_in_force)

    @cached_property
    def deeds(self) -> list[Deed]:
        """What the reader can do now."""
        return open_deeds(self.kind, self.agreement) if self.may_work else []

    @cached_property
    def next(self) -> Deed | None:
        """What usually comes next."""
        move = next_move(self.kind, self.agreement)
        return OF_MOVE[move] if move and self.may_work else None

    @property
    def others(self) -> list[tuple[Deed, str]]:
        """What can be done besides, with its heading."""
        open_on_page = (self.next, self.early_signing)
        return [(deed, deed.heading(self.kind, self.agreement)) for deed in self.deeds if deed not in open_on_page]

    @property
    def early_signing(self) -> Deed | None:
        """The signature, where it is near but not next: the signed paper may come before anybody sent for it."""
        near = self.next and self.next.move == MoveKind.TO_SIGNATURE
        return OF_MOVE[MoveKind.SIGN] if near else None

    @cached_property
    def basis(self) -> Basis:
        """What its forms begin with."""
        return Basis(self.standing, self.kind, self.agreement, self.today)

    @cached_property
    def next_form(self) -> MoveForm | None:
        """The form of the next step."""
        return self.next.form(prefix=self.next.slug, basis=self.basis) if self.next else None

    @cached_property
    def signing_form(self) -> MoveForm | None:
        """The form of an early signature."""
        deed = self.early_signing
        return deed.form(prefix=deed.slug, basis=self.basis) if deed else None

    @property
    def next_heading(self) -> str:
        """The heading of the next step."""
        return self.next.heading(self.kind, self.agreement) if self.next else ""

    @cached_property
    def letter(self) -> ReadyMessage | None:
        """The letter that asks for it, until it is here (G40, G45, G46)."""
        number = self.kind.data.get("letter_of")
        if not number or not self.may_work or self.agreement.step not in {Step.NOT_REQUESTED, Step.REQUESTED}:
            return None
        tasks = Task.objects.select_related("item__edition").filter(project=self.standing.project, number=number)
        task = tasks.first()
        messages = ReadyMessages(self.standing, task, self.today).messages if task else []
        return messages[0] if messages else None

    @cached_property
    def history(self) -> list[Event]:
        """The last things that happened to it, as Historik has them."""
        return list(events_of(self.agreement)[:EVENTS_SHOWN]) if self.agreement.pk and self.see_work else []


def events_of(agreement: Agreement) -> EventQuerySet:
    """What Historik says of it, the newest first."""
    return Event.objects.of_project(agreement.project_id).about(f"aftale {agreement.pk}").latest_first()
