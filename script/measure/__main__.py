"""`python -m script.measure FILE`: fill an empty database, and write down what to ask for."""

import json
import os
import sys
from pathlib import Path

import django


def main(target: Path, *, projects: int, requests: int, runs: int, warm_up: int) -> None:
    """Write the plan as JSON: the rows, the large file, and the bare page."""
    from django.core.management import call_command
    from django.db import connection

    from script.measure.rows import STARTS, as_plan, large_plan, page
    from script.measure.world import make_world

    call_command("migrate", verbosity=0)
    call_command("load_reference", verbosity=0)
    call_command("load_playbook", verbosity=0)
    world = make_world(projects=projects, free=1 + (runs + 1) * min(STARTS, requests))
    # As a database in use has it; a new one knows nothing of its tables yet.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    [bare] = page("bare_page")(world, 1)
    plan = {
        "rows": as_plan(world, requests=requests, runs=runs, warm_up=warm_up),
        "large": large_plan(world),
        "bare": {"path": bare.path, "session": bare.session, "data": None},
    }
    target.write_text(json.dumps(plan), encoding="utf-8")


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "script.measure.settings"
    django.setup()
    numbers = json.loads(sys.argv[2])
    main(Path(sys.argv[1]), **numbers)
