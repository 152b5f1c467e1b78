"""What Vesthimmerland had done before the portal, and what of it still lacks its proof. Invented."""

from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from accounts.models import User
from accounts.roles import Role
from audit import clock
from checklists.models import StartRound, Task
from checklists.rules.start_given import Given, ticks_of
from checklists.rules.start_plan import StartPlan
from checklists.services.proof import deliver_proof
from checklists.services.start_where_you_are import answer_start
from checklists.start.page import questions_for
from kontaktlaege.demo.answers import answers_for
from kontaktlaege.demo.course import moment
from kontaktlaege.demo.people import NAMED_BEFORE
from projects.manning import holdings_on
from projects.models import Project
from projects.workdays import add_workdays


@dataclass(frozen=True)
class Said:
    """An answer: working days before the project began, and a name where a person is asked for."""

    question: str
    option: str
    days_before: int
    name: str = ""


SAID = (
    *(Said("Q01", role, 18, name) for name, role in NAMED_BEFORE.items()),
    Said("Q02", "chosen", 12),
    Said("Q03", "overview", 9),
    Said("Q04", "at_legal", 8),
    Said("Q05", "at_legal", 6),
    Said("Q06", "fetched", 14),
    Said("Q06", "important_knowledge", 13),
    Said("Q09", "time_plan", 4),
    Said("Q12", "pilot_chosen", 3),
)
# Everything else got its proof over the first weeks.
LACKING = frozenset({"G03", "G29", "G47"})


def answer_first(project: Project) -> None:
    """Answer Start hvor I er on the project's second day, and deliver the proof of most of it in the days after."""
    held = holdings_on([project], on=project.start_on)
    manager = next(holding.user for holding in held if holding.role == Role.PROJECT_MANAGER)
    names = {said.option: said.name for said in SAID if said.name} | {Role.PROJECT_MANAGER.value: manager.name}
    answered = _answer(project, by=manager)
    closed = [move.task for move in answered.moves.select_related("task__item").order_by("task__item__position")]
    for order, task in enumerate(task for task in closed if task.number not in LACKING):
        with clock.shifted_to(moment(add_workdays(project.start_on, 2 + order // 2), 31 + order)):
            host = f"{project.municipality.slug}.example"
            answers = answers_for(task.item, on=task.done_on or project.start_on, names=names, host=host)
            deliver_proof(task=task, answers=answers, by=manager, version=task.version, at=clock.now())


def _answer(project: Project, *, by: User) -> StartRound:
    questions = questions_for(project)
    given = [
        Given(said.question, said.option, add_workdays(project.start_on, -said.days_before), said.name) for said in SAID
    ]
    plan = StartPlan(ticks_of(questions, given), Task.objects.filter(project=project).select_related("item"))
    with clock.shifted_to(moment(add_workdays(project.start_on, 1), 30, afternoon=True)):
        return answer_start(
            project=project,
            questions=questions,
            given=given,
            seen=plan.fingerprint,
            by=by,
            at=clock.now(),
            once=uuid5(NAMESPACE_URL, f"start {project.municipality.code}"),
        )
