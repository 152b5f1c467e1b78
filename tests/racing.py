"""Two at once, for real: each in its own thread and connection, both let go in the same moment."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Barrier, Thread
from unittest.mock import patch

from django.db import connection

# Longer than any act takes to read, so that without a lock all have read before the first is written.
LINGER_SECONDS = 0.1


def race(*acts: Callable[[], object]) -> list[object]:
    """Run all at once; gives each one's result, or the exception it raised, in order.

    Each lingers before it commits. What a lock keeps apart goes one after the other all the same; what none keeps apart
    meets, every time and not by luck.
    """
    barrier = Barrier(len(acts))
    results: list[object] = [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=10)
            with lingering():
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


@contextmanager
def lingering() -> Iterator[None]:
    """This thread's connection waits before each commit."""
    commit = connection.commit

    def later() -> None:
        time.sleep(LINGER_SECONDS)
        commit()

    with patch.object(connection, "commit", later):
        yield
