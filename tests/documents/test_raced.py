"""Two at once on a document: one link, one reading, one file."""

from functools import partial

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from accounts.roles import Role
from documents.models import LocalLink, NationalLink, OwnFile, Reading
from documents.services.links import LinkChanged, set_local_link, set_national_link
from documents.services.own_files import add_own_file
from documents.services.reading import read_document
from files.models import FileVersion
from tests.cast import Cast
from tests.racing import race
from tests.walls.documents import IMPORTANT, a_document, mark, national


def test_of_two_who_set_the_local_link_at_once_one_is_told(live_cast: Cast) -> None:
    document = a_document(live_cast)
    acts = [
        partial(
            set_local_link,
            project=live_cast.slagelse,
            document=document,
            link=f"https://slagelse.example/{who.pk}",
            version="1",
            seen=0,
            by=who,
            at=live_cast.at,
        )
        for who in (live_cast.leader, live_cast.people[Role.TECHNICAL_OWNER])
    ]
    assert {type(result) for result in race(*acts)} == {LocalLink, LinkChanged}
    assert LocalLink.objects.count() == 1


def test_of_two_who_set_medcoms_link_at_once_one_is_told(live_cast: Cast) -> None:
    document = a_document(live_cast)
    acts = [
        partial(
            set_national_link,
            playbook=live_cast.slagelse.playbook,
            document=document,
            link=f"https://medcom.example/{n}",
            version="1",
            seen=0,
            by=live_cast.programme_manager,
            at=live_cast.at,
        )
        for n in range(2)
    ]
    assert {type(result) for result in race(*acts)} == {NationalLink, LinkChanged}
    assert NationalLink.objects.count() == 1


def read(cast: Cast, who: User, seen: str) -> Reading:
    """One click."""
    return read_document(project=cast.slagelse, document=a_document(cast, IMPORTANT), mark=seen, by=who, at=cast.at)


def test_a_double_click_is_one_reading(live_cast: Cast) -> None:
    national(live_cast, IMPORTANT)
    clicks = [partial(read, live_cast, live_cast.leader, mark(live_cast)) for _ in range(4)]
    assert len({result.pk for result in race(*clicks) if isinstance(result, Reading)}) == 1
    assert Reading.objects.count() == 1


def test_the_last_two_who_read_at_once_close_the_item_once(live_cast: Cast) -> None:
    national(live_cast, IMPORTANT)
    roles = (Role.PROJECT_MANAGER, Role.TECHNICAL_OWNER, Role.IMPLEMENTATION_LEAD)
    race(*(partial(read, live_cast, live_cast.people[role], mark(live_cast)) for role in roles))
    task = live_cast.task("G15")
    assert task.state == "done"
    assert task.moves.count() == 1


def test_two_first_files_of_a_document_are_two_versions_of_one(live_cast: Cast) -> None:
    document = a_document(live_cast)
    acts = [
        partial(
            add_own_file,
            project=live_cast.slagelse,
            place=document,
            upload=SimpleUploadedFile("v.txt", text),
            by=live_cast.leader,
            at=live_cast.at,
        )
        # Quick to look into, so that the two meet.
        for text in (b"en", b"to")
    ]
    race(*acts)
    assert OwnFile.objects.count() == 1
    assert sorted(FileVersion.objects.values_list("number", flat=True)) == [1, 2]
