"""Units pasted from a spreadsheet: every line is shown first, and taken in all at once or not at all."""

import re
import time
from functools import partial
from html import unescape

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from audit.models import Event
from projects.models import Unit
from projects.services.units import PlanChanged, add_unit, import_units
from projects.unit_import.lines import lines_of
from projects.unit_import.plan import Plan
from projects.unit_import.table import MOST_LINES, TooManyLines, read_table
from tests.cast import Cast
from tests.racing import race

PASTED = "\n".join(
    [
        "Enhed\tSlags\tAdresse\tMedarbejdere\tBrugere",
        "Bosted Æblehaven\tBosted\tSkovvej 1, 4200 Slagelse\t34\t20",
        "Hjemmeplejen Nord\thjemmepleje\t\t1.234\t104",
        "",
        "Plejecenter Skovvang\tPlejehjem\tEngvej 3\t–\t",
    ]
)
WRONG = f"{PASTED}\nPlejecenter Lunden\tKontor\t\t12,5\t\nBOSTED ÆBLEHAVEN\tBosted\t\t\t\n\tBosted\t\t3\t"


def look(client: Client, cast: Cast, rows: str) -> str:
    """The preview."""
    answer = client.post(f"/projekter/{cast.slagelse.pk}/organisation/enheder/indsaet/", {"rows": rows})
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def take(client: Client, cast: Cast, preview: str, **own: str) -> tuple[int, str]:
    """Send the preview on as a browser does; the status and the page."""
    rows = re.search(r"<textarea name=\"rows\".*?>\n(.*?)</textarea>", preview, re.DOTALL)
    seen = re.search(r'name="seen" value="(\w+)"', preview)
    assert rows
    assert seen
    data = {"rows": unescape(rows[1]), "seen": seen[1], **own}
    answer = client.post(f"/projekter/{cast.slagelse.pk}/organisation/enheder/indsaet/tag-med/", data, follow=True)
    return answer.redirect_chain[-1][1] if answer.redirect_chain else answer.status_code, answer.content.decode()


def units(cast: Cast) -> dict[str, tuple[object, ...]]:
    """What there is."""
    return {unit.name: unit.facts[1:] for unit in Unit.objects.taking_part().filter(project=cast.slagelse)}


def parsed(text: str) -> list[tuple[int, str, dict[str, object], list[str]]]:
    """Every line as it is understood."""
    return [(line.number, line.name, dict(line.facts), list(line.faults)) for line in lines_of(read_table(text))]


def test_pasted_looked_at_and_taken_in(cast: Cast, leader: Client) -> None:
    preview = look(leader, cast, PASTED)
    assert "3 linjer: 3 nye." in preview
    assert not units(cast)
    status, page = take(leader, cast, preview)
    assert status == 302
    assert "3 nye enheder er med." in page
    assert units(cast) == {
        "Bosted Æblehaven": ("supported_housing", "Skovvej 1, 4200 Slagelse", 34, 20),
        "Hjemmeplejen Nord": ("home_care", "", 1234, 104),
        "Plejecenter Skovvang": ("care_home", "Engvej 3", None, None),
    }
    event = Event.objects.get(type="units.imported")
    assert event.sentence == "Mette Kirkegaard tog 3 enheder med fra et regneark."


def test_bad_lines_are_named_and_nothing_is_taken_without_a_word(cast: Cast, leader: Client) -> None:
    preview = look(leader, cast, WRONG)
    assert "6 linjer: 3 nye, 3 er forkerte." in preview
    assert "Linje 6, Plejecenter Lunden: Slags: Vi kender ikke »Kontor«." in preview
    assert "Medarbejdere: Skriv et helt tal, fx 12." in preview
    assert "Linje 7, BOSTED ÆBLEHAVEN: Enheden står allerede på linje 2." in preview
    assert "Linje 8: Navn: Skriv enhedens navn." in preview
    assert "Tag de 3 rigtige med" in preview
    status, page = take(leader, cast, preview)
    assert status == 409
    assert "Plejecenter Lunden\tKontor" in page
    assert not units(cast)
    status, page = take(leader, cast, preview, only_right="1")
    assert status == 302
    assert "3 nye enheder er med. 3 linjer blev ikke taget med." in page
    assert len(units(cast)) == 3


def test_a_second_time_corrects_and_leaves_alone(cast: Cast, leader: Client) -> None:
    take(leader, cast, look(leader, cast, PASTED))
    again = PASTED.replace("1.234", "1.300").replace("Bosted Æblehaven\tBosted", "bosted æblehaven\t")
    preview = look(leader, cast, again)
    assert "3 linjer: 1 ændres, 2 er uændrede." in preview
    assert "medarbejdere fra 1.234 til 1.300" in preview
    status, page = take(leader, cast, preview)
    assert status == 302
    assert "1 er rettet." in page
    assert units(cast)["Hjemmeplejen Nord"][2] == 1300
    assert units(cast)["Bosted Æblehaven"][0] == "supported_housing"
    assert "Der er ikke noget at tage med." in look(leader, cast, again)


def test_a_double_click_changes_nothing_more(cast: Cast, leader: Client) -> None:
    preview = look(leader, cast, PASTED)
    take(leader, cast, preview)
    status, page = take(leader, cast, preview)
    assert status == 302
    assert "Linjerne stod her i forvejen. Intet er ændret." in page
    assert Event.objects.filter(type="units.imported").count() == 1


def test_what_was_shown_is_what_is_done(cast: Cast, leader: Client) -> None:
    preview = look(leader, cast, PASTED)
    add_unit(project=cast.slagelse, name="Hjemmeplejen Nord", staff_count=9, by=cast.leader, at=cast.at)
    status, page = take(leader, cast, preview)
    assert status == 409
    assert "er ændret, siden du så dem" in page
    assert "medarbejdere fra 9 til 1.234" in page
    assert list(units(cast)) == ["Hjemmeplejen Nord"]
    assert take(leader, cast, page)[0] == 302
    assert len(units(cast)) == 3


def test_lines_corrected_on_the_page_must_be_looked_at_again(cast: Cast, leader: Client) -> None:
    preview = look(leader, cast, PASTED)
    status, _ = take(leader, cast, preview.replace("Engvej 3", "Engvej 33"))
    assert status == 409
    assert not units(cast)


def test_all_wrong_and_empty(cast: Cast, leader: Client) -> None:
    preview = look(leader, cast, "Nord\tKontor")
    assert "Der er ikke noget at tage med." in preview
    status, page = take(leader, cast, preview, only_right="1")
    assert status == 422
    assert "Linje 1, Nord: Slags" in page
    address = f"/projekter/{cast.slagelse.pk}/organisation/enheder/indsaet/"
    for rows in ("", "\n \n", "Enhed\tSlags\n"):
        answer = leader.post(address, {"rows": rows})
        assert answer.status_code == 422
    answer = leader.post(f"{address}tag-med/", {"rows": "", "seen": "x"})
    assert answer.status_code == 422
    assert leader.get(f"{address}tag-med/").status_code == 302


def test_five_thousand_rows_are_refused_quickly_and_stay(cast: Cast, leader: Client) -> None:
    rows = "\n".join(f"Enhed {n}\tBosted\tEn lang vej nummer {n}, 4200 Slagelse\t{n}\t{n}" for n in range(5000))
    began = time.monotonic()
    answer = leader.post(f"/projekter/{cast.slagelse.pk}/organisation/enheder/indsaet/", {"rows": rows})
    assert time.monotonic() - began < 2
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Der er flere end 500 linjer." in page
    assert "Enhed 4999\tBosted" in page
    with pytest.raises(TooManyLines):
        read_table(rows)


def test_as_many_as_may_be(cast: Cast, leader: Client) -> None:
    take(leader, cast, look(leader, cast, "\n".join(f"Enhed {n}" for n in range(MOST_LINES))))
    assert len(units(cast)) == MOST_LINES


def test_headings_in_any_order_and_others_named(cast: Cast, leader: Client) -> None:
    text = "Enheder i Slagelse\n\nLeder;Antal ansatte;Type;Enhedens navn;Tlf.\nHanne;34;Bosted;Æblehaven;12345678"
    assert parsed(text) == [(4, "Æblehaven", {"staff_count": 34, "kind": "supported_housing", "name": "Æblehaven"}, [])]
    preview = look(leader, cast, text)
    assert "Kolonnerne »Leder« og »Tlf.« bruges ikke." in preview
    assert "Vi sprang linje 1 over" in preview


@pytest.mark.parametrize(
    "text",
    [
        "Nord\tBosted\tEn vej 1\t3\t2",
        "Nord;Bosted;En vej 1;3;2",
        "Nord,Bosted,En vej 1,3,2",
        '"Nord"\t"Bosted"\t"En\nvej 1"\t3\t2',
        "Brugere,Ansatte,Adresse,Slags,Navn\r\n2,3,En vej 1,Bosted,Nord",
    ],
)
def test_separators_quotes_and_headings(text: str) -> None:
    facts = {"name": "Nord", "kind": "supported_housing", "address": "En vej 1", "staff_count": 3, "expected_users": 2}
    assert [line[2] for line in parsed(text)] == [facts]


def test_a_quotation_mark_in_a_name_swallows_nothing() -> None:
    assert [line[:2] for line in parsed('"Solen\tBosted\nMånen\tBosted')] == [(1, '"Solen'), (2, "Månen")]


def test_names_with_commas_are_not_cut() -> None:
    assert [line[1] for line in parsed("Plejecenter Nord, Slagelse\nBosted Syd")] == [
        "Plejecenter Nord, Slagelse",
        "Bosted Syd",
    ]


def test_a_line_split_by_semicolons_among_tabs_is_no_unit() -> None:
    fault = "Linjen er delt med semikolon. Del den som de andre linjer."
    with_heading = f"{PASTED}\nBosted Fjorden;Bosted;;34"
    assert parsed(with_heading)[-1] == (6, "Bosted Fjorden;Bosted;;34", {}, [fault])
    assert parsed("Nord\tBosted\nBosted Fjorden;Bosted;;34")[1][3] == [fault]


def test_a_semicolon_in_a_name_beside_other_cells_is_only_a_name() -> None:
    assert parsed("Fjorden; afdeling 2\tBosted") == [
        (1, "Fjorden; afdeling 2", {"name": "Fjorden; afdeling 2", "kind": "supported_housing"}, [])
    ]


@pytest.mark.parametrize("name", ["N" * 121, "Nord\u202eSyd", "\u200b", "Nord\x00"])
def test_a_name_is_judged_as_in_the_form(name: str) -> None:
    [(_, _, facts, faults)] = parsed(f"{name}\tBosted")
    assert not facts
    assert faults


@given(st.text(alphabet=st.sampled_from('ab"\t;,\n\r enhdsl1.'), max_size=60))
def test_any_text_is_read(text: str) -> None:
    lines = lines_of(read_table(text))
    assert all(line.faults or line.facts["name"] for line in lines)
    assert len({line.number for line in lines}) == len(lines)


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once(live_cast: Cast) -> None:
    cast = live_cast
    lines = lines_of(read_table(PASTED))
    seen = Plan(lines, []).fingerprint
    act = partial(
        import_units, project=cast.slagelse, lines=lines, seen=seen, only_right=False, by=cast.leader, at=cast.at
    )
    results = race(act, act, act)
    assert all(isinstance(result, Plan) for result in results), results
    assert len(units(cast)) == 3
    assert Event.objects.filter(type="units.imported").count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_import_beside_an_addition(live_cast: Cast) -> None:
    cast = live_cast
    lines = lines_of(read_table(PASTED))
    seen = Plan(lines, []).fingerprint
    results = race(
        partial(
            import_units, project=cast.slagelse, lines=lines, seen=seen, only_right=False, by=cast.leader, at=cast.at
        ),
        partial(add_unit, project=cast.slagelse, name="Hjemmeplejen Nord", by=cast.leader, at=cast.at),
    )
    # Whoever comes first wins; the other is told, and nothing is half done.
    assert sum(isinstance(result, Exception) for result in results) == 1, results
    assert not isinstance(results[0], Exception) or isinstance(results[0], PlanChanged)
    assert len(units(cast)) in {1, 3}


WITH_CPR = "\n".join(
    [
        "Enhed\tSlags\tAdresse\tMedarbejdere\tLeder",
        "Bosted Æblehaven\tBosted\tSkovvej 1\t34\tKarin",
        "010190-1234\tBosted\tSkovvej 2\t\t",
        "Nord\t010190 1234\tRing 020291–4321\t0303034321\t",
        "Syd\tBosted\tSkovvej 4\t\tKarin 040404-1234",
    ]
)


def test_a_line_with_a_cpr_is_wrong_and_is_not_shown_whole(cast: Cast, leader: Client) -> None:
    says = "Portalen gemmer ikke CPR-numre. Fjern det, eller skjul tallene."
    assert [(number, name, faults) for number, name, _, faults in parsed(WITH_CPR)] == [
        (2, "Bosted Æblehaven", []),
        (3, "010190-xxxx", [f"Navn: Det ligner et CPR-nummer: 010190-xxxx. {says}"]),
        (
            4,
            "Nord",
            [
                f"Slags: Det ligner et CPR-nummer: 010190-xxxx. {says}",
                f"Adresse: Det ligner et CPR-nummer: 020291-xxxx. {says}",
                f"Medarbejdere: Det ligner et CPR-nummer: 030303-xxxx. {says}",
            ],
        ),
        (
            5,
            "Syd",
            [
                "I en kolonne, der ikke bruges, står det, der ligner et CPR-nummer: 040404-xxxx. "
                "Fjern kolonnen, eller skjul tallene."
            ],
        ),
    ]
    preview = look(leader, cast, WITH_CPR)
    assert "1 ny, 3 er forkerte." in preview
    # Whole only in the field, as it was pasted.
    assert "1234" not in re.sub(r"<textarea.*?</textarea>", "", preview, flags=re.DOTALL)
    status, _ = take(leader, cast, preview, only_right="1")
    assert (status, list(units(cast))) == (302, ["Bosted Æblehaven"])


def test_two_names_hidden_alike_are_two(cast: Cast) -> None:
    faults = [faults for _, _, _, faults in parsed("010190-1234\n010190-4321")]
    assert [len(each) for each in faults] == [1, 1]


def test_a_cpr_beyond_the_columns_without_a_heading_is_seen(cast: Cast) -> None:
    ((_, _, _, faults),) = parsed("Nord\tBosted\tSkovvej 1\t3\t2\t010190-1234")
    assert faults
    assert faults[0].startswith("I en kolonne, der ikke bruges, ")


def test_the_digits_of_all_lines_are_hidden_by_one_button(cast: Cast, leader: Client) -> None:
    preview = look(leader, cast, WITH_CPR)
    assert 'name="mask_cpr" value="rows"' in preview
    page = look_again(leader, cast, WITH_CPR)
    assert "Intet er gemt endnu." in page
    assert "010190-xxxx\tBosted" in page
    assert "1234" not in page
    assert 'name="mask_cpr"' not in look(leader, cast, PASTED)


def look_again(client: Client, cast: Cast, rows: str) -> str:
    """Press Skjul tallene on the preview."""
    data = {"rows": rows, "mask_cpr": "rows"}
    return client.post(f"/projekter/{cast.slagelse.pk}/organisation/enheder/indsaet/", data).content.decode()
