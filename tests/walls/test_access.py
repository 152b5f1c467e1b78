"""The wall between municipalities, and between roles: every address × everybody."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from psycopg2 import sql

from accounts.models import User
from accounts.roles import Act
from accounts.services.people import ensure_membership
from projects.access import standing_of
from projects.models import Project
from tests.answers import EARLY_REASON
from tests.cast import Cast
from tests.walls.matrix import MATRIX, PLAYERS, Player, Row

APPS = ("audit", "outbox", "accounts", "projects", "files", "checklists", "agreements", "documents")
WATCHED = [model for app in APPS for model in apps.get_app_config(app).get_models()]
# Signing in is not a change of anything here.
NOT_WATCHED = "last_login"


def names_of(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    """The name of every address."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names_of(pattern.url_patterns)
        else:
            yield pattern.name or f"nameless {pattern.pattern}"


def everything() -> list[tuple[str, str | None]]:
    """What all our tables hold: a fingerprint of the rows of each."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(" UNION ALL ").join(map(fingerprint_of, WATCHED)))
        return sorted(cursor.fetchall())


def fingerprint_of(model: type[models.Model]) -> sql.Composable:
    """Asks for the name of its table and a sum of all its rows."""
    columns = {field.column for field in model._meta.local_fields}
    row = sql.SQL("to_jsonb(r) - {}").format(sql.Literal(NOT_WATCHED)) if NOT_WATCHED in columns else sql.SQL("r")
    return sql.SQL("SELECT {}, md5(string_agg(({row})::text, '' ORDER BY ({row})::text)) FROM {} r").format(
        sql.Literal(model._meta.db_table), sql.Identifier(model._meta.db_table), row=row
    )


def test_every_address_stands_in_the_matrix() -> None:
    assert set(names_of(get_resolver().url_patterns)) == {row.url_name for row in MATRIX}


@pytest.mark.parametrize("player", PLAYERS, ids=lambda player: player.name)
@pytest.mark.parametrize("row", MATRIX, ids=lambda row: f"{row.url_name}{'-post' if row.data else ''}")
def test_access(row: Row, player: Player, cast: Cast, client: Client) -> None:
    row.prepare(cast)
    user = player.user(cast)
    if user:
        client.force_login(user)
    address = reverse(row.url_name, kwargs=row.kwargs(cast))
    if row.data is None:
        answer = client.get(address)
    else:
        data = row.data(cast)
        before = everything()
        answer = client.post(address, data)
        # The right person's call changes a row; everybody else's leaves the database as it was.
        changes = player.expected(row) == 302 and player.may(row) and not row.changes_nothing
        assert (everything() != before) == changes
    assert answer.status_code == player.expected(row)
    if player.name == "stranger" and not player.may(row):
        assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("player", PLAYERS[1:], ids=lambda player: player.name)
def test_lists_and_pages_agree_on_whose_project_may_be_seen(player: Player, cast: Cast) -> None:
    user = player.user(cast)
    assert user
    day = cast.at.date()
    listed = set(Project.objects.visible_to(user, on=day))
    standing = {project for project in Project.objects.all() if standing_of(user, project, on=day).may(Act.SEE_PROJECT)}
    assert listed == standing


def test_a_leader_cannot_name_someone_from_the_neighbour(cast: Cast, client: Client) -> None:
    cast.slagelse.closed_at, cast.slagelse.closed_by = cast.at, cast.leader
    cast.slagelse.save()
    client.force_login(cast.leader)
    before = everything()
    for email in (cast.neighbour.email, "findes-ikke@vest.example"):
        answer = client.post(
            reverse("project_start"),
            {
                "municipality": str(cast.slagelse.municipality_id),
                "manager_name": "Jens",
                "manager_email": email,
                "once": "0d1c6f51-8e62-4d8e-bb0e-0d53a1f0a111",
            },
        )
        assert answer.status_code == 422
        # The answer is the same whether or not the address exists elsewhere.
        assert "Vi kender ikke adressen hos jer" in answer.content.decode()
    assert everything() == before


def test_a_leader_cannot_start_for_the_neighbour(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    before = everything()
    answer = client.post(
        reverse("project_start"),
        {
            "municipality": str(cast.vesthimmerland.municipality_id),
            "manager_name": cast.leader.name,
            "manager_email": cast.leader.email,
            "once": "0d1c6f51-8e62-4d8e-bb0e-0d53a1f0a112",
        },
    )
    assert answer.status_code == 422
    assert "Vesthimmerland" not in answer.content.decode()
    assert everything() == before


def test_the_programme_manager_reads_states_not_the_work(cast: Cast, client: Client) -> None:
    from checklists.services.tasks import close_task

    task = cast.task("G31")
    answers = {"person": "Yusuf Hemmelig", "reference": "Hemmelig 26", "file": "Hemmelig fil"}
    close_task(task=task, answers=answers, early_reason=EARLY_REASON, by=cast.it, version=task.version, at=cast.at)
    client.force_login(cast.programme_manager)
    page = client.get(reverse("task", kwargs={"pk": cast.slagelse.pk, "number": "G31"})).content.decode()
    assert "Færdig" in page
    for hidden in ("Hemmelig", cast.it.name, "lukkede G31"):
        assert hidden not in page


def test_rights_end_with_the_day(cast: Cast, client: Client) -> None:
    membership = cast.it.memberships.get()
    membership.from_on = membership.to_on = cast.at.date().replace(year=cast.at.year - 1)
    membership.save()
    # Somewhere else, so that signing in is still allowed.
    ensure_membership(user=cast.it, municipality=cast.vesthimmerland.municipality, by=None, at=cast.at)
    client.force_login(cast.it)
    assert client.get(reverse("task_list", kwargs={"pk": cast.slagelse.pk})).status_code == 404
    assert cast.slagelse.municipality.name not in client.get(reverse("project_list")).content.decode()


@pytest.fixture
def former(cast: Cast) -> User:
    """Someone who no longer may sign in."""
    cast.it.is_active = False
    cast.it.save()
    return cast.it


def test_a_blocked_person_is_signed_out(former: User, cast: Cast, client: Client) -> None:
    client.force_login(former)
    assert client.get(reverse("my_tasks")).status_code == 302
