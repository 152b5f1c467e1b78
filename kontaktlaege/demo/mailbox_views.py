"""The demo's mailbox: what the portal has sent to whom. Open to all, like the one-click sign-in."""

from csp.decorators import csp, csp_update
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from audit import clock
from kontaktlaege.demo.mailbox import Mail, all_mails, one_mail

# A mail may style itself and nothing else: no script, no form, no picture from elsewhere.
OF_A_MAIL = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["data:"],
    "frame-ancestors": ["'self'"],
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
}


@require_safe
@never_cache
@login_not_required
def mailbox(request: HttpRequest) -> HttpResponse:
    """All mails, newest first; `?til=` shows one recipient's. Raises Http404 outside the demo."""
    _only_in_the_demo()
    mails = all_mails(settings.DEMO_MAIL_FOLDER)
    to = request.GET.get("til", "")
    context = {
        "mails": [mail for mail in mails if to in ("", mail.to)],
        "recipients": sorted({mail.to for mail in mails} | ({to} if to else set())),
        "to": to,
        "today": clock.today(),
    }
    return render(request, "demo/mailbox.html", context)


@require_safe
@never_cache
@login_not_required
@csp_update({"frame-src": ["'self'"]})  # type: ignore[arg-type]  # its types know no view with parameters
def mail(request: HttpRequest, name: str) -> HttpResponse:
    """One mail: its text with links one can follow, and its HTML in a frame. Raises Http404."""
    return render(request, "demo/mail.html", {"mail": _mail_or_404(name), "today": clock.today()})


@require_safe
@never_cache
@login_not_required
@xframe_options_sameorigin
@csp(OF_A_MAIL)  # type: ignore[arg-type]  # the same
def mail_html(request: HttpRequest, name: str) -> HttpResponse:
    """The mail's own HTML, which may do nothing but look like itself. Raises Http404."""
    return HttpResponse(_mail_or_404(name).html)


def _mail_or_404(name: str) -> Mail:
    _only_in_the_demo()
    found = one_mail(settings.DEMO_MAIL_FOLDER, name)
    if found is None:
        raise Http404("No such mail")
    return found


def _only_in_the_demo() -> None:
    if not settings.DEMO:
        raise Http404("Only in the demo")
