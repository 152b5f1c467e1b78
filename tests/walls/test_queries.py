"""Every page has a query ceiling, and the number does not grow with the rows."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.letters import put_welcome
from accounts.models import Municipality, User
from accounts.roles import NationalRoleKind, Role
from accounts.services.national_roles import give_national_role
from accounts.services.people import ensure_membership
from audit import clock
from checklists.models import Task
from checklists.services.own_tasks import OwnWords, add_own_task
from checklists.services.saved_filters import save_filter
from checklists.services.tasks import close_task, reopen_task, save_draft
from projects.services.absence import register_absence
from projects.services.hand_over import hand_over
from projects.services.invitations import appoint, invite
from projects.services.roles import set_units
from projects.services.units import add_unit
from tests.answers import ANSWERS, EARLY_REASON
from tests.cast import Cast, make_member, make_person, make_project
from tests.checklists.start_answers import answered
from tests.walls.agreement_package import fill_packages
from tests.walls.agreement_questions import fill_questions
from tests.walls.agreements import fill_agreements
from tests.walls.documents import fill_documents, fill_national
from tests.walls.files import fill_all_files
from tests.walls.matrix import MATRIX
from tests.walls.task_files import fill_files
from tests.walls.task_people import comment_many, give_many
from tests.walls.task_units import coordinate, fill_units
from tests.walls.waiting import fill_waitings, others_wait

CEILING = 12
# These gather from many parts.
GATHERING_CEILING = 20
# Every part has something for a person's day.
MINE_CEILING = 25
GATHERING = {
    *("project", "task", "task_list", "task_export_csv", "task_export_xlsx", "organisation"),
    *("organisation_sheet", "hand_over_letter", "project_list", "document_list", "document"),
    *("agreement", "agreement_question_letter", "file_list"),
}
FEW, MANY = 2, 8


def close_and_reopen(cast: Cast, times: int) -> None:
    """Fill one task with evidence, moves and events, and end with a draft."""
    for n in range(times):
        task = cast.task("G31")
        at = cast.at + timedelta(minutes=n + 1)
        answers = {
            "person": cast.it.name,
            "date": clock.today(),
            "reference": f"Sag {n}",
            "file": ANSWERS["file"],
        }
        task = close_task(
            task=task, answers=answers, early_reason=EARLY_REASON, by=cast.it, version=task.version, at=at
        )
        reopen_task(task=task, by=cast.it, version=task.version, at=at, reason="Prøves om.")
    task = cast.task("G31")
    save_draft(task=task, answers={"reference": "Sag"}, by=cast.it, version=task.version, at=cast.at)


def start_projects(cast: Cast, times: int) -> None:
    """Fill the list of projects."""
    for municipality in Municipality.objects.filter(projects=None)[:times]:
        make_project(
            municipality.code,
            by=cast.programme_manager,
            at=cast.at,
            manager_email=f"leder@{municipality.slug}.example",
            manager_name=f"Leder {municipality.slug}",
        )


def lead_projects(cast: Cast, times: int) -> None:
    """Give one person tasks in many projects."""
    for municipality in Municipality.objects.filter(projects=None)[:times]:
        make_project(
            municipality.code,
            by=cast.programme_manager,
            at=cast.at,
            manager_email=cast.leader.email,
            manager_name=cast.leader.name,
        )


def nothing(cast: Cast, times: int) -> None:
    """For pages whose rows are the playbook's own."""


def put_mails(cast: Cast, times: int) -> None:
    """Fill the list of mails, each to a person of its own."""
    for n, user in enumerate(User.objects.all()):
        if n < times:
            put_welcome(user, at=cast.at, project_id=cast.slagelse.pk)


def give_national_roles(cast: Cast, times: int) -> None:
    """Fill the page of national roles, half of them over."""
    for n in range(times):
        user = make_person(f"{times}-{n}@trifork.example", f"Hjælper {n}")
        role = give_national_role(user=user, role=NationalRoleKind.SECOND_LEVEL, by=None, at=cast.at)
        if n % 2:
            role.from_on = role.to_on = cast.at.date() - timedelta(days=3)
            role.save()


def work_in_many(cast: Cast, times: int) -> None:
    """Give one person many municipalities."""
    for municipality in Municipality.objects.all()[:times]:
        ensure_membership(user=cast.leader, municipality=municipality, by=None, at=cast.at)


def fill_people(cast: Cast, times: int) -> None:
    """Fill Organisation: units with a tovholder each, units without, invitations, and hand-overs."""
    for n in range(times):
        unit = add_unit(project=cast.slagelse, name=f"Enhed {times}-{n}", by=cast.leader, at=cast.at)
        add_unit(project=cast.slagelse, name=f"Enhed {times}-{n} uden", by=cast.leader, at=cast.at)
        email = f"tovholder-{times}-{n}@slagelse.example"
        common: dict[str, Any] = {"by": cast.leader, "at": cast.at}
        person = make_member(cast.slagelse, Role.UNIT_COORDINATOR, email=email, name=f"Tovholder {n}", **common)
        set_units(holding=person.holdings.get(), units=[unit], **common)
        invite(
            project=cast.slagelse,
            email=f"ny-{times}-{n}@slagelse.example",
            name=f"Ny {n}",
            roles=[Role.OBSERVER],
            once=uuid4(),
            **common,
        )
        successor = make_person(f"ny-{times}-{n}@aegte.example", f"Efterfølger {n}")
        ensure_membership(user=successor, municipality=cast.slagelse.municipality, **common)
        hand_over(
            project=cast.slagelse,
            leaver=person,
            successor=successor,
            roles=[Role.UNIT_COORDINATOR],
            from_on=clock.today() + timedelta(days=9),
            once=uuid4(),
            **common,
        )


def fill_absences(cast: Cast, times: int) -> None:
    """Everybody is away, each with a deputy of the same name who is away too."""
    for n in range(times):
        people = [
            make_member(
                cast.slagelse,
                Role.UNIT_COORDINATOR,
                email=f"{who}-{times}-{n}@slagelse.example",
                name=f"{who} {n}",
                by=cast.leader,
                at=cast.at,
            )
            for who in ("away", "deputy")
        ]
        for person, deputy in ((people[1], None), (people[0], people[1])):
            register_absence(
                project=cast.slagelse,
                user=person,
                from_on=clock.today(),
                to_on=clock.today() + timedelta(days=4),
                deputy=deputy,
                anyway=True,
                by=cast.leader,
                at=cast.at,
            )


def stand_in_for_many(cast: Cast, times: int) -> None:
    """Many are away, and one person does the tasks of all."""
    for role in (Role.TECHNICAL_OWNER, Role.HEALTH_CONSULTANT, Role.SUPPORT_STAFF)[: 1 if times == FEW else None]:
        register_absence(
            project=cast.slagelse,
            user=cast.people[role],
            from_on=clock.today(),
            to_on=clock.today(),
            deputy=cast.leader,
            anyway=False,
            by=cast.leader,
            at=cast.at,
        )
    lead_projects(cast, times)


def fill_my_tasks(cast: Cast, times: int) -> None:
    """All that one's own page gathers."""
    stand_in_for_many(cast, times)
    give_many(cast, times)
    fill_waitings(cast, times)
    comment_many(cast, times)
    coordinate(cast, times)
    fill_national(cast, times)


def appoint_many(cast: Cast, times: int) -> None:
    """Fill the list of those who have not started."""
    for municipality in Municipality.objects.filter(projects=None, invitations=None)[:times]:
        appoint(
            municipality=municipality,
            email=f"leder@{municipality.slug}.example",
            name="Ny Leder",
            by=cast.programme_manager,
            at=cast.at,
            once=uuid4(),
        )


def fill_organisation(cast: Cast, times: int) -> None:
    """All that Organisation gathers."""
    fill_people(cast, times)
    fill_absences(cast, times)


def add_own_tasks(cast: Cast, times: int) -> None:
    """Fill the project with tasks of its own, each waiting for the one before."""
    for n in range(times):
        needs = [Task.objects.filter(project=cast.slagelse).order_by("-pk")[0].number]
        words = OwnWords(f"Opgave {times}-{n}", "plan", Role.PROJECT_MANAGER, needs=needs)
        add_own_task(project=cast.slagelse, words=words, by=cast.leader, at=cast.at, once=uuid4())
    fill_waitings(cast, times)


def fill_task(cast: Cast, times: int) -> None:
    """All that a task's page gathers."""
    close_and_reopen(cast, times)
    give_many(cast, times)
    fill_waitings(cast, times)
    comment_many(cast, times)
    fill_files(cast, times)


def save_filters(cast: Cast, times: int) -> None:
    """Some filters have names."""
    for n in range(min(times, 17)):
        save_filter(
            project=cast.slagelse,
            name=f"Filter {times}-{n}",
            query=f"q={times}-{n}",
            is_shared=False,
            by=cast.leader,
            at=cast.at,
            once=uuid4(),
        )


def fill_overview(cast: Cast, times: int) -> None:
    """All that a project's page gathers."""
    fill_people(cast, times)
    add_own_tasks(cast, times)
    close_and_reopen(cast, times)
    give_many(cast, times)


def answer_many(cast: Cast, times: int) -> None:
    """Many times of answers, of which the first closed tasks."""
    few = (("Q07", "context_handler"), ("Q02", "chosen"))
    answered(cast, *few, *([("Q04", "signed"), ("Q05", "signed"), ("Q10", "support_agreed")] if times == MANY else []))
    for _ in range(times):
        answered(cast)


PAGES: dict[str, tuple[str, Callable[[Cast, int], None]]] = {
    "my_tasks": ("leader", fill_my_tasks),
    "project_list": ("programme_manager", start_projects),
    "project_start": ("programme_manager", start_projects),
    "project": ("leader", fill_overview),
    "task_list": ("leader", add_own_tasks),
    "saved_filters": ("leader", save_filters),
    "task_due_dates": ("leader", add_own_tasks),
    "task_export_csv": ("leader", add_own_tasks),
    "task_export_xlsx": ("leader", add_own_tasks),
    "task_assign": ("leader", give_many),
    "plan": ("leader", fill_overview),
    "plan_move": ("leader", add_own_tasks),
    "closing_days": ("leader", nothing),
    "task_due": ("leader", add_own_tasks),
    "task_messages": ("leader", fill_people),
    "own_task_add": ("leader", add_own_tasks),
    "own_task_edit": ("leader", add_own_tasks),
    "task": ("it", fill_task),
    "task_file": ("it", fill_files),
    "task_file_content": ("it", fill_files),
    "task_file_shown": ("it", fill_files),
    "task_file_withdraw": ("it", fill_files),
    "agreements": ("leader", fill_agreements),
    "agreement_questions": ("leader", fill_questions),
    "agreement_question_letter": ("leader", fill_questions),
    "agreement_checklist": ("leader", fill_questions),
    "agreement": ("leader", fill_agreements),
    "agreement_begin": ("leader", fill_agreements),
    "agreement_move": ("leader", nothing),
    "agreement_file": ("leader", fill_agreements),
    "agreement_file_content": ("leader", fill_agreements),
    "agreement_file_shown": ("leader", fill_agreements),
    "agreement_file_withdraw": ("leader", fill_agreements),
    "agreement_package": ("leader", fill_packages),
    "agreement_package_zip": ("leader", fill_packages),
    "file_list": ("leader", fill_all_files),
    "document_list": ("leader", fill_documents),
    "document": ("leader", fill_documents),
    "shelf": ("leader", fill_documents),
    "own_file": ("leader", fill_documents),
    "own_file_content": ("leader", fill_documents),
    "own_file_shown": ("leader", fill_documents),
    "own_file_withdraw": ("leader", fill_documents),
    "national_documents": ("programme_manager", fill_national),
    "national_document": ("programme_manager", fill_national),
    "task_stuck": ("it", others_wait),
    "task_waiting": ("it", fill_waitings),
    "history": ("leader", close_and_reopen),
    "organisation": ("leader", fill_organisation),
    "organisation_sheet": ("leader", fill_people),
    "hand_over_letter": ("leader", fill_people),
    "invite": ("leader", fill_people),
    "holding": ("leader", fill_people),
    "hand_over": ("leader", fill_people),
    "leaving": ("leader", fill_people),
    "appointments": ("programme_manager", appoint_many),
    "invitation": ("stranger", fill_people),
    "absence_list": ("leader", fill_absences),
    "absence_new": ("leader", fill_absences),
    "absence_edit": ("leader", fill_absences),
    "unit_tasks": ("leader", fill_units),
    "task_units": ("leader", fill_units),
    "task_unit": ("leader", fill_units),
    "unit_list": ("leader", fill_people),
    "unit_add": ("leader", fill_people),
    "unit_edit": ("leader", fill_people),
    "unit_take_out": ("leader", fill_people),
    "unit_import": ("leader", fill_people),
    "message_list": ("leader", put_mails),
    "start_where_you_are": ("leader", answer_many),
    "start_round": ("leader", answer_many),
    "missing_proof": ("leader", answer_many),
    "task_proof": ("leader", answer_many),
    "guide": ("leader", nothing),
    "guide_item": ("leader", nothing),
    "roles": ("leader", lead_projects),
    "national_roles": ("programme_manager", give_national_roles),
    "own_page": ("leader", work_in_many),
    "change_address": ("leader", nothing),
    "account_confirm_email": ("leader", nothing),
    "account_change_password": ("leader", nothing),
    "account_logout": ("leader", nothing),
    "account_login": ("stranger", nothing),
    "account_signup": ("stranger", nothing),
    "account_inactive": ("stranger", nothing),
    "account_reset_password": ("stranger", nothing),
    "account_reset_password_done": ("stranger", nothing),
    "account_reset_password_from_key": ("stranger", nothing),
    "account_reset_password_from_key_done": ("stranger", nothing),
}
# They show no page: a redirect, or a word for machines.
NOT_PAGES = {"resume_form", "health", "health_ready"}


def test_every_page_has_a_ceiling() -> None:
    assert {row.url_name for row in MATRIX if row.data is None} - NOT_PAGES == set(PAGES)


def address_of(name: str, cast: Cast) -> str:
    """The page's address, as the matrix has it."""
    row = next(row for row in MATRIX if row.url_name == name and row.data is None)
    return reverse(name, kwargs=row.kwargs(cast))


def queries_of(name: str, cast: Cast) -> int:
    """The queries of one page for someone who was here a moment ago. What its address made is taken back."""
    client, who = Client(), PAGES[name][0]
    with transaction.atomic():
        if who != "stranger":
            client.force_login(getattr(cast, who))
        address = address_of(name, cast)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        transaction.set_rollback(True)
    return len(queries)


def ceiling_of(name: str) -> int:
    """How many queries a page may take."""
    if name == "my_tasks":
        return MINE_CEILING
    return GATHERING_CEILING if name in GATHERING else CEILING


@pytest.mark.parametrize("fill", dict.fromkeys(fill for _, fill in PAGES.values()), ids=lambda fill: fill.__name__)
def test_pages_stay_under_their_ceilings_whatever_their_rows(fill: Callable[[Cast, int], None], cast: Cast) -> None:
    names = [name for name, (_, its_fill) in PAGES.items() if its_fill is fill]
    fill(cast, FEW)
    few = {name: queries_of(name, cast) for name in names}
    fill(cast, MANY)
    many = {name: queries_of(name, cast) for name in names}
    assert few == many
    assert {name: number for name, number in many.items() if number > ceiling_of(name)} == {}
