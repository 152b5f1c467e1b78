"""Beskeder: the project's mails, and sending one again."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import person_of
from accounts.roles import Act
from audit import clock
from outbox.models import Letter
from outbox.services import NotFailed
from projects.context import enter, project_page
from projects.message_list import FILTERS, MessageList
from projects.services.messages import send_again


@require_safe
def message_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Who got what and when, newest first; `?tilstand=fejlet` shows one state."""
    standing = enter(person_of(request), pk, on=clock.today(), act=Act.MANAGE_PEOPLE)
    mails = MessageList(
        standing.project,
        chosen=request.GET.get("tilstand", ""),
        number=request.GET.get("side"),
        today=clock.today(),
    )
    return render(request, "projects/messages.html", project_page(standing, "message_list", mails=mails))


def message_send_again(request: HttpRequest, pk: int, letter: int) -> HttpResponse:
    """Send a failed mail again, and go back to the list as it was filtered."""
    standing = enter(person_of(request), pk, on=clock.today(), act=Act.MANAGE_PEOPLE)
    if request.method == "POST":
        mail = get_object_or_404(Letter.objects.of_project(standing.project.pk), pk=letter)
        try:
            send_again(project=standing.project, letter=mail, by=standing.user, at=clock.now())
        except NotFailed:
            messages.info(request, f"Mailen til {mail.to_email} er allerede sendt eller på vej.")
        else:
            messages.success(request, f"Mailen til {mail.to_email} er på vej igen.")
    return redirect(_back(pk, request.POST.get("tilstand", "")))


def _back(pk: int, chosen: str) -> str:
    address = reverse("message_list", kwargs={"pk": pk})
    return f"{address}?{urlencode({'tilstand': chosen})}" if chosen in FILTERS else address
