"""A session that ends in the middle of a form: what was typed is kept and can be sent after signing in again."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote, unquote_plus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.access import person_of
from ui import cpr
from ui.cpr_guard import BOX, MASK
from ui.not_cpr import says

KEPT = "kept_form"
WHO_COOKIE = "kl_who"
WHO_SECONDS = 24 * 3600
# Longer than any form here. More than this is not put into the session.
MOST_CHARACTERS = 200_000
# Their forms are about signing in itself: passwords, signing out, and what was kept.
NEVER_KEPT = ("allauth.", "accounts.expired")
# Fields that a page writes for itself, which nobody has typed.
MACHINE_FIELDS = {"task_version", "once", "seen", "role_id", "fra", "filter", "leave", "tick", "untick", "points", MASK}


class ExpiredFormMiddleware:
    """Keeps an unauthenticated post to a page behind the sign-in, and remembers whose browser this last was."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; mark the answer with the signed-in person's number (signed), until they sign out."""
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.set_signed_cookie(
                WHO_COOKIE,
                str(request.user.pk),
                max_age=WHO_SECONDS,
                httponly=True,
                secure=settings.SESSION_COOKIE_SECURE,
                samesite="Lax",
            )
            if _was_sent(request, response):
                del request.session[KEPT]
        elif _signs_out(request):
            # Otherwise the next person at this computer could leave a form for this one to send.
            response.delete_cookie(WHO_COOKIE, samesite="Lax")
            request.session.pop(KEPT, None)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        """Keep what was typed, and ask for a sign-in that comes back to it."""
        if request.method != "POST" or request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        whose = request.get_signed_cookie(WHO_COOKIE, default="", max_age=WHO_SECONDS)
        if not whose or view.__module__.startswith(NEVER_KEPT):
            return None
        sign_in = resolve_url(settings.LOGIN_URL)
        typed = _typed_fields(request)
        if sum(len(name) + len(value) for name, value in typed) > MOST_CHARACTERS:
            return HttpResponseRedirect(f"{sign_in}?afbrudt=stort")
        fields = _without_cpr(typed)
        kept = {"path": request.path, "whose": whose, "fields": fields, "hidden": fields != typed}
        request.session[KEPT] = kept
        return HttpResponseRedirect(f"{sign_in}?next={quote(reverse('resume_form'))}&afbrudt=1")


def _typed_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """What was posted, in order, without the token and without anything that may be a password."""
    return [
        (name, str(value))
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and "password" not in name.lower()
    ]


def _is_the_machines(name: str) -> bool:
    # A form's prefix stands before the field's own name.
    return name.rsplit("-", 1)[-1] in MACHINE_FIELDS or name.endswith(BOX)


def _without_cpr(typed: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The same with the last digits of CPR-numre hidden, unless the person has said that it is none."""
    marks = {name: value for name, value in typed if name.endswith(BOX)}

    def safe(name: str, value: str) -> str:
        found = [] if _is_the_machines(name) else cpr.find_in_address(value)
        if not found or says(marks.get(f"{name}{BOX}", ""), found):
            return value
        return cpr.mask(value if cpr.find(value) else unquote_plus(value))

    return [(name, safe(name, value)) for name, value in typed]


def _was_sent(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether this is the kept form arriving. A refusal or a fault of ours did not take it, so then it stays."""
    kept = request.session.get(KEPT)
    arrived = request.method == "POST" and kept and kept["path"] == request.path
    return bool(arrived and response.status_code < 500 and response.status_code not in {403, 404})


def _signs_out(request: HttpRequest) -> bool:
    """Whether the person pressed Log af, also when the session had ended by itself."""
    return request.method == "POST" and request.path == reverse("account_logout")


def _kept_form(request: HttpRequest) -> dict[str, Any] | None:
    """What the signed-in person typed. Somebody else's, or one for a page that is gone, is thrown away."""
    kept: dict[str, Any] | None = request.session.get(KEPT)
    if not kept:
        return None
    try:
        resolve(kept["path"])
    except Resolver404:
        usable = False
    else:
        usable = kept["whose"] == str(person_of(request).pk)
    if not usable:
        del request.session[KEPT]
    return kept if usable else None


@require_GET
def resume_form(request: HttpRequest) -> HttpResponse:
    """Show all that was typed before the session ended, to the same person only, with a button that sends it."""
    kept = _kept_form(request)
    if kept is None:
        return redirect(settings.LOGIN_REDIRECT_URL)
    typed = [value for name, value in kept["fields"] if value.strip() and not _is_the_machines(name)]
    return render(request, "accounts/resume_form.html", {"kept": kept, "typed": typed})


@require_POST
def discard_form(request: HttpRequest) -> HttpResponse:
    """Throw away what was typed."""
    request.session.pop(KEPT, None)
    return redirect(settings.LOGIN_REDIRECT_URL)
