"""A session that ends in the middle of a form: what was typed is kept and can be sent after signing in again."""

from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.http import require_GET

from accounts.access import person_of

KEPT = "kept_form"
WHO_COOKIE = "kl_who"
# Longer than any form here; a larger body is refused before it is read.
MOST_BYTES = 200_000


class ExpiredFormMiddleware:
    """Keeps an unauthenticated post to a page behind the sign-in, and remembers whose browser this last was."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; mark the answer with the signed-in person's number (signed)."""
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.set_signed_cookie(
                WHO_COOKIE,
                str(request.user.pk),
                max_age=24 * 3600,
                httponly=True,
                secure=settings.SESSION_COOKIE_SECURE,
                samesite="Lax",
            )
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        """Keep what was typed, and ask for a sign-in that comes back to it."""
        if request.method != "POST" or request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        whose = request.get_signed_cookie(WHO_COOKIE, default="", max_age=24 * 3600)
        too_large = int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES
        if not whose or too_large:
            return None
        fields = [(name, value) for name, values in request.POST.lists() for value in values]
        request.session[KEPT] = {
            "path": request.path,
            "whose": whose,
            "fields": [(name, value) for name, value in fields if name != "csrfmiddlewaretoken"],
        }
        return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?next={quote(reverse('resume_form'))}&afbrudt=1")


@require_GET
def resume_form(request: HttpRequest) -> HttpResponse:
    """Show what was typed before the session ended, to the same person only, with a button that sends it."""
    kept = request.session.pop(KEPT, None)
    if not kept or kept["whose"] != str(person_of(request).pk):
        return redirect(settings.LOGIN_REDIRECT_URL)
    try:
        resolve(kept["path"])
    except Resolver404:
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "accounts/resume_form.html", {"kept": kept})
