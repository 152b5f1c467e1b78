"""script/bench: every row can be asked for, and the table marks what misses. The whole of it takes minutes."""

from dataclasses import replace

import pytest
from django.test import Client
from pytest_django import Settings

from checklists.models import Task, Waiting
from checklists.moves import State
from projects.models import Project
from script.measure.rows import as_plan, closings, large_plan, page
from script.measure.world import World, make_world
from script.stack.bench_client import Measured
from script.stack.bench_large import Large, Way
from script.stack.bench_memory import Memory
from script.stack.bench_table import table_of
from script.stack.big_file import size_of

ROW = Measured("Opgaver", "list", median=40, p95=50, queries=9, kilobytes=80, ratio=2.5, own_ratio=2.8, bare=16)
SMALL = Memory(web_process=90, stack=400)
LARGE = Large(megabytes=26, up=Way(0.8, 3), down=Way(0.1, 0))


@pytest.fixture
def world(cast: object, settings: Settings) -> World:
    """One project in mid-course, and two municipalities for starting one."""
    settings.ROOT_URLCONF = "script.measure.urls"
    settings.MIDDLEWARE = ["script.measure.counting.CountQueriesMiddleware", *settings.MIDDLEWARE]
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], BARE]}]
    return make_world(projects=1, free=2)


BARE = "script/measure/templates"


def test_a_project_in_mid_course_has_some_of_everything(world: World) -> None:
    [project] = world.projects
    states = set(Task.objects.filter(project=project).values_list("state", flat=True))
    assert {State.NOT_STARTED, State.IN_PROGRESS, State.DONE} <= states
    assert Waiting.objects.open().filter(task__project=project).exists()
    assert project.units.count() == 12
    assert Project.objects.filter(municipality__in=world.free).count() == 0


def test_every_row_and_the_bare_page_answer_as_they_should(world: World) -> None:
    for row in as_plan(world, requests=1, runs=1, warm_up=0):
        for request in row["requests"]:
            client = Client(headers={"X-Count-Queries": "1"})
            client.cookies["sessionid"] = request["session"]
            ask = client.get if request["data"] is None else client.post
            response = ask(request["path"], request["data"])
            assert response.status_code == row["status"], (row["label"], request["path"])
            assert int(response["X-Queries"]) > 0

    plan = large_plan(world)
    client.cookies["sessionid"] = plan["session"]
    for name, size in (("small", size_of(1)), ("down", size_of(int(plan["pieces"])))):
        assert client.head(plan[name])["Content-Length"] == str(size)

    # Each way of closing, since the full run goes through them all.
    for request in closings(world, 1000):
        client.cookies["sessionid"] = request.session
        assert client.post(request.path, request.data).status_code == 302, request.path

    [bare] = page("bare_page")(world, 1)
    client = Client()
    assert client.get(bare.path).status_code == 302
    client.cookies["sessionid"] = bare.session
    assert client.get(bare.path).content.count(b"<tr>") == 101


def test_a_row_within_its_aim_says_nothing() -> None:
    assert "misses" not in table_of([ROW], SMALL, LARGE, [20.0, 4.0])


@pytest.mark.parametrize(
    "row",
    [
        replace(ROW, ratio=3.01),
        replace(ROW, p95=61),
        replace(ROW, kind="page", ratio=2.1),
        replace(ROW, kind="write", ratio=1.9),
        replace(ROW, kind="start", median=501, p95=502),
    ],
)
def test_what_misses_is_marked(row: Measured) -> None:
    assert table_of([row], SMALL, LARGE, []).count("**misses**") == 1


def test_too_much_memory_is_marked_and_an_unknown_one_said() -> None:
    assert table_of([], Memory(126, 601), LARGE, []).count("**misses**") == 2
    assert "not told" in table_of([], Memory(None, None), LARGE, [])


def test_a_process_that_grows_with_a_file_is_marked() -> None:
    assert table_of([], SMALL, replace(LARGE, up=Way(0.8, 41)), []).count("**misses**") == 1
