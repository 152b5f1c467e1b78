"""Writing and withdrawing comments on a task."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from accounts.access import person_of
from accounts.roles import Act
from audit import clock
from checklists.access import task_or_404
from checklists.models import Comment
from checklists.one_task.comment_form import CommentForm
from checklists.one_task.comments import AT_COMMENTS, mentionable, receipt_of
from checklists.services.comments import MayNotSee, withdraw_comment, write_comment
from checklists.views.task import show_task
from projects.context import enter
from projects.manning import holdings_on


def task_comment(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    """Write a comment."""
    if request.method != "POST":
        return redirect("task", pk=pk, number=number)
    standing = enter(person_of(request), pk, on=clock.today(), act=Act.COMMENT)
    task = task_or_404(standing, number)
    holdings = holdings_on([standing.project], on=clock.today(), units=False)
    form = CommentForm(request.POST, people=mentionable(holdings, by=standing.user))
    if form.is_valid():
        words = {"text": form.cleaned_data["text"], "mentioned": form.cleaned_data["people"]}
        try:
            comment = write_comment(
                task=task, by=standing.user, at=clock.now(), once=form.cleaned_data["once"], **words
            )
        except MayNotSee:
            form.add_error("people", "En af dem kan ikke længere se opgaven. Vælg igen.")
        else:
            said = receipt_of(comment, [standing.user, *(held.user for held in holdings)])
            messages.success(request, said, extra_tags=AT_COMMENTS)
            return redirect(f"{reverse('task', kwargs={'pk': pk, 'number': number})}#kommentar-{comment.pk}")
    return show_task(request, standing, task, status=422, comment_form=form)


def comment_withdraw(request: HttpRequest, pk: int, number: str, comment: int) -> HttpResponse:
    """Take back one's own comment."""
    if request.method != "POST":
        return redirect("task", pk=pk, number=number)
    standing = enter(person_of(request), pk, on=clock.today(), act=Act.COMMENT)
    task = task_or_404(standing, number)
    found = get_object_or_404(Comment.objects.select_related("task"), pk=comment, task=task)
    withdraw_comment(comment=found, by=standing.user, at=clock.now())
    return redirect(f"{reverse('task', kwargs={'pk': pk, 'number': number})}#kommentar-{found.pk}")
