"""Dates as people mistype them: a plain sentence beside the field, what was typed stays, and nothing is written."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from audit.models import Event
from tests.cast import Cast
from tests.checklists.stuck import stuck

FORM, NO_DAY = "Skriv datoen som dag.måned.år, fx 27.11.2026.", "Den dag findes ikke."
YEAR = "Året skal ligge mellem 2000 og 2100."
TYPED = [
    ("31.02.2027", NO_DAY),
    ("31.02", FORM),
    ("24.11", FORM),
    ("24-11-1926", YEAR),
    ("i går", FORM),
    ("<b>", FORM),
    ("1" * 100_000, FORM),
]
OWN = {"title": "Bestil kage", "phase": "plan", "role": Role.PROJECT_MANAGER}
# The page, the field, what else it takes, and the task it is about.
FIELDS = [
    ("plan_move", "go_live_on", {"reason": "Prøve"}, ""),
    ("plan_move", "hypercare_from_on", {"go_live_on": "01.03.2090", "reason": "Prøve"}, ""),
    ("plan_move", "hypercare_to_on", {"go_live_on": "01.03.2090", "reason": "Prøve"}, ""),
    ("task_due", "due_on", {"task_version": "1"}, "G31"),
    ("task_due_dates", "due_on", {"nr": "G31"}, ""),
    ("own_task_add", "due_on", OWN, ""),
    ("task_waiting", "ask_again_on", {"party": "trifork"}, "G31"),
]


@pytest.mark.parametrize(("typed", "said"), TYPED, ids=[typed[:12] for typed, _ in TYPED])
@pytest.mark.parametrize(("name", "field", "more", "number"), FIELDS, ids=[f"{f[0]}-{f[1]}" for f in FIELDS])
def test_a_wrong_date(
    cast: Cast, client: Client, name: str, field: str, more: dict[str, str], number: str, typed: str, said: str
) -> None:
    if name == "task_waiting":
        stuck(cast)
        more = {**more, "task_version": str(cast.task().version)}
    before = Event.objects.count()
    client.force_login(cast.leader)
    about = {"number": number} if number else {}
    answer = client.post(reverse(name, kwargs={"pk": cast.slagelse.pk, **about}), {**more, field: typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    group = page[page.rindex('<div class="form-group', 0, page.index(f'name="{field}"')) :]
    assert said in group[: group.index(f'name="{field}"')]
    assert f'name="{field}" value="{typed.replace("<", "&lt;").replace(">", "&gt;")}"' in page
    assert Event.objects.count() == before


def test_two_digits_are_a_year_of_ours(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    url = reverse("task_due", kwargs={"pk": cast.slagelse.pk, "number": "G31"})
    answer = client.post(url, {"due_on": "24-11-26", "task_version": cast.task().version, "anyway": "on"}, follow=True)
    assert "Fristen for G31 er 24.11.2026." in answer.content.decode()
    assert cast.task().due_on == date(2026, 11, 24)


def test_what_must_be_filled_in_is_not_called_optional(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    url = reverse("plan_move", kwargs={"pk": cast.slagelse.pk})

    def label(page: str, name: str) -> str:
        return page.split(f'for="id_{name}">')[1].split("</label>", maxsplit=1)[0]

    page = client.get(url).content.decode()
    assert (label(page, "go_live_on"), label(page, "reason")) == ("Go-live", "Grund")
    assert "frivilligt" in label(page, "hypercare_from_on")
    cast.slagelse.waves.update(go_live_on=None)
    page = client.get(url).content.decode()
    assert label(page, "go_live_on") == "Go-live"
    assert "frivilligt" in label(page, "reason")
    answer = client.post(url, {"go_live_on": "", "reason": ""})
    assert answer.status_code == 422
    assert FORM in answer.content.decode()
