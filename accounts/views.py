"""Pages of this app that are not allauth's."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST


@require_POST
def keep_session(request: HttpRequest) -> HttpResponse:
    """The person is still here: the session starts over (every answered request renews it)."""
    return HttpResponse(status=204)
