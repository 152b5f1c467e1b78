"""The links "og 7 til" below what is capped: where they lead there are those shown and just as many more."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from audit import clock
from checklists.mine.tasks import SHOWN
from checklists.project.overview import STUCK_SHOWN
from tests.cast import Cast
from tests.checklists.stuck import stuck

LINK = re.compile(r'<a href="([^"]+)">og (\d+) til')
SOON = datetime(2026, 12, 1, 9, tzinfo=ZoneInfo("Europe/Copenhagen"))
LATE = datetime(2028, 1, 3, 9, tzinfo=ZoneInfo("Europe/Copenhagen"))
ROLES = (Role.PROJECT_MANAGER, Role.IT_STAFF, Role.IMPLEMENTATION_LEAD, Role.TECHNICAL_OWNER)


def links(client: Client, page: str) -> list[tuple[str, int]]:
    """(address, number) of each such link on a page."""
    html = client.get(page).content.decode()
    return [(address.replace("&amp;", "&"), int(count)) for address, count in LINK.findall(html)]


def rows_of_group(client: Client, address: str) -> int:
    """How many rows the group an address points at has there."""
    html = client.get(address).content.decode()
    group = html.partition(f'id="{address.partition("#")[2]}"')[2]
    return group.partition("</ul>")[0].count('class="ti"')


@pytest.mark.parametrize("at", [SOON, LATE])
def test_mine_opgaver(cast: Cast, client: Client, at: datetime) -> None:
    found = 0
    for role in ROLES:
        client.force_login(cast.people[role])
        with clock.shifted_to(at):
            for address, count in links(client, reverse("my_tasks")):
                found += 1
                assert rows_of_group(client, address) == SHOWN + count, (role, address)
    assert found


@pytest.mark.parametrize("role", [*ROLES, Role.OBSERVER])
def test_the_overview(cast: Cast, client: Client, role: Role) -> None:
    stuck(cast)
    client.force_login(cast.people[role])
    with clock.shifted_to(LATE):
        ((address, count),) = links(client, reverse("project", kwargs={"pk": cast.slagelse.pk}))
        page = client.get(address).context["page"]
    assert len(page.found) == STUCK_SHOWN + count


def test_a_group_nobody_has_heard_of_changes_nothing(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    assert client.get("/?alle=intet").context["groups"] == client.get("/").context["groups"]
