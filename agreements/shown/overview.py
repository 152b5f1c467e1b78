"""The list of a project's agreements, by kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accounts.roles import Act
from agreements.deeds import OF_MOVE
from agreements.kinds import Kind, kinds
from agreements.models import Agreement
from agreements.rules.by_hand import add_by_hand, all_closed_by_hand
from agreements.rules.open_moves import next_move
from agreements.rules.rights import may_work
from agreements.shown.agreement import called
from agreements.shown.desk import DeskLine
from projects.access import Standing


@dataclass(frozen=True)
class ListRow:
    """One agreement in the list."""

    kind: Kind
    agreement: Agreement
    heading: str
    # What tells it from the others of its kind: the practice, or its number.
    which: str
    label: str
    line: DeskLine
    # What usually comes next, for who may do it.
    next: str
    control_is_due: bool

    @property
    def is_begun(self) -> bool:
        """Has anything happened?"""
        return self.agreement.step != "not_requested"


@dataclass(frozen=True)
class KindRows:
    """The agreements of a kind: those that count, and those that ended."""

    kind: Kind
    rows: Sequence[ListRow]
    ended: Sequence[ListRow]
    may_work: bool


def overview(standing: Standing, *, on: date) -> list[KindRows]:
    """Every kind with its agreements; one nobody began on has its first, which is not there yet, but not test-GP."""
    project, every = standing.project, kinds()
    by_hand = all_closed_by_hand(project, every)
    found = list(Agreement.objects.filter(project=project).select_related("signatory").prefetch_related("moves"))
    lists = []
    for kind in every:
        own = [agreement for agreement in found if agreement.kind == kind.key]
        if not own and (not kind.several or by_hand[kind.key].steps):
            own = [Agreement(project=project, kind=kind.key, number=1)]
        for agreement in own:
            add_by_hand(agreement, by_hand[kind.key], kind)
        rows = [_row(standing, kind, agreement, on) for agreement in own]
        current = [row for row in rows if not row.agreement.ended_on]
        ended = [row for row in reversed(rows) if row.agreement.ended_on]
        lists.append(KindRows(kind, current, ended, may_work(standing, kind, Agreement())))
    return lists


def _row(standing: Standing, kind: Kind, agreement: Agreement, on: date) -> ListRow:
    names = standing.may(Act.SEE_WORK)
    move = next_move(kind, agreement) if may_work(standing, kind, agreement) else None
    moves = list(agreement.moves.all()) if agreement.pk else []
    control = agreement.control_on
    return ListRow(
        kind,
        agreement,
        called(kind, agreement, names=names),
        (agreement.practice if names else "") or f"Nr. {agreement.number}",
        "Ophørt" if agreement.ended_on else kind.label(agreement.step),
        DeskLine(kind, agreement, moves, on, roles=standing.roles, outside=not names),
        OF_MOVE[move].heading(kind, agreement) if move else "",
        bool(control and control <= on and agreement.is_in_force),
    )
