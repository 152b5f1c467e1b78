"""The unsent questions as one letter, and the word that it is sent."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.roles import Act
from agreements.moves import MoveNotAllowed
from agreements.page import enter_agreement
from agreements.questions.forms import SentForm, counterpart_name
from agreements.questions.letter import QuestionLetter
from agreements.rules.dates import WrongDates
from agreements.rules.rights import require_work
from agreements.services.questions import StaleQuestion, mark_sent
from agreements.views.questions import MENU
from audit import clock
from projects.context import project_page


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_question_letter(request: HttpRequest, pk: int, slug: str, number: int) -> HttpResponse:
    """To copy, or to open in the mail program; a post notes that it is sent."""
    standing, kind, agreement = enter_agreement(request, pk, slug, number, act=Act.SEE_WORK)
    require_work(standing, kind, agreement)
    letter = QuestionLetter(standing, kind, agreement, clock.today())
    whom, status, stale = counterpart_name(kind, agreement), 200, False
    form = SentForm(questions=letter.questions, whom=whom, today=letter.on)
    if request.method == "POST":
        form, status = SentForm(request.POST, questions=letter.questions, whom=whom, today=letter.on), 422
        if form.is_valid():
            sent_on, sent_to = form.cleaned_data["sent_on"], form.cleaned_data["sent_to"]
            try:
                mark_sent(
                    project=standing.project,
                    kind=kind,
                    number=number,
                    versions=form.versions,
                    sent_on=sent_on,
                    sent_to=sent_to,
                    by=standing.user,
                    at=clock.now(),
                )
            except WrongDates as wrong:
                form.add_error("sent_on", wrong.faults["sent_on"])
            except (StaleQuestion, MoveNotAllowed):
                stale, status = True, 409
                form = SentForm(questions=letter.questions, whom=sent_to, today=sent_on)
            else:
                messages.success(request, "Det er noteret, at spørgsmålene er sendt.")
                return redirect("agreement_questions", pk=pk, slug=slug, number=number)
    context = project_page(standing, MENU, letter=letter, kind=kind, agreement=agreement, form=form, stale=stale)
    return render(request, "agreements/question_letter.html", context, status=status)
