"""The session that is kept while somebody is here."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST


@require_POST
@login_not_required
def keep_session(request: HttpRequest) -> HttpResponse:
    """The person is still here: the session starts over (every answered request renews it).

    401 when it has ended. Not a redirect to the sign-in: that would take the place of a form just kept.
    """
    return HttpResponse(status=204 if request.user.is_authenticated else 401)
