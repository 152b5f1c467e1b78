"""The error pages say what happened and the way back, and need as little as possible themselves."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from ui import errors

HEADINGS = (
    "Vi forstod ikke forespørgslen",
    "Det må din rolle ikke",
    "Siden findes ikke",
    "Formularen var for gammel",
    "Noget gik galt hos os",
)


def asked(path: str = "/projekter/7/", **headers: str) -> HttpRequest:
    request = RequestFactory(headers=headers).get(path)
    request.user = AnonymousUser()
    return request


def answers() -> dict[str, HttpResponse]:
    pages = (
        errors.bad_request(asked(), ValueError()),
        errors.permission_denied(asked(), PermissionDenied("secret reason")),
        errors.page_not_found(asked(), Http404("secret reason")),
        errors.csrf_failure(asked(), "secret reason"),
        errors.server_error(asked()),
    )
    return dict(zip(HEADINGS, pages, strict=True))


def test_each_has_its_status() -> None:
    assert [answer.status_code for answer in answers().values()] == [400, 403, 404, 403, 500]


@pytest.mark.parametrize("heading", HEADINGS)
def test_each_says_what_happened_and_the_way_back(heading: str) -> None:
    html = answers()[heading].content.decode()
    assert f"<title>{heading} – KontaktLæge</title>" in html
    assert f'<h1 class="h3">{heading}</h1>' in html
    assert '<a class="button button-primary" href="/">Gå til forsiden</a>' in html
    assert "secret reason" not in html


def test_the_way_back_is_the_page_one_came_from() -> None:
    request = asked(referer="http://testserver/projekter/7/opgaver/")
    html = errors.permission_denied(request, PermissionDenied()).content.decode()
    assert '<a class="button button-primary" href="http://testserver/projekter/7/opgaver/">Gå tilbage</a>' in html


@pytest.mark.parametrize("elsewhere", ["https://ond.example/", "//ond.example", "javascript:alert(1)", ""])
def test_the_way_back_never_leads_elsewhere(elsewhere: str) -> None:
    assert errors.came_from(asked(referer=elsewhere)) == ""


def test_a_forged_host_still_gets_its_page() -> None:
    request = asked(host="ond.example")
    assert errors.bad_request(request, ValueError()).status_code == 400


def test_an_old_form_is_copied_before_the_page_is_fetched_afresh() -> None:
    html = errors.csrf_failure(asked(referer="http://testserver/projekter/7/"), "").content.decode()
    assert '<a class="button button-secondary" href="http://testserver/projekter/7/">Hent siden igen</a>' in html
    assert "kopiér det, du skrev, før du henter siden igen" in html
    assert "button-primary" not in html.split("<main", 1)[1]
    assert "Du er logget ind" not in html
