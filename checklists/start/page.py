"""What the pages of Start hvor I er read from a project."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from checklists.models import Edition, Move, StartRound, Task
from checklists.moves import SETTLED, State
from checklists.playbook.aids import StartQuestion
from checklists.services.start_where_you_are import standing_moves
from checklists.start.form import Known
from projects.manning import holdings_on, manned_roles
from projects.models import Project, RoleHolding


def questions_for(project: Project) -> list[StartQuestion]:
    """The questions of the edition the project runs by; none in one from before there were any."""
    edition = Edition.objects.of_project(project)
    return edition.start_questions if edition else []


def known_of(project: Project, *, on: date) -> Known:
    """What need not be asked in this project."""
    states = dict(Task.objects.filter(project=project).values_list("number", "state"))
    held = holdings_on([project], on=on)
    manned = manned_roles(project, held)
    return Known(
        settled={number for number, state in states.items() if state in SETTLED},
        done={number for number, state in states.items() if state == State.DONE},
        holders={role: list(dict.fromkeys(h.user.name for h in held if h.role == role)) for role in manned},
    )


def people_of(project: Project, *, on: date) -> list[str]:
    """Names to choose from where a person is asked for."""
    held = RoleHolding.objects.on(on).filter(project=project)
    return list(held.order_by("user__name").values_list("user__name", flat=True).distinct())


def rounds_of(project: Project) -> list[StartRound]:
    """The times the questions were answered, the last first."""
    return list(project.start_rounds.select_related("answered_by", "undone_by"))


@dataclass(frozen=True)
class RoundRow:
    """A task that the answers closed; `stands` until somebody has moved it."""

    move: Move
    stands: bool


class RoundPage:
    """One set of answers and what became of it."""

    def __init__(self, answered: StartRound) -> None:
        self.round = answered

    @cached_property
    def rows(self) -> list[RoundRow]:
        """The tasks in the guide's order."""
        standing = {move.pk for move in standing_moves(self.round)}
        moves = self.round.moves.select_related("task__item", "evidence").order_by("task__item__position")
        return [RoundRow(move, move.pk in standing) for move in moves]

    @property
    def lacking(self) -> int:
        """How many of them lack their proof now."""
        return sum(row.move.task.proof_missing for row in self.rows)

    @property
    def to_open(self) -> list[Move]:
        """What taking the answers back would open."""
        return [row.move for row in self.rows if row.stands and not self.round.undone_at]

    @property
    def moved_since(self) -> list[Move]:
        """What would stay as it is."""
        return [row.move for row in self.rows if not row.stands]
