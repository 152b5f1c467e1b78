"""Everything the page of one task shows, read once."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Q

from accounts.models import User
from accounts.roles import Act
from audit.models import Event
from checklists import events
from checklists.evidence.forms import EvidenceForm, as_answers, in_words
from checklists.evidence_fields import VALID_UNTIL
from checklists.gates import Gate, GateItem
from checklists.models import Evidence, Move, Need, Task, Waiting
from checklists.moves import OPEN, SETTLED, MoveKind, moves_from
from checklists.one_task.comment_form import CommentForm
from checklists.one_task.comments import TaskComments, mentionable
from checklists.one_task.files import TaskFiles
from checklists.one_task.forms import ReasonForm
from checklists.one_task.owner import TaskOwner
from checklists.one_task.points import TaskPoints
from checklists.one_task.worked_on import WorkLine, work_line
from checklists.per_unit.panel import Panel, panel_of
from checklists.playbook.content import GateData
from checklists.ready_messages import has_messages
from checklists.rules.owners import in_place_of, people_given
from checklists.rules.readiness import Plan, TaskRow, freed_by, unmet_gates
from checklists.rules.task_rights import may_work
from checklists.rules.task_rows import plan_around, row_of
from checklists.rules.waits import Wait, wait_of
from checklists.services.undo import undoable
from checklists.task_links import TaskLink, links_of
from checklists.waiting.page import WaitingPanel
from projects.absence_list import stand_ins
from projects.access import Standing
from projects.manning import holdings_on
from projects.models import RoleHolding
from projects.workdays import Calendar
from ui.danish import listed

EVENTS_SHOWN, NAMED = 8, 4
# Comments and points stand on the page themselves.
ON_THE_PAGE = (
    events.COMMENTED,
    events.COMMENTED_TO,
    events.COMMENT_WITHDRAWN,
    events.POINT_TICKED,
    events.POINT_UNTICKED,
)
OWN_MOVES = {
    MoveKind.START: "Du startede opgaven",
    MoveKind.CLOSE: "Du lukkede opgaven",
    MoveKind.REOPEN: "Du genåbnede opgaven",
    MoveKind.NOT_RELEVANT: "Du satte opgaven til ikke relevant",
    MoveKind.BEFORE: "Du satte opgaven til gjort før portalen",
    MoveKind.PROOF: "Du afleverede beviset",
}


def made_ready_by(task: Task, calendar: Calendar) -> list[str]:
    """The numbers of the tasks that can begin because this one is settled; none while it is open."""
    return freed_by(task.number, plan_around(task, calendar)) if task.state in SETTLED else []


@dataclass
class TaskPage:
    """One task for one reader. Without the right to see the work, only states and dates are read."""

    standing: Standing
    task: Task
    today: date
    # Also the comments older than the newest ones.
    all_comments: bool = False

    @cached_property
    def may_work(self) -> bool:
        """True when the reader may move this task."""
        return may_work(self.standing, self.task, on=self.today)

    @property
    def may_change(self) -> bool:
        """May the reader put an own task's words right? Not who was only given it."""
        return self.standing.may_work(self.task.role)

    @property
    def see_work(self) -> bool:
        """True when the reader may see evidence, reasons, names and history."""
        return self.standing.may(Act.SEE_WORK)

    @cached_property
    def moves_open(self) -> frozenset[MoveKind]:
        """The moves the reader can make now."""
        return moves_from(self.task.state) if self.may_work else frozenset()

    @property
    def may_start(self) -> bool:
        """May the reader begin?"""
        return MoveKind.START in self.moves_open

    @property
    def may_close(self) -> bool:
        """May the reader close?"""
        return MoveKind.CLOSE in self.moves_open

    @property
    def may_reopen(self) -> bool:
        """May the reader take it up again?"""
        return MoveKind.REOPEN in self.moves_open

    @property
    def may_skip(self) -> bool:
        """May the reader answer ikke relevant?"""
        return MoveKind.NOT_RELEVANT in self.moves_open

    @cached_property
    def plan(self) -> Plan:
        """The states, needs and gates of the whole project."""
        return plan_around(self.task, self.standing.project.calendar)

    def _row_of(self, task: Task) -> TaskRow:
        return row_of(task, self.plan, on=self.today, wait=self._waits.get(task.pk))

    @cached_property
    def _waitings(self) -> list[Waiting]:
        """This task's, the earlier ones too, and those that the tasks around it have now."""
        around = {pk for link in self._links for pk in (link.needs_id, link.task_id)}
        found = Waiting.objects.filter(Q(task=self.task) | Q(task__in=around, ended_at=None))
        return list(found.select_related("began_by"))

    @cached_property
    def waiting(self) -> WaitingPanel:
        """Whom it waits for, and who has had it for how many days."""
        own = [waiting for waiting in self._waitings if waiting.task_id == self.task.pk]
        if self.see_work:
            moved = [(move.to_state, move.moved_at) for move in reversed(self._moves)]
        else:
            moved = list(self.task.moves.order_by("pk").values_list("to_state", "moved_at"))
        return WaitingPanel(self.standing, self.task, self.today, self.plan.calendar, own, moved)

    @cached_property
    def _waits(self) -> dict[int, Wait]:
        going_on = [waiting for waiting in self._waitings if waiting.ended_at is None]
        calendar, names = self.plan.calendar, self.see_work
        return {waiting.task_id: wait_of(waiting, calendar, on=self.today, names=names) for waiting in going_on}

    @cached_property
    def row(self) -> TaskRow:
        """State, lateness and what blocks."""
        return self._row_of(self.task)

    @cached_property
    def _links(self) -> list[Need]:
        links = Need.objects.filter(Q(task=self.task) | Q(needs=self.task))
        return list(
            links.select_related("task__item", "needs__item").order_by("needs__item__position", "task__item__position")
        )

    @property
    def needs(self) -> list[tuple[Need, TaskRow]]:
        """What must be in place first, each with its row."""
        return [(link, self._row_of(link.needs)) for link in self._links if link.task_id == self.task.pk]

    @property
    def first_needs(self) -> list[tuple[Need, TaskRow]]:
        """Those that the guide or the municipality itself puts first."""
        return [(link, row) for link, row in self.needs if link.source != "ours"]

    @property
    def suggested_needs(self) -> list[tuple[Need, TaskRow]]:
        """Those that only the portal suggests."""
        return [(link, row) for link, row in self.needs if link.source == "ours"]

    @cached_property
    def shut_gates(self) -> list[tuple[Gate, list[GateItem]]]:
        """The gates that must be met before it should begin, each with what is missing; none once it is settled."""
        return unmet_gates(self.task.number, self.plan) if self.task.state in OPEN else []

    @property
    def needed_by(self) -> list[tuple[Need, TaskRow]]:
        """What waits for this task, each with its row."""
        return [(link, self._row_of(link.task)) for link in self._links if link.needs_id == self.task.pk]

    @property
    def gates(self) -> list[GateData]:
        """The gates this task counts for."""
        return self.task.item.edition.gates_with(self.task.number)

    @cached_property
    def _evidence(self) -> list[Evidence]:
        return list(self.task.evidence.select_related("written_by")) if self.see_work else []

    @cached_property
    def files(self) -> TaskFiles:
        """What lies on it."""
        return TaskFiles(self.standing, self.task, may_add=self.may_work)

    @property
    def draft(self) -> Evidence | None:
        """Answers kept without closing."""
        return next((row for row in self._evidence if row.is_draft), None)

    @property
    def draft_in_words(self) -> tuple[Evidence, list[tuple[str, str, str]]] | None:
        """The draft with its answers in words, for someone who is about to replace it."""
        return (self.draft, in_words(self.draft, self.task.item)) if self.draft else None

    @cached_property
    def evidence(self) -> list[tuple[Evidence, list[tuple[str, str, str]]]]:
        """What has closed the task, newest first, each with its answers in words."""
        closed_on = [row for row in self._evidence if not row.is_draft]
        return [(row, [*in_words(row, self.task.item), *self.files.in_words(row)]) for row in closed_on]

    @property
    def current_evidence(self) -> tuple[Evidence, list[tuple[str, str, str]]] | None:
        """What keeps the task closed now."""
        return self.evidence[0] if self.evidence and self.task.done_on else None

    @property
    def earlier_evidence(self) -> list[tuple[Evidence, list[tuple[str, str, str]]]]:
        """Evidence of earlier closings."""
        return self.evidence[1:] if self.task.done_on else self.evidence

    @cached_property
    def _moves(self) -> list[Move]:
        return list(self.task.moves.select_related("moved_by")) if self.see_work else []

    @property
    def last_move(self) -> Move | None:
        """The last move, with its reason."""
        return self._moves[0] if self._moves else None

    @cached_property
    def history(self) -> list[tuple[Event, str]]:
        """The task's history, newest first, each event with the reason given for its move."""
        if not self.see_work:
            return []
        about = Event.objects.of_project(self.standing.project.pk).about(self.task.number).exclude(type__in=ON_THE_PAGE)
        reasons = {move.moved_at: move.reason for move in self._moves}
        return [(event, reasons.get(event.occurred_at, "")) for event in about.latest_first()[:EVENTS_SHOWN]]

    @cached_property
    def _held(self) -> list[RoleHolding]:
        """The roles of everybody in the project today."""
        held = holdings_on([self.standing.project], on=self.today, units=False)
        return sorted(held, key=lambda holding: holding.user.name)

    @cached_property
    def _given(self) -> set[User]:
        return people_given([self.task])[self.task.pk]

    @cached_property
    def _deputies(self) -> dict[int, str]:
        """Who stands in for whom, of those who hold the role or have the task."""
        holders = {held.user_id for held in self._held if held.role == self.task.role}
        return stand_ins(self.standing.project, holders | {person.pk for person in self._given}, on=self.today)

    @cached_property
    def holders(self) -> list[str]:
        """Who holds the task's role today, and who does it meanwhile: "Lone Dahl for Pia Nørgaard"."""
        if not self.see_work:
            return []
        people = [held.user for held in self._held if held.role == self.task.role]
        return [in_place_of(person, self._deputies) for person in people]

    @cached_property
    def owner(self) -> TaskOwner:
        """Whom it is given to."""
        return TaskOwner(self.standing, self.task, self._given, self._held, self._deputies)

    @cached_property
    def comments(self) -> TaskComments:
        """What people have written about it."""
        return TaskComments(self.standing, self.task, self.all_comments)

    @cached_property
    def points(self) -> TaskPoints:
        """What it consists of."""
        return TaskPoints(self.task)

    @property
    def people(self) -> list[str]:
        """Names to choose from where a person is asked for."""
        return list(dict.fromkeys(held.user.name for held in self._held))

    @property
    def suggests_people(self) -> bool:
        """True when the form asks for a person."""
        return self.may_close and "person" in self.task.item.evidence_fields

    @property
    def has_messages(self) -> bool:
        """Are there ready messages for the reader to send?"""
        return self.see_work and has_messages(self.task)

    @property
    def early(self) -> list[str]:
        """The numbers of what the guide names first and is still open."""
        return [link.needs.number for link in self._open_needs if link.source == "guide"]

    @property
    def not_yet(self) -> str:
        """What is still open of what only the portal or the municipality puts first; "" for none."""
        numbers = [link.needs.number for link in self._open_needs if link.source != "guide"]
        are = "er ikke færdig" if len(numbers) == 1 else "er ikke færdige"
        return f"{listed(numbers, most=NAMED)} {are} endnu." if numbers else ""

    @property
    def _open_needs(self) -> list[Need]:
        return [link for link in self._links if link.task_id == self.task.pk and self.plan.is_open(link.needs.number)]

    @property
    def settles(self) -> list[tuple[str, str, str]]:
        """(answer, number, reason) of each open task that an answer would make not relevant."""
        labels = {choice["key"]: choice["label"] for choice in self.task.item.choices}
        rules = self.task.item.settles if self.may_close else []
        return [
            (labels[rule["when"]], rule["item"], rule["reason"]) for rule in rules if self.plan.is_open(rule["item"])
        ]

    @cached_property
    def undoable(self) -> Move | None:
        """The reader's own last move, while it can be taken back."""
        return undoable(self.task, by=self.standing.user, last=self.last_move) if self.may_work else None

    @property
    def undoable_said(self) -> str:
        """That move as its maker would say it: "Du lukkede opgaven"."""
        return OWN_MOVES[MoveKind(self.undoable.kind)] if self.undoable else ""

    @property
    def too_early(self) -> list[str]:
        """What is said in red when the task was done although a gate that nothing replaces was shut."""
        return [item.missing for item in self.plan.too_early.get(self.task.number, ())]

    @cached_property
    def units(self) -> Panel | None:
        """How far the units are, where it is done in each of them and the reader may see the work."""
        return panel_of(self.standing, self.task, on=self.today) if self.see_work else None

    @property
    def work_line(self) -> WorkLine | None:
        """Where another page closes the task: the line that says so."""
        return work_line(self.standing, self.task)

    @property
    def links(self) -> list[TaskLink]:
        """What other parts have that helps."""
        return links_of(self.task)

    def forms(self) -> dict[str, Any]:
        """The unbound forms: the closing form filled from a draft, or from the last evidence after a reopening."""
        kept = self.draft or (self._evidence[0] if self._evidence and self.task.state in OPEN else None)
        return {
            "form": EvidenceForm(
                item=self.task.item,
                today=self.today,
                early=self.early,
                behind=self.units.behind if self.units else "",
                has_file=bool(self.files.rows),
                initial=_filled_from(kept) if kept else None,
            ),
            "reopen_form": ReasonForm(prefix=MoveKind.REOPEN),
            "not_relevant_form": ReasonForm(prefix=MoveKind.NOT_RELEVANT),
            "comment_form": CommentForm(people=mentionable(self._held, by=self.standing.user)),
        }


def _filled_from(kept: Evidence) -> dict[str, Any]:
    """What the form begins with; how long new proof is valid is asked anew."""
    return {kind: value for kind, value in as_answers(kept).items() if kind != VALID_UNTIL or kept.is_draft}
