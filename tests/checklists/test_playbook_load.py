"""Loading an edition: once, repeatably, never over another; and the command that does it."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from checklists.models import Edition, Item
from checklists.playbook.faults import FaultyPlaybook
from checklists.playbook.vocabulary import Anchor, Force
from checklists.services.load_edition import EditionTaken, load_edition
from tests.cast import Cast
from tests.checklists.playbook_copy import EDITION, TECHNICAL, copy_to, edit
from tests.racing import race

pytestmark = pytest.mark.django_db


def next_edition(folder: Path) -> Path:
    """A copy that says it is the next edition, with one title changed."""
    copy = copy_to(folder)
    edit(copy, "introduction.yaml", "number: 4", "number: 5")
    edit(copy, TECHNICAL, "title: Kobl jer på appen gennem KOMBITs Context Handler", "title: Kobl jer på", at="id: G31")
    return copy


def test_it_works(tmp_path: Path) -> None:
    loaded = load_edition(folder=next_edition(tmp_path), at=timezone.now())
    assert loaded.is_new
    assert str(loaded.edition) == "KontaktLæge App, udgave 5"
    assert loaded.edition.items.count() == 92
    assert Edition.objects.newest() == loaded.edition


def test_an_item_keeps_all_it_was_given() -> None:
    item = Item.objects.get(edition__number=4, number="G29")
    assert (item.position, item.phase, item.force, item.role) == (29, "technical", Force.MUST, "technical_owner")
    assert (item.per_unit, item.waits_on, item.fills_role) == (True, "it", "")
    assert (item.anchor, item.offset_workdays, item.duration_workdays) == (Anchor.START, 15, 12)
    assert (item.hours, item.decays_days, item.role_is_suggestion) == (None, 180, True)
    assert item.needs == {"guide": [], "ours": []}
    assert [choice["key"] for choice in item.choices] == ["android_and_ios", "only_ios", "only_android"]
    assert [settles["item"] for settles in item.settles] == ["G22", "G23"]
    assert item.evidence_words("choice")["label"] == "Hvilke styresystemer har I?"
    assert item.evidence_words("person") == {}
    assert item.phase_name == "Teknisk installation"
    assert item.message is not None
    assert "{enheder}" in item.message["subject"]


def test_an_edition_of_before_there_were_messages_and_questions_has_none() -> None:
    edition = Edition.objects.get(number=4)
    assert (len(edition.messages), len(edition.stuck_reasons), len(edition.start_questions)) == (16, 14, 12)
    for name in ("messages", "stuck_reasons", "start_where_you_are"):
        del edition.content[name]
    assert (edition.messages, edition.stuck_reasons, edition.start_questions) == ([], [], [])


def test_the_same_again_changes_nothing() -> None:
    before = Edition.objects.get(number=4)
    loaded = load_edition(folder=EDITION, at=timezone.now())
    assert (loaded.is_new, loaded.edition) == (False, before)
    assert Item.objects.filter(edition=before).count() == 92


@pytest.mark.django_db(transaction=True)
def test_two_servers_that_start_at_once_load_it_once(live_cast: Cast, tmp_path: Path) -> None:
    folder = next_edition(tmp_path)

    def load() -> bool:
        return load_edition(folder=folder, at=timezone.now()).is_new

    assert sorted(race(load, load), key=str) == [False, True]
    assert Item.objects.filter(edition__number=5).count() == 92


def test_comments_and_line_breaks_do_not_make_it_another(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    edit(folder, TECHNICAL, "\n\n- id: G31", "\n# a remark\n- id: G31")
    assert not load_edition(folder=folder, at=timezone.now()).is_new


def test_other_content_under_the_same_number_is_refused(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    edit(folder, TECHNICAL, "title: Kobl", "title: Kobbel")
    with pytest.raises(EditionTaken, match="Giv den nye udgave nummer 5"):
        load_edition(folder=folder, at=timezone.now())
    assert Edition.objects.count() == 1


def test_a_faulty_edition_leaves_nothing(tmp_path: Path) -> None:
    folder = next_edition(tmp_path)
    edit(folder, TECHNICAL, "guide: [G28]", "guide: [G99]", at="id: G31")
    with pytest.raises(FaultyPlaybook, match=r"items-2-technical\.yaml, G31: kræver G99, som ikke findes"):
        load_edition(folder=folder, at=timezone.now())
    assert Edition.objects.count() == 1


def test_the_command_says_what_it_loaded(tmp_path: Path) -> None:
    out = StringIO()
    call_command("load_playbook", str(next_edition(tmp_path)), stdout=out)
    assert out.getvalue() == "KontaktLæge App, udgave 5: lagt ind med 92 punkter.\n"


def test_the_command_loads_every_edition_and_may_run_again() -> None:
    out = StringIO()
    call_command("load_playbook", stdout=out)
    assert out.getvalue() == "KontaktLæge App, udgave 4: er lagt ind i forvejen.\n"


def test_the_command_names_every_fault_and_fails(tmp_path: Path) -> None:
    folder = next_edition(tmp_path)
    edit(folder, TECHNICAL, "guide: [G28]", "guide: [G99]", at="id: G31")
    edit(folder, "gates.yaml", "item: G02", "item: G98")
    out, error = StringIO(), StringIO()
    with pytest.raises(CommandError, match=re.escape("Ikke lagt ind: kontaktlaege-1.")):
        call_command("load_playbook", str(folder), stdout=out, stderr=error)
    assert error.getvalue().splitlines() == [
        "kontaktlaege-1/items-2-technical.yaml, G31: kræver G99, som ikke findes",
        "kontaktlaege-1/gates.yaml, P1: kræver G98, som ikke findes",
    ]
    assert out.getvalue() == ""


def test_the_command_says_when_a_number_is_taken(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    edit(folder, TECHNICAL, "title: Kobl", "title: Kobbel")
    error = StringIO()
    with pytest.raises(CommandError):
        call_command("load_playbook", str(folder), stderr=error)
    assert "KontaktLæge App, udgave 4 er lagt ind før med et andet indhold" in error.getvalue()


def test_a_folder_that_is_not_there_is_told_file_by_file(tmp_path: Path) -> None:
    error = StringIO()
    with pytest.raises(CommandError):
        call_command("load_playbook", str(tmp_path / "nowhere"), stderr=error)
    assert "nowhere/introduction.yaml: filen mangler" in error.getvalue()
