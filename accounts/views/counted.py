"""Pages whose attempts are counted in Redis, while Redis does not answer."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from redis.exceptions import ConnectionError as RedisRefuses
from redis.exceptions import TimeoutError as RedisHangs

from ui.errors import came_from

logger = logging.getLogger(__name__)
View = Callable[..., HttpResponseBase]


def counted(view: View, *, cannot: str, back_to: str) -> View:
    """503 with a plain sentence while attempts cannot be counted: uncounted, passwords could be guessed at.

    `cannot` is what does not work, e.g. "Du kan ikke logge ind lige nu"; `back_to` the words of the way back.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except (RedisRefuses, RedisHangs) as error:
            logger.error("%s: Redis, where attempts are counted, does not answer: %r", cannot, error)
            said = {"back": came_from(request) or request.path, "cannot": cannot, "back_to": back_to}
            return render(request, "account/not_now.html", said, status=503)

    return answered
