"""The questions of an agreement: asked, answered, settled."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.roles import Act
from agreements.kinds import Kind
from agreements.models import Agreement, AgreementQuestion
from agreements.moves import MoveNotAllowed
from agreements.page import enter_agreement
from agreements.questions.acts import ACTS, WITHOUT_WORDS, carry_out, form_of
from agreements.questions.forms import AskForm, VersionForm
from agreements.questions.page import OPEN, QuestionsPage
from agreements.rules.rights import may_work, require_work
from agreements.services.questions import StaleQuestion, ask
from audit import clock
from files.uploads import tells_send_js
from projects.access import Standing
from projects.context import project_page

MENU = "agreements"
# Says that the form stands on the agreement's own page, which is where to go back to.
FROM_AGREEMENT = "aftale"
CHANGED = "Spørgsmål {} er ændret, siden du åbnede siden. Det, du skrev, står her endnu og er ikke gemt."
CHANGED_SINCE = "Spørgsmål {} er ændret, siden du åbnede siden. Se efter, og vælg så igen."


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_questions(request: HttpRequest, pk: int, slug: str, number: int) -> HttpResponse:
    """The list, with a form to ask one more."""
    standing, kind, agreement = enter_agreement(request, pk, slug, number, act=Act.SEE_WORK)
    if request.method != "POST":
        form = AskForm(kind=kind, use=request.GET.get("brug", ""))
        return _show(request, standing, kind, agreement, form=form)
    require_work(standing, kind, agreement)
    form = AskForm(request.POST, kind=kind)
    if not form.is_valid():
        return _show(request, standing, kind, agreement, form=form, status=422)
    words = {name: form.cleaned_data[name] for name in ("text", "clause", "usual", "once")}
    asked = ask(project=standing.project, kind=kind, number=number, **words, by=standing.user, at=clock.now())
    messages.success(request, f"Spørgsmål {asked.number} er skrevet op. Det er ikke sendt endnu.")
    if request.POST.get("fra") == FROM_AGREEMENT:
        return HttpResponseRedirect(f"{reverse('agreement', args=[pk, slug, number])}#spoergsmaal")
    return HttpResponseRedirect(_address(pk, slug, number, asked.number))


@tells_send_js
def agreement_question(request: HttpRequest, pk: int, slug: str, number: int, question: int) -> HttpResponse:
    """One act on one question; the button says which."""
    if request.method != "POST":
        return HttpResponseRedirect(_address(pk, slug, number, question))
    standing, kind, agreement = enter_agreement(request, pk, slug, number, act=Act.SEE_WORK)
    require_work(standing, kind, agreement)
    found, act = _question(agreement, question), request.POST.get("act", "")
    if act not in ACTS:
        raise Http404(f"No act {act}")
    form = form_of(act, request.POST, request.FILES, question=found, kind=kind, today=clock.today())
    receipt, changed = "", False
    if form.is_valid():
        try:
            receipt = carry_out(act, form, question=found, kind=kind, by=standing.user, at=clock.now())
        except (StaleQuestion, MoveNotAllowed):
            changed = True
    if receipt:
        messages.success(request, f"Spørgsmål {question} er {receipt}.")
        return HttpResponseRedirect(_address(pk, slug, number, question))
    refused = (question, act.removesuffix("_and_settle"), form)
    if not changed and act not in WITHOUT_WORDS:
        return _show(request, standing, kind, agreement, refused=refused, status=422)
    _catch_up(request, found, form)
    alert = (CHANGED_SINCE if act in WITHOUT_WORDS else CHANGED).format(question)
    return _show(request, standing, kind, agreement, refused=refused, alert=alert, status=409)


def _question(agreement: Agreement, number: int) -> AgreementQuestion:
    """Raises Http404."""
    found = agreement.questions.filter(number=number).first() if agreement.pk else None
    if found is None:
        raise Http404(f"No question {number}")
    found.agreement = agreement
    return found


def _catch_up(request: HttpRequest, question: AgreementQuestion, form: VersionForm) -> None:
    """The form as it was typed, about the question as it is now: sent once more, it counts."""
    question.refresh_from_db(fields=["version"])
    data = request.POST.copy()
    data[form.add_prefix("version")] = str(question.version)
    form.data = data


def _show(
    request: HttpRequest,
    standing: Standing,
    kind: Kind,
    agreement: Agreement,
    *,
    form: AskForm | None = None,
    refused: tuple[int, str, VersionForm] | None = None,
    status: int = 200,
    alert: str = "",
) -> HttpResponse:
    show = request.GET.get("vis", OPEN)
    page = QuestionsPage(
        standing, kind, agreement, clock.today(), may_work(standing, kind, agreement), show=show, refused=refused
    )
    context = project_page(
        standing, MENU, page=page, kind=kind, agreement=agreement, form=form or AskForm(kind=kind), alert=alert
    )
    return render(request, "agreements/questions.html", context, status=status)


def _address(pk: int, slug: str, number: int, question: int) -> str:
    """The question in its list, whatever became of it."""
    return f"{reverse('agreement_questions', args=[pk, slug, number])}?vis=alle#spoergsmaal-{question}"
