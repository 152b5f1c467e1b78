"""The error pages: what happened, in plain words, and the way back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import requires_csrf_token


def came_from(request: HttpRequest) -> str:
    """The page of ours the person came from, or nothing."""
    back = request.headers.get("referer", "")
    ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return back if ours else ""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400. Without the frame's data: the request may be one that cannot be read (a forged host, say)."""
    return HttpResponse(render_to_string("400.html"), status=400)


@requires_csrf_token
def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return render(request, "403.html", {"back": came_from(request)}, status=403)


@requires_csrf_token
def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return render(request, "404.html", status=404)


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that was too old, or came without our cookie."""
    return render(request, "403_csrf.html", {"back": came_from(request)}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500. Touches neither the database nor the frame's data: either may be what failed."""
    return HttpResponse(render_to_string("500.html"), status=500)
