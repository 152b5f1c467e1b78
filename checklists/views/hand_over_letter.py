"""The page a successor reads first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.access import person_of
from accounts.roles import Act
from audit import clock
from checklists.people.hand_over_letter import HandOverLetter
from projects.context import enter, project_page
from projects.models import HandOver


@require_safe
def hand_over_letter(request: HttpRequest, pk: int, hand_over: int) -> HttpResponse:
    """The afleveringsbrev of one hand-over, made from the project as it stands today."""
    today = clock.today()
    standing = enter(person_of(request), pk, on=today, act=Act.SEE_WORK)
    related = ("project__municipality", "leaver", "successor")
    done = get_object_or_404(HandOver.objects.select_related(*related), pk=hand_over, project=standing.project)
    context = project_page(standing, "organisation", letter=HandOverLetter(done, today), done=done, today=today)
    return render(request, "checklists/hand_over_letter.html", context)
