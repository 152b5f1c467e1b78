"""Every page has a query ceiling, and the number does not grow with the rows."""

from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import Cast
from tests.walls.agreement_package import fill_packages
from tests.walls.agreement_questions import fill_questions
from tests.walls.agreements import fill_agreements
from tests.walls.documents import fill_documents, fill_national
from tests.walls.files import fill_all_files
from tests.walls.many_people import (
    FEW,
    MANY,
    appoint_many,
    fill_absences,
    fill_organisation,
    fill_people,
    give_national_roles,
    lead_projects,
    put_mails,
    start_projects,
    work_in_many,
)
from tests.walls.many_tasks import (
    add_own_tasks,
    answer_many,
    close_and_reopen,
    fill_my_tasks,
    fill_overview,
    fill_task,
    save_filters,
)
from tests.walls.matrix import MATRIX
from tests.walls.task_files import fill_files
from tests.walls.task_people import give_many
from tests.walls.task_units import fill_units
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


def nothing(cast: Cast, times: int) -> None:
    """For pages whose rows are the playbook's own."""


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
