"""Dates: due dates follow go-live, what is set by hand stays, moving is shown first, and the plan settles its items."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from accounts.roles import Role
from audit.models import Event
from checklists import events
from checklists.models import Task
from checklists.moves import State
from checklists.services.date_preview import DatePreview
from checklists.services.dated import DatesMissing, agree_on_dates, fingerprint
from checklists.services.due_dates import set_due
from checklists.services.move_dates import PlanChanged, move_dates
from projects.models import RoleHolding, Wave, WaveDate
from projects.services.dates import DateRefused, Dates, set_dates
from projects.services.day_turns import day_turns
from projects.services.roles import end_role
from projects.workdays import PUBLIC, add_workdays, workdays_between
from tests.cast import Cast
from tests.racing import race
from ui.danish import numeric_date, short_date

NEXT_YEAR = date(2027, 6, 1)


def live(cast: Cast) -> date:
    """Slagelse's go-live."""
    day = cast.slagelse.waves.get().go_live_on
    assert day is not None
    return day


def move(cast: Cast, new: Dates, *, seen: str = "") -> Wave:
    """Move the dates as the preview shows them, or as an older one did."""
    seen = seen or DatePreview(cast.slagelse, new, cast.at.date()).fingerprint
    return move_dates(
        project=cast.slagelse,
        new=new,
        reason="Testen trak ud.",
        seen=seen,
        happened=False,
        by=cast.leader,
        at=cast.at,
    )


def dues(cast: Cast) -> dict[str, date | None]:
    """Every task's due date."""
    return dict(Task.objects.filter(project=cast.slagelse).values_list("number", "due_on"))


def test_a_new_project_has_its_go_live_item_closed_by_the_date(cast: Cast) -> None:
    task = cast.task("G87")
    assert (task.state, task.managed_by) == (State.DONE, "plan")
    assert task.evidence.get().on_date == live(cast)
    told = Event.objects.of_project(cast.slagelse.pk).about("G87").get(type=events.TASK_SETTLED)
    assert "fordi go-live er sat til" in told.sentence


def test_moving_go_live_moves_what_hangs_on_it_and_nothing_else(cast: Cast) -> None:
    set_due(task=cast.task("G82"), day=NEXT_YEAR, by=cast.leader, version=cast.task("G82").version, at=cast.at)
    before = dues(cast)
    preview = DatePreview(cast.slagelse, Dates(live(cast) + timedelta(days=14)), cast.at.date())
    shown = {row.task.number: (row.moved.old, row.moved.new) for row in preview.rows}
    move(cast, Dates(live(cast) + timedelta(days=14)))
    after = dues(cast)
    assert {number: (before[number], after[number]) for number in before if before[number] != after[number]} == shown
    assert shown
    assert after["G82"] == NEXT_YEAR
    assert all(cast.task(number).item.anchor == "go_live" for number in shown)
    moved = Event.objects.filter(type=events.DUE_MOVED, project_id=cast.slagelse.pk)
    assert moved.count() == len(shown)
    assert "fordi go-live er flyttet" in moved[0].sentence
    assert all(event.cause is not None for event in moved)


def test_every_old_date_stays_with_reason_and_person(cast: Cast) -> None:
    first = live(cast)
    move(cast, Dates(NEXT_YEAR))
    kept = WaveDate.objects.filter(wave__project=cast.slagelse).latest("pk")
    assert (kept.old, kept.new, kept.reason, kept.changed_by) == (first, NEXT_YEAR, "Testen trak ud.", cast.leader)
    assert [row.on_date for row in cast.task("G87").evidence.order_by("version")] == [first, NEXT_YEAR]
    assert cast.task("G87").state == State.DONE


def test_hypercare_closes_its_item_and_dates_what_follows(cast: Cast) -> None:
    assert dues(cast)["G91"] is None or cast.task("G91").item.anchor != "hypercare_end"
    day = live(cast)
    move(cast, Dates(day, day, day + timedelta(days=21)))
    assert cast.task("G88").state == State.DONE
    ends = Task.objects.filter(project=cast.slagelse, item__anchor="hypercare_end").open()
    assert ends.exists()
    assert not ends.filter(due_on=None).exists()
    move(cast, Dates(day))
    assert cast.task("G88").state == State.IN_PROGRESS


def test_what_the_portal_opened_again_keeps_its_time_when_go_live_moves(cast: Cast) -> None:
    holding = RoleHolding.objects.get(project=cast.slagelse, role=Role.TECHNICAL_OWNER)
    late = cast.at + timedelta(days=30)
    end_role(holding=holding, last_day=cast.at.date() + timedelta(days=29), by=cast.leader, at=cast.at)
    day_turns(on=late.date(), at=late)
    task = cast.task("G03")
    assert task.state == State.IN_PROGRESS
    assert task.due_on is not None
    assert task.due_on > late.date()
    move(cast, Dates(NEXT_YEAR))
    assert cast.task("G03").due_on == task.due_on
    back = set_due(task=task, day=NEXT_YEAR, by=cast.leader, version=task.version, at=late)
    assert set_due(task=back, day=None, by=cast.leader, version=back.version, at=late).due_on == task.due_on


@given(
    live=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    days=st.integers(-200, 200),
    early=st.integers(0, 20),
    length=st.integers(20, 60),
)
def test_hypercare_moves_along_in_order(live: date, days: int, early: int, length: int) -> None:
    first = live - timedelta(days=early)
    before, new = Dates(live, first, first + timedelta(days=length)), live + timedelta(days=days)
    after = before.moved_to(new, PUBLIC)
    after.check(before, today=date.min, happened=False)
    assert after.go_live_on == new
    assert after.hypercare_from_on
    assert after.hypercare_to_on
    assert workdays_between(after.hypercare_from_on, after.hypercare_to_on) == workdays_between(
        first, first + timedelta(days=length)
    )


def test_hypercare_moves_along_when_the_form_says_so(cast: Cast, leader_client: Client) -> None:
    day = live(cast)
    move(cast, Dates(day, day, add_workdays(day, 14, PUBLIC)))
    new = add_workdays(day, 10)
    typed = {
        "go_live_on": numeric_date(new),
        "hypercare_from_on": numeric_date(day),
        "hypercare_to_on": numeric_date(add_workdays(day, 14)),
        "reason": "Testen trak ud.",
    }
    status, page = post(leader_client, cast, **typed)
    assert status == 200  # hypercare stays: it may begin before go-live
    assert short_date(day, cast.at.date()) in page
    _, page = post(leader_client, cast, **typed, along="on")
    seen = page.split('name="seen" value="')[1][:16]
    status, _ = post(leader_client, cast, **typed, along="True", seen=seen, save="1")
    assert status == 302
    wave = cast.slagelse.waves.get()
    assert wave.hypercare_to_on
    calendar = cast.slagelse.calendar
    assert (wave.go_live_on, wave.hypercare_from_on) == (new, add_workdays(new, 0, calendar))
    assert workdays_between(new, wave.hypercare_to_on, calendar) == workdays_between(
        day, add_workdays(day, 14), calendar
    )


def test_a_move_and_a_date_by_hand_at_once(live_cast: Cast) -> None:
    new = Dates(live(live_cast) + timedelta(days=7))
    seen = DatePreview(live_cast.slagelse, new, live_cast.at.date()).fingerprint
    task = live_cast.task("G82")
    moves = partial(move_dates, project=live_cast.slagelse, new=new, reason="Prøve.", seen=seen, happened=False)
    sets = partial(set_due, task=task, day=NEXT_YEAR, version=task.version)
    who = {"by": live_cast.leader, "at": live_cast.at}
    moved, by_hand = race(partial(moves, **who), partial(sets, **who))
    assert live_cast.task("G82").due_on == NEXT_YEAR
    assert isinstance(by_hand, Task)
    # Either it was moved as it was shown and then set, or it was set first and the move was shown anew.
    first = Event.objects.filter(type=events.DUE_MOVED, subject="G82").exists()
    assert isinstance(moved, Wave if first else PlanChanged)


def test_the_same_dates_write_nothing(cast: Cast) -> None:
    before = Event.objects.count()
    move(cast, Dates(live(cast)))
    assert Event.objects.count() == before


def test_agreed_dates_close_the_plans(cast: Cast) -> None:
    def agree(by: User) -> int:
        seen = fingerprint(cast.slagelse.waves.get(), Task.objects.filter(project=cast.slagelse))
        return agree_on_dates(project=cast.slagelse, seen=seen, by=by, at=cast.at)

    with pytest.raises(DatesMissing):
        agree(cast.leader)
    day = live(cast)
    move(cast, Dates(day, day, day + timedelta(days=21)))
    agree(cast.leader)
    for number in ("G86", "G35"):
        assert cast.task(number).state == State.DONE
        told = Event.objects.of_project(cast.slagelse.pk).about(number).latest_first()[0]
        assert "fordi datoerne er aftalt på planen" in told.sentence
    with pytest.raises(PermissionDenied):
        agree(cast.it)


def test_a_date_set_by_hand_may_go_back_to_the_suggestion(cast: Cast) -> None:
    suggested = cast.task().due_on
    task = set_due(task=cast.task(), day=NEXT_YEAR, by=cast.it, version=1, at=cast.at)
    assert (task.due_on, task.due_by_hand) == (NEXT_YEAR, True)
    task = set_due(task=cast.task(), day=None, by=cast.it, version=2, at=cast.at)
    assert (task.due_on, task.due_by_hand) == (suggested, False)


@pytest.mark.parametrize(
    ("go_live", "first", "last", "field"),
    [
        (-400, None, None, "go_live_on"),
        (30, 31, 40, "hypercare_from_on"),
        (30, 20, 25, "hypercare_to_on"),
        (30, 20, 19, "hypercare_to_on"),
        (30, 20, None, "hypercare_to_on"),
        (30, None, 40, "hypercare_from_on"),
        (None, 20, 40, "go_live_on"),
    ],
)
def test_dates_that_cannot_be(cast: Cast, go_live: int | None, first: int | None, last: int | None, field: str) -> None:
    days = [None if n is None else cast.at.date() + timedelta(days=n) for n in (go_live, first, last)]
    with pytest.raises(DateRefused) as refused:
        set_dates(project=cast.slagelse, new=Dates(*days), by=cast.leader, at=cast.at)
    assert refused.value.field == field
    assert WaveDate.objects.filter(wave__project=cast.slagelse).count() == 1


def test_the_past_is_refused_unless_it_has_happened(cast: Cast) -> None:
    past = Dates(cast.at.date() - timedelta(days=3))
    assert past.go_live_on
    assert past.go_live_on < cast.slagelse.start_on
    with pytest.raises(DateRefused):
        set_dates(project=cast.slagelse, new=past, by=cast.leader, at=cast.at)
    assert set_dates(project=cast.slagelse, new=past, by=cast.leader, at=cast.at, happened=True).go_live_on
    with pytest.raises(DateRefused):
        set_dates(project=cast.slagelse, new=Dates(date(2019, 12, 31)), by=cast.leader, at=cast.at, happened=True)


def test_who_went_live_before_the_portal_has_time_for_what_is_open(cast: Cast, leader_client: Client) -> None:
    typed = {"go_live_on": "03.03.2025", "happened": "on", "reason": "Vi gik i luften i foråret 2025."}
    status, page = post(leader_client, cast, **typed)
    assert status == 200
    assert "bliver forsinket" not in page
    seen = page.split('name="seen" value="')[1][:16]
    assert post(leader_client, cast, **typed, seen=seen, save="1")[0] == 302
    assert live(cast) == date(2025, 3, 3)
    assert cast.task("G87").evidence.filter(on_date=date(2025, 3, 3)).exists()
    following = Task.objects.open().filter(project=cast.slagelse, item__anchor="go_live").select_related("item")
    assert following.exists()
    for task in following:
        least = add_workdays(cast.slagelse.start_on, task.item.duration_workdays, cast.slagelse.calendar)
        assert task.due_on == least
    plan = leader_client.get(reverse("plan", kwargs={"pk": cast.slagelse.pk})).content.decode()
    assert "Go-live var mandag den 3. marts 2025." in plan


def test_another_plan_than_the_one_shown_is_not_saved(cast: Cast) -> None:
    new = Dates(live(cast) + timedelta(days=7))
    seen = DatePreview(cast.slagelse, new, cast.at.date()).fingerprint
    set_due(task=cast.task("G82"), day=NEXT_YEAR, by=cast.leader, version=cast.task("G82").version, at=cast.at)
    before = dues(cast)
    with pytest.raises(PlanChanged):
        move(cast, new, seen=seen)
    assert dues(cast) == before


def test_two_who_move_at_once(live_cast: Cast) -> None:
    one, other = Dates(live(live_cast) + timedelta(days=7)), Dates(live(live_cast) + timedelta(days=14))
    acts = [
        partial(
            move_dates,
            project=live_cast.slagelse,
            new=new,
            reason="Prøve.",
            seen=DatePreview(live_cast.slagelse, new, live_cast.at.date()).fingerprint,
            happened=False,
            by=live_cast.leader,
            at=live_cast.at,
        )
        for new in (one, other)
    ]
    results = race(*acts)
    assert sorted(type(result).__name__ for result in results) == ["PlanChanged", "Wave"]
    assert WaveDate.objects.filter(wave__project=live_cast.slagelse).count() == 2


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.integers(1, 200), hypercare=st.one_of(st.none(), st.integers(0, 40)))
def test_what_is_shown_is_what_is_saved(cast: Cast, days: int, hypercare: int | None) -> None:
    day = cast.at.date() + timedelta(days=days)
    new = Dates(day) if hypercare is None else Dates(day, day, day + timedelta(days=hypercare))
    before = dues(cast)
    shown = {row.task.number: row.moved.new for row in DatePreview(cast.slagelse, new, cast.at.date()).rows}
    move(cast, new)
    after = dues(cast)
    assert {number: after[number] for number in after if after[number] != before[number]} == shown


def post(client: Client, cast: Cast, **data: str) -> tuple[int, str]:
    """Send the form of the dates."""
    answer = client.post(reverse("plan_move", kwargs={"pk": cast.slagelse.pk}), data)
    return answer.status_code, answer.content.decode()


def test_taking_go_live_away_takes_hypercare_along(cast: Cast, leader_client: Client) -> None:
    """Its fields stand filled in; nobody has to empty them too."""
    day = live(cast)
    move(cast, Dates(day, day, add_workdays(day, 14)))
    stands = {"hypercare_from_on": numeric_date(day), "hypercare_to_on": numeric_date(add_workdays(day, 14))}
    typed = {"go_live_on": "", "reason": "Aftalen mangler.", **stands}
    status, page = post(leader_client, cast, **typed)
    assert status == 200
    assert "Go-live og hypercare bliver taget væk." in page
    seen = page.split('name="seen" value="')[1][:16]
    assert post(leader_client, cast, **typed, seen=seen, save="1")[0] == 302
    assert Dates.of(cast.slagelse.waves.get()) == Dates()


def test_what_is_shown_first_says_why_and_what_does_not_move(cast: Cast, leader_client: Client) -> None:
    day = numeric_date(add_workdays(live(cast), 10))
    _, page = post(leader_client, cast, go_live_on=day, reason="Testen trak ud.")
    assert "Grund: Testen trak ud." in page
    new = Dates(add_workdays(live(cast), 10))
    preview = DatePreview(cast.slagelse, new, cast.at.date())
    stays = Task.objects.open().filter(project=cast.slagelse, item__anchor="start", due_on__isnull=False)
    assert {task.number for task in preview.unmoved} == set(stays.values_list("number", flat=True)) != set()
    assert f"{len(preview.unmoved)} åbne opgavers frister flytter ikke med: " in page


def test_first_it_is_shown_then_saved(cast: Cast, leader_client: Client) -> None:
    day = numeric_date(add_workdays(live(cast), 10))
    status, page = post(leader_client, cast, go_live_on=day, reason="Testen trak ud.")
    assert status == 200
    assert "Det flytter sig" in page
    assert "Hvem det rører" in page
    assert live(cast) != add_workdays(live(cast), 10)
    seen = page.split('name="seen" value="')[1][:16]
    status, _ = post(leader_client, cast, go_live_on=day, reason="Testen trak ud.", seen=seen, save="1")
    assert status == 302
    assert numeric_date(live(cast)) == day
    plan = leader_client.get(reverse("plan", kwargs={"pk": cast.slagelse.pk})).content.decode()
    moved = Event.objects.filter(type=events.DUE_MOVED, project_id=cast.slagelse.pk).count()
    assert moved
    assert f"Datoerne er gemt. {moved} frister flyttede med." in plan
    assert "Testen trak ud." in plan


def test_an_old_preview_is_shown_anew_and_keeps_what_was_typed(cast: Cast, leader_client: Client) -> None:
    day = numeric_date(add_workdays(live(cast), 10))
    status, page = post(leader_client, cast, go_live_on=day, reason="Min grund", seen="gammel", save="1")
    assert status == 409
    assert "Planen er ændret, siden du så den." in page
    assert "Min grund" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31.02.2027", "Den dag findes ikke."),
        ("24-11-26", "Datoen er passeret."),
        ("24.11", "Skriv datoen som dag.måned.år"),
        ("1.1.2001", "Skriv en dag fra 2020 eller senere."),
    ],
)
def test_a_wrong_day_is_said_beside_the_field(cast: Cast, leader_client: Client, typed: str, said: str) -> None:
    status, page = post(leader_client, cast, go_live_on=typed, reason="Prøve")
    assert status == 422
    assert said in page
    assert typed in page


def test_moving_without_a_reason_is_refused(cast: Cast, leader_client: Client) -> None:
    status, page = post(leader_client, cast, go_live_on=numeric_date(live(cast) + timedelta(days=7)), reason="")
    assert status == 422
    assert "Skriv, hvorfor datoen flytter." in page


def test_a_sunday_and_a_closing_day_are_warned_about(cast: Cast, leader_client: Client) -> None:
    _, page = post(leader_client, cast, go_live_on="24.12.2027", reason="Prøve")
    assert "Go-live falder på en lukkedag hos jer (24. december 2027)." in page
    _, page = post(leader_client, cast, go_live_on="26.12.2027", reason="Prøve")
    assert "Go-live falder på en helligdag: 2. juledag (26. december 2027)." in page
    _, page = post(leader_client, cast, go_live_on="10.10.2027", reason="Prøve")
    assert "Go-live falder på en søndag (10. oktober 2027)." in page
