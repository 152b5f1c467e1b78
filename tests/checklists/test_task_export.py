"""The list of tasks as a file: the same rows, and nothing that reckons."""

import csv
from datetime import datetime
from io import BytesIO, StringIO
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from audit import clock
from checklists.models import Assignment, Task
from checklists.task_list.export import COLUMNS, as_text
from tests.cast import Cast
from tests.checklists.test_task_filter import add, fill, page_of, roll, shuffle
from tests.dice import dice_of
from ui.danish import numeric_date

NASTY = ["=1+1", "+45", "-2+3", "@SUM(A1)", "=HYPERLINK(0)", "'=1", "＝1+1", "a;b", 'sagde "ja"', "æøå ☎", "%0A|calc"]


def file_of(client: Client, cast: Cast, kind: str, address: str = "") -> bytes:
    url = reverse(f"task_export_{kind}", kwargs={"pk": cast.slagelse.pk})
    answer = client.get(f"{url}?{address}")
    assert answer.status_code == 200
    assert f'.{kind}"' in answer["Content-Disposition"]
    return answer.content


def read_csv(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n")
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def read_xlsx(content: bytes) -> list[list[object]]:
    sheet = load_workbook(BytesIO(content)).active
    assert sheet is not None
    for line in sheet.iter_rows():
        for cell in line:
            assert cell.data_type in {"s", "d", "n"}, cell
            assert cell.data_type != "n" or cell.value is None
    return [list(line) for line in sheet.iter_rows(values_only=True)]


def test_what_is_shown_is_what_comes_out(cast: Cast, leader_client: Client) -> None:
    dice = dice_of(5)
    shuffle(cast, dice)
    start = page_of(cast, "")
    for _ in range(6):
        address = urlencode(roll(start, dice, cast))
        shown = [row.task.number for row in page_of(cast, address).found]
        for lines in (
            read_csv(file_of(leader_client, cast, "csv", address)),
            read_xlsx(file_of(leader_client, cast, "xlsx", address)),
        ):
            assert lines[0] == list(COLUMNS)
            assert [line[0] for line in lines[1:]] == shown, address


def test_a_title_that_looks_like_a_formula_is_a_text(cast: Cast, leader_client: Client) -> None:
    for title in NASTY:
        add(cast, title)
    plain = read_csv(file_of(leader_client, cast, "csv", "krav=own"))
    assert [line[1] for line in plain[1:]] == [as_text(title) for title in NASTY]
    assert not [cell for line in plain for cell in line if cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))]
    book = read_xlsx(file_of(leader_client, cast, "xlsx", "krav=own"))
    assert [line[1] for line in book[1:]] == NASTY


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "\n=", " =", "＝", "＋", "|", "%"])
def test_no_text_begins_as_a_formula_does(begin: str) -> None:
    assert as_text(f"{begin}1+1").startswith("'")


def test_a_name_that_looks_like_a_formula_is_a_text(cast: Cast, leader_client: Client) -> None:
    cast.it.name = "=cmd|' /C calc'!A0"
    cast.it.save(update_fields=["name"])
    Assignment.objects.create(task=cast.task(), user=cast.it, assigned_at=cast.at, assigned_by=cast.leader)
    place = list(COLUMNS).index("Ansvarlige")
    assert read_csv(file_of(leader_client, cast, "csv", "q=G31"))[1][place] == f"'{cast.it.name}"
    assert read_xlsx(file_of(leader_client, cast, "xlsx", "q=G31"))[1][place] == cast.it.name


def test_dates_are_dates(cast: Cast, leader_client: Client) -> None:
    Task.objects.filter(pk=cast.task().pk).update(due_on=clock.today())
    place = list(COLUMNS).index("Frist")
    assert read_csv(file_of(leader_client, cast, "csv", "q=G31"))[1][place] == numeric_date(clock.today())
    day = read_xlsx(file_of(leader_client, cast, "xlsx", "q=G31"))[1][place]
    assert isinstance(day, datetime)
    assert day.date() == clock.today()


def test_the_programleder_gets_no_names(cast: Cast, client: Client) -> None:
    Assignment.objects.create(task=cast.task(), user=cast.it, assigned_at=cast.at, assigned_by=cast.leader)
    client.force_login(cast.leader)
    assert cast.it.name in file_of(client, cast, "csv").decode()
    client.force_login(cast.programme_manager)
    assert cast.it.name not in file_of(client, cast, "csv").decode()
    assert cast.it.name not in str(read_xlsx(file_of(client, cast, "xlsx")))


def test_two_thousand_come_out_whole(cast: Cast, leader_client: Client) -> None:
    fill(cast, 2000)
    assert len(read_csv(file_of(leader_client, cast, "csv"))) == 1 + 92 + 2000
    assert len(read_xlsx(file_of(leader_client, cast, "xlsx"))) == 1 + 92 + 2000
