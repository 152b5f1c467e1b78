"""Every address of the portal and who may use it. What each person should get is computed from the rights table."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID, uuid4

from accounts.letters import WELCOME
from accounts.models import Municipality, User
from accounts.roles import Act, NationalRoleKind, Role, acts_of
from audit import clock
from checklists.models import Item
from checklists.services.due_dates import fingerprint_of_due
from checklists.services.own_tasks import OwnWords, add_own_task
from checklists.services.saved_filters import save_filter
from checklists.services.tasks import set_not_relevant, start_task
from outbox.models import Letter
from tests.answers import posted
from tests.cast import PASSWORD, Cast
from tests.walls.absence import absence_matrix
from tests.walls.agreement_package import package_rows
from tests.walls.agreement_questions import agreement_question_rows
from tests.walls.agreements import agreement_rows
from tests.walls.documents import document_rows
from tests.walls.files import file_rows
from tests.walls.people import people_rows
from tests.walls.plan import plan_rows
from tests.walls.start import start_rows
from tests.walls.task_files import task_file_rows
from tests.walls.task_people import task_people_rows
from tests.walls.task_units import unit_task_rows
from tests.walls.units import unit_rows
from tests.walls.waiting import waiting_rows
from ui.danish import numeric_date

# Besides an act: open to all, or to everybody who is signed in.
ANYBODY, SIGNED_IN = "anybody", "signed in"
Data = Callable[[Cast], dict[str, str]]


@dataclass(frozen=True)
class Row:
    """One address and method: whom it takes, how it is called."""

    url_name: str
    takes: Act | str
    number: str = ""
    in_project: bool = False
    # A change: what is posted. None is a page.
    data: Data | None = None
    # Brings the project into the state the change needs.
    prepare: Callable[[Cast], object] = lambda cast: None
    # The address's own words; a function finds or makes what they name.
    own: dict[str, Any] = field(default_factory=dict)
    # The role the task belongs to: then working on it is what it takes.
    task_role: Role | None = None
    # Answers that differ from 200 for a page and 302 for a change, for those who may.
    answers: dict[str, int] = field(default_factory=dict)
    # A post that changes no row of ours.
    changes_nothing: bool = False

    def kwargs(self, cast: Cast) -> dict[str, object]:
        """The address's parameters, in Slagelse."""
        return {
            **({"pk": cast.slagelse.pk} if self.in_project else {}),
            **({"number": self.number} if self.number else {}),
            **{name: word(cast) if callable(word) else word for name, word in self.own.items()},
        }


@dataclass(frozen=True)
class Player:
    """One of the cast: the roles held in Slagelse's project, and those held anywhere."""

    name: str
    user: Callable[[Cast], User | None]
    here: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()

    def may(self, row: Row) -> bool:
        """The rights table's answer."""
        if row.takes == ANYBODY:
            return True
        if self.name == "stranger":
            return False
        if row.takes == SIGNED_IN:
            return True
        acts = acts_of(self.here if row.in_project else self.here + self.elsewhere)
        if row.task_role:
            return Act.WORK_ALL_TASKS in acts or (Act.WORK_OWN_TASKS in acts and row.task_role in self.here)
        return row.takes in acts

    def expected(self, row: Row) -> int:
        """The status code: sign-in for a stranger, 404 for an outsider, 403 for a member without the right."""
        if self.may(row):
            return row.answers.get(self.name, row.answers.get("*", 302 if row.data else 200))
        if self.name == "stranger":
            return 302
        return 404 if row.in_project and Act.SEE_PROJECT not in acts_of(self.here) else 403


PLAYERS = [
    Player("stranger", lambda cast: None),
    Player("leader", lambda cast: cast.leader, (Role.PROJECT_MANAGER,)),
    Player("it", lambda cast: cast.it, (Role.IT_STAFF,)),
    Player("observer", lambda cast: cast.observer, (Role.OBSERVER,)),
    Player("neighbour", lambda cast: cast.neighbour, (), (Role.PROJECT_MANAGER,)),
    Player("programme_manager", lambda cast: cast.programme_manager, (NationalRoleKind.PROGRAMME_MANAGER,)),
    Player("trifork", lambda cast: cast.trifork, (NationalRoleKind.SECOND_LEVEL,)),
]


def version(cast: Cast) -> dict[str, str]:
    """The version of G31 as it stands."""
    return {"task_version": str(cast.task("G31").version)}


def leave_out(cast: Cast) -> None:
    """G31 is answered with ikke relevant, so that it can be reopened."""
    set_not_relevant(task=cast.task("G31"), by=cast.leader, version=1, at=cast.at, reason="Prøve.")


def start_by_leader(cast: Cast) -> None:
    """G31 is begun, so that there is something to take back."""
    start_task(task=cast.task("G31"), by=cast.leader, version=1, at=cast.at)


def own_words(cast: Cast) -> dict[str, str]:
    """A task of the municipality's own for the projektleder."""
    words = {"title": "Orientér styregruppen", "phase": "plan", "role": Role.PROJECT_MANAGER, "due_on": ""}
    return {**words, "once": str(uuid4()), "task_version": "1"}


def own_task(cast: Cast) -> None:
    """K01, which belongs to the projektleder."""
    words = OwnWords("Bestil kage", "plan", Role.PROJECT_MANAGER)
    add_own_task(project=cast.slagelse, words=words, by=cast.leader, at=cast.at, once=uuid4())


def due_date_of_g31(cast: Cast) -> dict[str, str]:
    """One chosen task and a day."""
    return {"nr": "G31", "due_on": "01.03.2090", "seen": fingerprint_of_due([cast.task("G31")])}


def a_filter(cast: Cast) -> dict[str, str]:
    """A filter and its name."""
    return {"filter": "fase=test", "name": "Test", "once": str(uuid4())}


def shared_filter(cast: Cast) -> int:
    """One for everybody in the project."""
    return save_filter(
        project=cast.slagelse,
        name="Test",
        query="fase=test",
        is_shared=True,
        by=cast.leader,
        at=cast.at,
        once=UUID(int=4711),
    ).pk


def new_project(cast: Cast) -> dict[str, str]:
    """A project for a municipality that has none; only the programleder may."""
    return {
        "municipality": str(Municipality.objects.get(code="0360").pk),
        "manager_name": "Ny Leder",
        "manager_email": "ny@lolland.example",
        "go_live_on": "",
        "once": str(uuid4()),
    }


def task_change(url_name: str, data: Data, prepare: Callable[[Cast], object] = lambda cast: None) -> Row:
    """A change of G31, which belongs to the it-medarbejder."""
    return Row(
        url_name,
        Act.WORK_OWN_TASKS,
        number="G31",
        in_project=True,
        data=data,
        prepare=prepare,
        task_role=Role.IT_STAFF,
    )


def g31() -> Item:
    """The item of the newest edition."""
    return Item.objects.get(number="G31")


def failed_mail(cast: Cast) -> None:
    """A mail of Slagelse's that did not get through."""
    Letter.objects.create(
        pk=FAILED_MAIL,
        kind=WELCOME,
        subject="person:1",
        occasion="welcome",
        to_email="ny@slagelse.example",
        project_id=cast.slagelse.pk,
        state=Letter.State.FAILED,
        next_attempt_at=cast.at,
        put_at=cast.at,
        message_id="<1@kontaktlaege.example>",
    )


FAILED_MAIL = 4711


def new_national(cast: Cast) -> dict[str, str]:
    """Somebody new at Trifork."""
    return {"name": "Ny Hjælper", "email": "ny@trifork.example", "role": NationalRoleKind.SECOND_LEVEL}


def end_triforks(cast: Cast) -> dict[str, str]:
    """Trifork's role ends today."""
    role = cast.trifork.national_roles.get()
    return {"role_id": str(role.pk), "seen": "", "last_day": numeric_date(clock.today())}


MATRIX = [
    Row("my_tasks", SIGNED_IN, answers={"programme_manager": 302}),
    Row("project_list", SIGNED_IN),
    Row("project_start", Act.START_PROJECT),
    # A projektleder may start only in the own municipality: the form refuses Lolland.
    Row("project_start", Act.START_PROJECT, data=new_project, answers={"leader": 422, "neighbour": 422}),
    Row("project", Act.SEE_PROJECT, in_project=True),
    Row("task_list", Act.SEE_PROJECT, in_project=True),
    Row("task_export_csv", Act.SEE_PROJECT, in_project=True),
    Row("task_export_xlsx", Act.SEE_PROJECT, in_project=True),
    Row("saved_filters", Act.SEE_PROJECT, in_project=True),
    Row("saved_filters", Act.SEE_PROJECT, in_project=True, data=a_filter),
    Row(
        "saved_filter_remove",
        Act.WORK_ALL_TASKS,
        in_project=True,
        own={"saved": shared_filter},
        data=lambda cast: {},
    ),
    Row("task_due_dates", Act.WORK_OWN_TASKS, in_project=True),
    Row("task_due_dates", Act.WORK_OWN_TASKS, in_project=True, data=due_date_of_g31),
    Row("task", Act.SEE_PROJECT, number="G31", in_project=True),
    task_change("task_start", version),
    task_change("task_close", lambda cast: posted(g31())),
    task_change("task_draft", lambda cast: {"reference": "Sag 1", **version(cast)}),
    task_change("task_reopen", lambda cast: {"reopen-reason": "Prøve.", **version(cast)}, leave_out),
    task_change("task_not_relevant", lambda cast: {"not_relevant-reason": "Prøve.", **version(cast)}),
    # The it-medarbejder's own right is there, but the step was the projektleder's.
    replace(task_change("task_undo", version, start_by_leader), answers={"it": 409}),
    Row("task_messages", Act.SEE_WORK, number="G53", in_project=True),
    Row("own_task_add", Act.WORK_OWN_TASKS, in_project=True),
    # The it-medarbejder may not give the projektleder a task.
    Row("own_task_add", Act.WORK_OWN_TASKS, in_project=True, data=own_words, answers={"it": 422}),
    Row("own_task_edit", Act.WORK_ALL_TASKS, number="K01", in_project=True, prepare=own_task),
    Row("own_task_edit", Act.WORK_ALL_TASKS, number="K01", in_project=True, data=own_words, prepare=own_task),
    *waiting_rows(Row),
    *agreement_rows(Row),
    *package_rows(Row),
    *agreement_question_rows(Row),
    *task_file_rows(Row),
    *document_rows(Row),
    *file_rows(Row),
    *plan_rows(Row, task_change, version),
    *people_rows(Row, anybody=ANYBODY),
    *unit_rows(Row),
    *start_rows(Row),
    *unit_task_rows(Row),
    *absence_matrix(Row),
    *task_people_rows(Row),
    Row("history", Act.SEE_WORK, in_project=True),
    Row("message_list", Act.MANAGE_PEOPLE, in_project=True),
    Row(
        "message_send_again",
        Act.MANAGE_PEOPLE,
        in_project=True,
        own={"letter": str(FAILED_MAIL)},
        data=lambda cast: {"tilstand": "fejlet"},
        prepare=failed_mail,
    ),
    Row("guide", SIGNED_IN),
    Row("guide_item", SIGNED_IN, number="G31"),
    Row("account_login", ANYBODY, answers={"stranger": 200, "*": 302}),
    Row("account_logout", ANYBODY, answers={"stranger": 302}),
    Row("account_inactive", ANYBODY),
    Row("account_signup", ANYBODY, answers={"stranger": 200, "*": 302}),
    Row("account_reset_password", ANYBODY),
    Row("account_reset_password_done", ANYBODY),
    Row("account_reset_password_from_key", ANYBODY, own={"uidb36": "1", "key": "forkert-link"}),
    Row("account_reset_password_from_key_done", ANYBODY),
    Row("account_change_password", SIGNED_IN),
    Row("roles", SIGNED_IN),
    Row("national_roles", Act.GIVE_NATIONAL_ROLES),
    Row("national_roles", Act.GIVE_NATIONAL_ROLES, data=new_national),
    Row("national_role_end", Act.GIVE_NATIONAL_ROLES, data=end_triforks),
    Row("own_page", SIGNED_IN),
    # The form shows nothing of one's own here, so it is a stale one: refused, and nothing is lost.
    Row("own_page", SIGNED_IN, data=lambda cast: {"name": "Nyt Navn", "seen": "gammel"}, answers={"*": 409}),
    Row("end_other_sessions", SIGNED_IN, data=lambda cast: {}),
    Row("change_address", SIGNED_IN),
    Row("change_address", SIGNED_IN, data=lambda cast: {"email": "ny@adresse.example", "password": PASSWORD}),
    Row("keep_address", SIGNED_IN, data=lambda cast: {}, changes_nothing=True),
    Row("account_confirm_email", SIGNED_IN, own={"key": "forkert-link"}),
    Row("account_confirm_email", SIGNED_IN, own={"key": "forkert-link"}, data=lambda cast: {}, answers={"*": 422}),
    Row("session_keepalive", ANYBODY, data=lambda cast: {}, answers={"stranger": 401, "*": 204}),
    Row("resume_form", SIGNED_IN, answers={"*": 302}),
    Row("discard_form", SIGNED_IN, data=lambda cast: {}, answers={"*": 302}, changes_nothing=True),
    Row("health", ANYBODY),
    # Celery beat does not run here, so the portal says it is not ready; tests/production sees it green.
    Row("health_ready", ANYBODY, answers={"*": 503}),
]
