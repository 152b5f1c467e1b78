"""Historik: what happened in a project."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import person_of
from accounts.roles import Act
from audit import clock
from audit.event_types import folded_types
from audit.models import Event
from projects.context import enter, project_page

PER_PAGE = 50


@dataclass(frozen=True)
class HistoryRow:
    """One event, and what it brought about that is said in its row."""

    event: Event
    folded: Sequence["HistoryRow"] = ()

    @property
    def number(self) -> str:
        """The task it is about; empty when it is about something else, such as go-live or answers at the start."""
        return self.event.subject if self.event.subject.isalnum() else ""

    @property
    def summary(self) -> str:
        """How much that is: "58 frister flyttede"."""
        words = folded_types()
        kinds = Counter(row.event.type for row in self.folded)
        return ", ".join(f"{count} {words[kind][count != 1]}" for kind, count in kinds.items())


@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Each event as one sentence, newest first, by day; due dates that moved with a date stand in its row."""
    standing = enter(person_of(request), pk, on=clock.today(), act=Act.SEE_WORK)
    events = Event.objects.of_project(standing.project.pk)
    page = Paginator(events.unfolded().latest_first(), PER_PAGE).get_page(request.GET.get("side"))
    folded = events.folded_under(page.object_list)
    rows = [HistoryRow(event, [HistoryRow(one) for one in folded.get(event.pk, ())]) for event in page.object_list]
    context = project_page(standing, "history", page=page, rows=rows, today=clock.today())
    return render(request, "projects/history.html", context)
