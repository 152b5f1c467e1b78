"""What a request takes inside the web process, told in headers: its own time, and its queries to whoever asks."""

import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

ASKED, ANSWER, OWN_TIME = "X-Count-Queries", "X-Queries", "X-Own-Ms"


class OwnTimeMiddleware:
    """Milliseconds the process itself worked on the request: no waiting, neither for PostgreSQL nor for a busy core."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer with the time in a header."""
        began = time.thread_time()
        response = self.get_response(request)
        response[OWN_TIME] = f"{(time.thread_time() - began) * 1000:.3f}"
        return response


class CountQueriesMiddleware:
    """Counts only when asked, so that what is timed runs as it does for real."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, with the number of queries if the request asks for it."""
        if ASKED not in request.headers:
            return self.get_response(request)
        count = 0

        def one_more(execute: Callable[..., Any], *query: Any) -> Any:
            nonlocal count
            count += 1
            return execute(*query)

        with connection.execute_wrapper(one_more):
            response = self.get_response(request)
        response[ANSWER] = str(count)
        return response
