"""The yardstick: what Django itself takes for a page with a table, behind the same sign-in and middleware."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from checklists.models import Task

ROWS = 100


def bare_page(request: HttpRequest) -> HttpResponse:
    """A table of a hundred rows by six columns: one query, one template without includes."""
    return render(request, "measure/bare.html", {"tasks": Task.objects.order_by("pk")[:ROWS]})
