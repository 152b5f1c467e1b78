"""What a hostile tester found in reporting by units: each was red once."""

import pytest
from django.test import Client
from django.urls import reverse

from checklists.models import TaskUnitEntry
from tests.cast import Cast
from tests.checklists.unit_reports import coordinator_of, make_units, row_of


@pytest.mark.parametrize("number", ["G64", "G65", "G66"])
@pytest.mark.parametrize("answer", ["010190-1234", "x" * 100_000, "=1+1"])
def test_a_tap_with_an_answer_the_task_does_not_ask_for_is_not_kept(
    cast: Cast, client: Client, number: str, answer: str
) -> None:
    """Neither in the row nor in its history, which cannot be changed."""
    unit = make_units(cast)[0]
    client.force_login(coordinator_of(cast, unit))
    address = reverse("task_unit_done", kwargs={"pk": cast.slagelse.pk, "number": number, "unit": unit.pk})
    response = client.post(address, {"version": row_of(cast, number, unit).version, "choice": answer})
    assert response.status_code == 302
    row = row_of(cast, number, unit)
    assert (row.state, row.answers) == ("not_started", {})
    assert not TaskUnitEntry.objects.filter(row=row, answers__has_key="choice").exists()


def test_a_stray_answer_from_before_keeps_nobody_from_reporting(cast: Cast, client: Client) -> None:
    unit = make_units(cast)[0]
    client.force_login(coordinator_of(cast, unit))
    row = row_of(cast, "G66", unit)
    row.answers = {"choice": "gammelt svar"}
    row.save(update_fields=["answers"])
    address = reverse("task_unit_done", kwargs={"pk": cast.slagelse.pk, "number": "G66", "unit": unit.pk})
    client.post(address, {"version": row.version})
    row = row_of(cast, "G66", unit)
    assert (row.state, row.answers) == ("done", {})
