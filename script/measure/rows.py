"""What is measured: one entry a row of the table."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any
from uuid import NAMESPACE_DNS, uuid5

from django.urls import reverse

from audit import clock
from checklists.models import Task
from checklists.moves import State
from checklists.views.task import TICK_POINTS
from kontaktlaege.demo.answers import answers_for
from projects.workdays import add_workdays
from script.measure.papers import text_file
from script.measure.world import World
from ui.danish import numeric_date

# What a row is held against: `script/stack/bench_table.py: AIMS`.
LIST, PAGE, WRITE, START = "list", "page", "write", "start"


@dataclass(frozen=True)
class Request:
    """One request. With `data` it is a POST, and each is sent once."""

    path: str
    session: str
    data: dict[str, str] | None = None


Making = Callable[[World, int], list[Request]]


@dataclass(frozen=True)
class Row:
    """A row: what it is called, what it is held against, its requests, and how many a run at most."""

    label: str
    kind: str
    requests: Making
    status: int = 200
    most: int = 1000


def page(url_name: str, *, in_project: bool = False, **kwargs: Any) -> Making:
    """The page as the projektleder of the project in the middle sees it."""

    def requests(world: World, _count: int) -> list[Request]:
        own: dict[str, Any] = {"pk": world.projects[world.middle].pk, **kwargs} if in_project else kwargs
        return [Request(reverse(url_name, kwargs=own), world.session_of(world.managers[world.middle]))]

    return requests


def closings(world: World, count: int) -> list[Request]:
    """A task nobody has begun, in project after project, each closed by its projektleder with all it asks for."""
    ways = [_closings_of(world, number) for number in range(len(world.projects))]
    turns = [way[turn] for turn in range(max(map(len, ways))) for way in ways if turn < len(way)]
    return turns[:count]


def _closings_of(world: World, number: int) -> list[Request]:
    project, manager = world.projects[number], world.managers[number]
    session = world.session_of(manager)
    tasks = list(
        Task.objects.filter(project=project, state=State.NOT_STARTED, managed_by="", item__per_unit=False)
        .filter(item__fills_role="")
        .select_related("item")
        .order_by("item__position")
    )
    # An answer that settles other tasks would take the next requests' task away.
    return [
        Request(
            reverse("task_close", kwargs={"pk": project.pk, "number": task.number}),
            session,
            _answers(task, manager.name),
        )
        for task in tasks
        if not task.item.settles
    ]


def _answers(task: Task, name: str) -> dict[str, str]:
    today = clock.today()
    answers = answers_for(task.item, on=today, names={"project_manager": name}, host="kommune.example")
    typed = {kind: numeric_date(today) if value == today else str(value) for kind, value in answers.items()}
    return {**typed, "early": "done_elsewhere", "points": TICK_POINTS, "task_version": str(task.version)}


def starts(world: World, count: int) -> list[Request]:
    """The programleder starts a project in one new municipality after the other."""
    session, path = world.session_of(world.programme_manager), reverse("project_start")
    go_live = numeric_date(add_workdays(clock.today(), 120))
    return [
        Request(
            path,
            session,
            {
                "municipality": str(place.pk),
                "manager_name": f"Leder {place.code}",
                "manager_email": f"leder@{place.slug}.example",
                "go_live_on": go_live,
                "once": str(uuid5(NAMESPACE_DNS, place.code)),
            },
        )
        for place in world.free[:count]
    ]


STARTS = 20
# Its page is no row, so what lies there costs none; and a MB is one piece.
FROM, TO, LARGE = "G32", "G33", 25
ROWS = [
    Row("Mine opgaver", LIST, page("my_tasks")),
    Row("Opgaver", LIST, page("task_list", in_project=True)),
    Row("Historik", LIST, page("history", in_project=True)),
    Row("Opgaver som CSV", LIST, page("task_export_csv", in_project=True)),
    Row("Opgaver som XLSX", LIST, page("task_export_xlsx", in_project=True)),
    Row("Filer (2.000)", LIST, page("file_list", in_project=True)),
    Row("Projekt", PAGE, page("project", in_project=True)),
    Row("Opgave (G31)", PAGE, page("task", in_project=True, number="G31")),
    Row("Aftale", PAGE, page("agreement", in_project=True, slug="databehandleraftale", number=1)),
    Row("Luk en opgave (POST)", WRITE, closings, status=302),
    Row("Start et projekt (POST)", START, starts, status=302, most=STARTS),
]


def large_plan(world: World) -> dict[str, str]:
    """Where to send a large file, where to fetch one, and a small one to begin with."""
    project, manager = world.projects[world.middle], world.managers[world.middle]
    task, where = project.tasks.get(number=FROM), {"pk": project.pk, "number": FROM}
    small, large = (text_file(task, pieces=pieces, by=manager, at=clock.now()) for pieces in (1, LARGE))
    content = {
        name: reverse("task_file_content", kwargs={**where, "file": version.file_id, "version": 1})
        for name, version in (("small", small), ("down", large))
    }
    session = world.session_of(manager)
    return {"session": session, "pieces": str(LARGE), "up": reverse("task_files", args=[project.pk, TO]), **content}


def as_plan(world: World, *, requests: int, runs: int, warm_up: int) -> list[dict[str, Any]]:
    """The rows with their requests: enough for one that is counted, the warm-up and all runs."""
    plan = []
    for row in ROWS:
        each = min(requests, row.most)
        made = row.requests(world, 1 + min(warm_up, each) + runs * each)
        facts = {"label": row.label, "kind": row.kind, "status": row.status, "each": each}
        plan.append({**facts, "requests": [asdict(request) for request in made]})
    return plan
