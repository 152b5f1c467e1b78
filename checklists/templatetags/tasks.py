"""Pieces of a task's row: {% load tasks %}. Here and no template includes, since a list has hundreds of them."""

from urllib.parse import quote

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from checklists.rules.readiness import TaskRow

register = template.Library()


@register.simple_tag
def waiting_act(row: TaskRow, back: str) -> SafeString | str:
    """What the reader may say about the row's waiting: that it is stuck, or whom it waits for; then `back` to the list.

    Nothing for who may not move it.
    """
    if row.may_get_stuck:
        name, words = "task_stuck", ("Går i stå", f": {row.task.number}")
    elif row.may_mend_wait:
        name, words = "task_waiting", ("Ret ventetid", f": {row.task.number}")
    else:
        return ""
    address = f"{reverse(name, args=[row.task.project_id, row.task.number])}?next={quote(back, safe='')}"
    return format_html('<a class="kl-act" href="{}">{}<span class="sr-only">{}</span></a>', address, *words)
