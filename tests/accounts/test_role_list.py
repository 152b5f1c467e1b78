"""The page that says what each role may do: straight from the one table, one's own roles marked."""

import re
from html import unescape

import pytest
from django.test import Client

from accounts.held_roles import held_roles
from accounts.roles import ROLE_ACTS, ROLE_SENTENCES, Act, NationalRoleKind, Role, limit_of
from audit.clock import day_of
from tests.cast import Cast

EVERY_ROLE = [*Role, *NationalRoleKind]


def rows_of(client: Client) -> dict[str, str]:
    """Each role's row as text."""
    page = client.get("/roller/").content.decode()
    found = re.findall(r'<tr role="row" id="(\w+)">(.*?)</tr>', page, re.DOTALL)
    return {role: " ".join(unescape(re.sub(r"<[^>]+>", " ", row)).split()) for role, row in found}


def test_every_role_has_its_sentence_and_its_acts(cast: Cast, client: Client) -> None:
    client.force_login(cast.it)
    rows = rows_of(client)
    assert set(rows) == set(ROLE_ACTS) == set(ROLE_SENTENCES)
    for role in EVERY_ROLE:
        assert rows[role].startswith(role.label)
        assert ROLE_SENTENCES[role] in rows[role]
        # All tasks include one's own, so that one is not said as well.
        unsaid = {Act.WORK_OWN_TASKS} if Act.WORK_ALL_TASKS in ROLE_ACTS[role] else set()
        assert {act for act in Act if act.label in rows[role]} == ROLE_ACTS[role] - unsaid


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (
            NationalRoleKind.PROGRAMME_MANAGER,
            "Ser ikke beviser, kladder, begrundelser, kommentarer og historik, og af navne kun",
        ),
        (NationalRoleKind.SECOND_LEVEL, "Ser ingen projekter."),
        (Role.OBSERVER, "Ændrer ingenting."),
        (Role.LEGAL_OFFICER, "Ændrer ikke opgaver, der hører til en anden"),
        (Role.PROJECT_MANAGER, "Ingen begrænsning i eget projekt."),
    ],
)
def test_what_a_role_may_not_is_said_as_well(cast: Cast, client: Client, role: Role, words: str) -> None:
    client.force_login(cast.leader)
    assert words in rows_of(client)[role]
    assert limit_of(role) in rows_of(client)[role]


def test_my_own_roles_are_marked(cast: Cast, client: Client) -> None:
    for user, mine in ((cast.it, Role.IT_STAFF), (cast.trifork, NationalRoleKind.SECOND_LEVEL)):
        client.force_login(user)
        assert {role for role, row in rows_of(client).items() if "Din rolle" in row} == {mine}


def test_a_role_that_no_longer_counts_is_not_mine(cast: Cast) -> None:
    today = day_of(cast.at)
    assert held_roles(cast.it, on=today) == {Role.IT_STAFF}
    cast.it.memberships.all().delete()
    assert held_roles(cast.it, on=today) == frozenset()


def test_only_who_gives_national_roles_is_led_there(cast: Cast, client: Client) -> None:
    for user, led in ((cast.leader, False), (cast.programme_manager, True)):
        client.force_login(user)
        assert ('href="/nationale-roller/"' in client.get("/roller/").content.decode()) == led


def test_the_footer_leads_here(cast: Cast, client: Client) -> None:
    client.force_login(cast.observer)
    assert '<a href="/roller/">Roller og rettigheder</a>' in client.get("/guiden/").content.decode()
