"""Mine opgaver: the first screen after sign-in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.access import national_acts, person_of
from accounts.roles import Act
from audit import clock
from checklists.mine.cards import cards_for
from checklists.mine.day import MyDay
from checklists.mine.first_screen import FirstScreen
from checklists.mine.pieces import apart, pieces_for
from checklists.mine.tasks import grouped, my_rows, next_step, why_nothing
from checklists.one_task.comments import unseen_mentions
from checklists.per_unit.lines import my_units


@require_safe
def my_tasks(request: HttpRequest) -> HttpResponse:
    """The person's own tasks. `alle` names the group to show whole.

    The programleder, who has none, is sent to all projects.
    """
    user, today = person_of(request), clock.today()
    day = MyDay(user, today)
    rows = my_rows(day)
    if not rows and Act.SEE_ALL_PROJECTS in national_acts(user, on=today):
        return redirect("project_list")
    pieces, first = pieces_for(day), FirstScreen(day)
    own = apart(rows, pieces)
    groups = grouped(own, on=today, whole=request.GET.get("alle", ""))
    counts = {group.key: len(group.rows) for group in groups}
    return render(
        request,
        "checklists/my_tasks.html",
        {
            "groups": groups,
            "rows": rows,
            "pieces": [(piece, piece.is_late(on=today)) for piece in pieces],
            "nothing": why_nothing(user, rows, appointed=bool(first.to_start), on=today),
            "first": first,
            "mentions": unseen_mentions(user, on=today),
            "my_units": my_units(day),
            "late": counts.get("late", 0) + sum(piece.is_late(on=today) for piece in pieces),
            "week": counts.get("week", 0),
            "several": len({row.task.project_id for row in rows}) > 1,
            "next": next_step(groups),
            "cards": cards_for(day),
            "today": today,
        },
    )
