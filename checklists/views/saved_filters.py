"""Saving the filter at hand under a name, and taking saved ones away."""

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import person_of
from accounts.roles import Act
from audit import clock
from checklists.models import SavedFilter
from checklists.services.saved_filters import MOST, Taken, TooMany, remove_filter, save_filter
from checklists.task_list.page import TaskListPage
from projects.access import Standing
from projects.context import enter, project_page
from ui import cpr
from ui.fields import GuardedTextField
from ui.forms import Form


class SaveFilterForm(Form):
    """A name, and whether everybody in the project has it."""

    name = GuardedTextField(
        label="Filterets navn", max_length=60, error_messages={"required": "Skriv et navn, fx It-opgaver til P2."}
    )
    shared = forms.BooleanField(label="Vis det for alle i projektet", required=False)
    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, may_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_share:
            del self.fields["shared"]


@require_http_methods(["GET", "HEAD", "POST"])
def saved_filters(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the filter sent as `filter`, and see those there are."""
    standing = enter(person_of(request), pk, on=clock.today())
    sent = request.POST if request.method == "POST" else request.GET
    page = TaskListPage(standing, clock.today(), QueryDict(sent.get("filter", "")))
    form = SaveFilterForm(request.POST or None, initial={"once": uuid4()}, may_share=standing.may(Act.WORK_ALL_TASKS))
    if request.method == "POST" and page.asked.address and form.is_valid() and _save(standing, page, form):
        messages.success(request, f"Filteret {form.cleaned_data['name']} er gemt.")
        return redirect(f"{reverse('task_list', kwargs={'pk': pk})}?{page.asked.address}")
    saved = SavedFilter.objects.seen_by(standing.user, project=standing.project, shared=page.see_work)
    context = project_page(standing, "task_list", page=page, form=form, saved=saved)
    context["may_share"] = standing.may(Act.WORK_ALL_TASKS)
    status = 422 if request.method == "POST" else 200
    return render(request, "checklists/saved_filters.html", context, status=status)


def _save(standing: Standing, page: TaskListPage, form: SaveFilterForm) -> bool:
    data = form.cleaned_data
    common: dict[str, Any] = {"by": standing.user, "at": clock.now(), "once": data["once"]}
    is_shared = data.get("shared", False)
    if cpr.find(page.asked.q):
        form.add_error(None, "Søgningen ligner et CPR-nummer. Portalen gemmer ikke CPR-numre. Søg efter noget andet.")
        return False
    try:
        save_filter(
            project=standing.project, name=data["name"], query=page.asked.address, is_shared=is_shared, **common
        )
    except Taken as taken:
        if taken.saved.query == page.asked.address:
            form.add_error("name", f"Det samme filter er allerede gemt som {taken.saved.name}.")
        else:
            form.add_error("name", f"Der er allerede et filter, der hedder {taken.saved.name}.")
    except TooMany:
        form.add_error("name", f"Der er plads til {MOST} filtre. Fjern et, før du gemmer et nyt.")
    return form.is_valid()


@require_POST
def saved_filter_remove(request: HttpRequest, pk: int, saved: int) -> HttpResponse:
    """Take one away. Another's own is as if it were not there; one that is gone stays gone."""
    standing = enter(person_of(request), pk, on=clock.today())
    found = SavedFilter.objects.seen_by(standing.user, project=standing.project, shared=True).filter(pk=saved).first()
    if found:
        remove_filter(saved=found, by=standing.user, at=clock.now())
        messages.success(request, f"Filteret {found.name} er fjernet.")
    return redirect("saved_filters", pk=pk)
