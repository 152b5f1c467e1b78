"""Inside checklists the rooms stand on floors: what a room imports stands lower, so none goes in a circle."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APP = "checklists"
# From the ground up; what stands on one line does not know each other.
FLOORS: tuple[set[str], ...] = (
    {"moves", "events", "evidence_fields", "pages"},
    {"playbook"},
    {"gates"},
    {"models"},
    {"rules"},
    {"access", "evidence", "letters", "ready_messages", "task_links"},
    {"services"},
    {"dates", "guide", "listeners", "management", "mine", "people", "task_list", "tasks", "templatetags", "waiting"},
    {"per_unit", "project", "start"},
    {"one_task"},
    {"views"},
    {"urls", "urls_guide", "urls_start"},
    {"apps"},
)
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}


def room_of(path: Path) -> str:
    """The folder in the app, or the module at its root."""
    return path.relative_to(ROOT / APP).parts[0].removesuffix(".py")


def rooms_imported(path: Path) -> set[str]:
    """The other rooms that a module asks for by name."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == APP:
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{APP}."):
            found.add(str(node.module).split(".")[1])
    return found - {room_of(path)}


def modules() -> list[Path]:
    """The app's modules; migrations name models by design and are left out."""
    paths = (ROOT / APP).rglob("*.py")
    return [
        path for path in paths if "migrations" not in path.parts and path.parent.name + path.name != f"{APP}__init__.py"
    ]


def test_every_room_has_its_floor() -> None:
    assert {room_of(path) for path in modules()} == FLOOR_OF.keys()


def test_rooms_import_downwards() -> None:
    wrong = {
        f"{path.relative_to(ROOT)} asks {room}"
        for path in modules()
        for room in rooms_imported(path)
        if FLOOR_OF[room] >= FLOOR_OF[room_of(path)]
    }
    assert not wrong
