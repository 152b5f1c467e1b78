"""The list of projects, and a project's list of tasks."""

from django.test import Client
from django.utils.timezone import now

from audit import clock
from checklists.models import Task
from checklists.moves import State
from projects.models import Project
from tests.cast import Cast

START = 'href="/projekter/start/">Start et projekt</a>'


def projects_of(client: Client) -> str:
    """The list of projects, its white space as a reader sees it."""
    return " ".join(client.get("/projekter/").content.decode().split())


def test_progress_is_said_as_everywhere_else(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    musts = Task.objects.filter(project=cast.slagelse, item__force="must")
    # G87 is done already: the project has a go-live.
    settled = list(musts.open().values_list("pk", flat=True)[:4])
    Task.objects.filter(pk__in=settled[:3]).update(state=State.DONE, done_on=clock.today())
    Task.objects.filter(pk=settled[3]).update(state=State.NOT_RELEVANT)
    said = "61 skal-punkter: 4 løst, 1 ikke relevant"
    assert f'<td role="cell" class="s num">{said}</td>' in projects_of(client)
    assert said in client.get(f"/projekter/{cast.slagelse.pk}/opgaver/").content.decode()


def test_a_projektleder_with_an_open_project_is_not_offered_another(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    assert START not in projects_of(client)
    Project.objects.filter(pk=cast.slagelse.pk).update(closed_at=now(), closed_by=cast.programme_manager)
    assert START in projects_of(client)


def test_the_programleder_may_always_start_one(cast: Cast, client: Client) -> None:
    client.force_login(cast.programme_manager)
    assert START in projects_of(client)


def test_a_finish_date_does_not_look_like_a_due_date(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    page = client.get(f"/projekter/{cast.slagelse.pk}/opgaver/").content.decode()
    assert 'class="d r">Dato</th>' in page
    # G02, G03, G05, G09 and G10: their roles are manned. G87: go-live is set.
    assert page.count('<span class="faint">færdig ') == 6
