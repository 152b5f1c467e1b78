"""Two at once on the files of a task: nothing is lost, nothing doubled."""

from functools import partial

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from audit.clock import day_of
from checklists.services.task_files import add_file, withdraw_file
from checklists.services.tasks import close_task
from files.models import File, FileVersion
from files.services.versions import Kept
from tests.answers import EARLY_REASON
from tests.cast import Cast
from tests.files.samples import pdf
from tests.racing import race


def laid(cast: Cast, who: User, data: bytes, file: File | None = None) -> Kept:
    """A PDF on G31."""
    upload = SimpleUploadedFile("aftale.pdf", data)
    return add_file(task=cast.task(), upload=upload, by=who, at=cast.at, file=file)


def test_two_second_versions_at_once_become_the_second_and_the_third(live_cast: Cast) -> None:
    file = laid(live_cast, live_cast.it, pdf()).version.file
    both = [(live_cast.it, pdf(pages=2)), (live_cast.leader, pdf(pages=3))]
    results = race(*(partial(laid, live_cast, who, data, file) for who, data in both))
    assert sorted(result.version.number for result in results if isinstance(result, Kept)) == [2, 3]


def test_the_same_file_twice_at_once_lies_there_once(live_cast: Cast) -> None:
    results = race(*(partial(laid, live_cast, live_cast.it, pdf()) for _ in range(4)))
    assert sorted(result.again for result in results if isinstance(result, Kept)) == [False, True, True, True]
    assert FileVersion.objects.count() == 1


def test_two_who_take_it_back_give_one_reason(live_cast: Cast) -> None:
    version = laid(live_cast, live_cast.it, pdf()).version
    task, at = live_cast.task(), live_cast.at
    withdrawn = [
        partial(withdraw_file, task=task, version=version, reason=who.name, by=who, at=at)
        for who in (live_cast.it, live_cast.leader)
    ]
    first, second = race(*withdrawn)
    assert isinstance(first, FileVersion)
    assert isinstance(second, FileVersion)
    assert first.withdrawn_reason == second.withdrawn_reason


def test_two_who_take_back_the_last_two_files_leave_a_done_task_without_proof(live_cast: Cast) -> None:
    task, at, by = live_cast.task(), live_cast.at, live_cast.it
    versions = [laid(live_cast, by, pdf(pages=pages)).version for pages in (1, 2)]
    answers = {"person": by.name, "date": day_of(at), "reference": "Sag 1"}
    close_task(task=task, answers=answers, early_reason=EARLY_REASON, by=by, version=task.version, at=at)
    take_back = partial(withdraw_file, task=task, reason="Forkert fil.", by=by, at=at)
    results = race(*(partial(take_back, version=version) for version in versions))
    assert all(isinstance(result, FileVersion) for result in results)
    assert live_cast.task().proof_missing
    assert live_cast.task().evidence.count() == 2
