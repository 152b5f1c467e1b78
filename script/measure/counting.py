"""How many queries a request takes, told in a header to whoever asks for it."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

ASKED, ANSWER = "X-Count-Queries", "X-Queries"


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
