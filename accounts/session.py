"""A session ends when nobody has used it for `SESSION_MINUTES`."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from audit import clock

RENEWED = "renewed_at"
# Written at most this often (seconds), so that reading pages does not write to the database each time.
EVERY = 60


class RenewSessionMiddleware:
    """Starts the session's time over when a signed-in person asks for something."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Mark the session as used; saving it sets its end anew."""
        if request.user.is_authenticated:
            now = int(clock.now().timestamp())
            if abs(now - request.session.get(RENEWED, 0)) >= EVERY:
                request.session[RENEWED] = now
        return self.get_response(request)
