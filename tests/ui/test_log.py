"""The log is for faults: a refusal is an answer, not a fault."""

import logging

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path, reverse

from tests.cast import Cast


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    """A page with a fault."""
    raise RuntimeError("the fault itself")


urlpatterns = [path("fejl/", broken, name="my_tasks")]
handler500 = "ui.errors.server_error"


def test_refusals_are_not_logged(cast: Cast, client: Client, caplog: pytest.LogCaptureFixture) -> None:
    client.force_login(cast.observer)
    with caplog.at_level(logging.DEBUG):
        assert client.get("/findes-ikke/").status_code == 404
        assert client.get(reverse("project_start")).status_code == 403
        assert client.get(reverse("discard_form")).status_code == 405
    assert not [record for record in caplog.records if record.name == "django.request"]


@override_settings(ROOT_URLCONF=__name__)
def test_a_fault_is_logged_with_where_it_came_from(db: None, caplog: pytest.LogCaptureFixture) -> None:
    assert Client(raise_request_exception=False).get("/fejl/").status_code == 500
    (fault,) = [record for record in caplog.records if record.name == "django.request"]
    assert fault.exc_info
    assert "the fault itself" in str(fault.exc_info[1])
