"""A session ends when nobody has used it for `SESSION_MINUTES`, and leaves no pages behind."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from audit import clock

RENEWED = "renewed_at"
# Written at most this often (seconds), so that reading pages does not write to the database each time.
EVERY = 60


class RenewSessionMiddleware:
    """Starts the session's time over when a signed-in person asks for something; the answer is kept nowhere."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Mark the session as used; saving it sets its end anew.

        No browser keeps the answer: after signing out, Back must not show the next person what stood there.
        """
        signed_in = request.user.is_authenticated
        if signed_in:
            now = int(clock.now().timestamp())
            if abs(now - request.session.get(RENEWED, 0)) >= EVERY:
                request.session[RENEWED] = now
        response = self.get_response(request)
        if signed_in or request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        return response
