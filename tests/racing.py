"""Two at once, for real: each in its own thread and connection, both let go in the same moment."""

from collections.abc import Callable
from threading import Barrier, Thread

from django.db import connection


def race(*acts: Callable[[], object]) -> list[object]:
    """Run all at once; gives each one's result, or the exception it raised, in order."""
    barrier = Barrier(len(acts))
    results: list[object] = [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=10)
            results[place] = act()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results
