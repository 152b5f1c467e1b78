"""How one project has gone: moves, evidence, waiting, owners, comments and Historik for its 92 tasks, written in bulk.

Rows as the services write them, without their rules: what is measured is reading a full portal.
"""

from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from accounts.models import User
from accounts.roles import Role
from audit.models import Event
from checklists import events
from checklists.evidence.forms import as_columns
from checklists.models import Assignment, Comment, Evidence, Move, Task, TaskUnit, Waiting
from checklists.moves import MoveKind, State
from checklists.rules.stuck_reasons import parties_of
from kontaktlaege.demo.answers import answers_for
from projects.models import Project

# Of the tasks whose day has come: every seventh is under way still, every other of those is stuck.
UNDER_WAY, STUCK = 7, 2
# Every fourth open task is given to somebody.
GIVEN = 4


class Course:
    """One project's rows, gathered and then written table by table."""

    def __init__(self, project: Project, people: dict[str, User], *, now: datetime) -> None:
        self.project, self.people, self.now = project, people, now
        self.manager = people[Role.PROJECT_MANAGER]
        self.names = {str(role): user.name for role, user in people.items()}
        found = project.tasks.filter(managed_by="", state=State.NOT_STARTED).select_related("item__edition")
        self.tasks = list(found.order_by("due_on", "item__position"))
        self.moves: list[Move] = []
        self.evidence: list[Evidence] = []
        self.events: list[Event] = []
        self.waitings: list[Waiting] = []
        self.assignments: list[Assignment] = []
        self.comments: list[Comment] = []

    def write(self) -> None:
        """Everything, in one statement a table."""
        today = self.now.date()
        due = [task for task in self.tasks if task.due_on and task.due_on < today and not task.item.fills_role]
        for order, task in enumerate(due):
            self._begin(task)
            if order % UNDER_WAY:
                self._close(task, on=task.due_on or today)
            elif order // UNDER_WAY % STUCK:
                self._get_stuck(task)
        for task in [task for task in self.tasks if task.state != State.DONE][::GIVEN]:
            owner = self._owner(task)
            self._comment(task, owner, "Jeg tager fat på det i næste uge.")
            self._comment(task, self.manager, "Tak. Skriv, hvis der mangler noget.")
            self.assignments.append(Assignment(task=task, user=owner, assigned_at=self.now, assigned_by=self.manager))
        self._save()
        self._report_units()

    def _owner(self, task: Task) -> User:
        return self.people.get(task.role, self.manager)

    def _moment(self, day: date, hour: int) -> datetime:
        return self.now.replace(hour=hour, minute=0) - timedelta(days=(self.now.date() - day).days)

    def _move(self, task: Task, kind: MoveKind, to_state: State, event: str, at: datetime) -> Move:
        owner = self._owner(task)
        move = Move(task=task, kind=kind, from_state=task.state, to_state=to_state, moved_at=at, moved_by=owner)
        self.moves.append(move)
        self.events.append(
            Event(
                type=event,
                params={"number": task.number, "title": task.title},
                actor_id=owner.pk,
                actor_name=owner.name,
                municipality_id=self.project.municipality_id,
                project_id=self.project.pk,
                subject=task.number,
                occurred_at=at,
            )
        )
        task.state, task.version = to_state, task.version + 1
        return move

    def _begin(self, task: Task) -> None:
        day = (task.due_on or self.now.date()) - timedelta(days=task.item.duration_workdays + 2)
        self._move(task, MoveKind.START, State.IN_PROGRESS, events.TASK_STARTED, self._moment(day, 9))

    def _close(self, task: Task, *, on: date) -> None:
        answers = answers_for(task.item, on=on, names=self.names, host=f"{self.project.municipality.slug}.example")
        answers = {kind: value.isoformat() if isinstance(value, date) else value for kind, value in answers.items()}
        columns = as_columns(answers)
        at = self._moment(on, 14)
        proof = Evidence(task=task, version=1, is_draft=False, written_at=at, written_by=self._owner(task), **columns)
        self.evidence.append(proof)
        self._move(task, MoveKind.CLOSE, State.DONE, events.TASK_CLOSED, at).evidence = proof
        task.done_on = on

    def _get_stuck(self, task: Task) -> None:
        party = next(iter(parties_of(task.item.edition).values()))
        began = self.now - timedelta(days=9)
        waiting = Waiting(task=task, party=party.key, party_name=party.in_sentence, whom="Servicedesk")
        waiting.note, waiting.ask_again_on = "Vi har skrevet to gange.", self.now.date() + timedelta(days=1)
        waiting.began_at, waiting.began_by = began, self._owner(task)
        self.waitings.append(waiting)

    def _comment(self, task: Task, writer: User, text: str) -> None:
        once = uuid5(NAMESPACE_URL, f"{task.pk} {text}")
        self.comments.append(Comment(task=task, text=text, once=once, written_at=self.now, written_by=writer))

    def _save(self) -> None:
        Task.objects.bulk_update(self.tasks, ["state", "version", "done_on"])
        Evidence.objects.bulk_create(self.evidence)
        Move.objects.bulk_create(self.moves)
        Event.objects.bulk_create(sorted(self.events, key=lambda event: event.occurred_at))
        Waiting.objects.bulk_create(self.waitings)
        Assignment.objects.bulk_create(self.assignments)
        Comment.objects.bulk_create(self.comments)

    def _report_units(self) -> None:
        """Every unit where the task is done, each other where it is not."""
        rows = list(TaskUnit.objects.filter(task__project=self.project).select_related("task").order_by("pk"))
        done = [row for order, row in enumerate(rows) if row.task.state == State.DONE or order % 2]
        for row in done:
            row.state, row.on_date = State.DONE, row.task.done_on or self.now.date()
            row.version, row.changed_at, row.changed_by = 2, self.now, self.manager
        TaskUnit.objects.bulk_update(done, ["state", "on_date", "version", "changed_at", "changed_by"])
