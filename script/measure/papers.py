"""The many files of one project, written as the services write them."""

from datetime import datetime, timedelta
from hashlib import sha256

from accounts.models import User
from accounts.roles import Role
from checklists.models import Task, TaskFile
from checklists.moves import State
from checklists.rules.task_files import PART as TASKS
from documents.models import OwnFile
from documents.models.own_files import PART as SHELVES
from files.kinds import KINDS, PDF, TXT
from files.models import File, FileVersion, Signature, SignatureReading
from files.services.made import keep_made
from files.signatures.facts import Changed, SignatureFact, TimeFrom
from projects.models import Project
from script.stack.big_file import PIECE

FILES = 2000
# Every fifth has a second version, every tenth PDF is signed.
AGAIN, SIGNED = 5, 10
SHELF = "technical"
# Its page is a row of its own.
NOT_ON = "G31"


def add_files(project: Project, people: dict[str, User], *, now: datetime) -> None:
    """Files on done tasks and on a shelf, half and half."""
    tasks = list(project.tasks.filter(state=State.DONE).exclude(number=NOT_ON).order_by("pk"))
    on_tasks = [(tasks[n % len(tasks)], _file(project, TASKS, tasks[n % len(tasks)].number)) for n in range(FILES // 2)]
    on_shelf = [_file(project, SHELVES, f"hylde:{SHELF}") for _ in range(FILES // 2)]
    files = File.objects.bulk_create([file for _, file in on_tasks] + on_shelf)
    TaskFile.objects.bulk_create(TaskFile(task=task, file=file) for task, file in on_tasks)
    OwnFile.objects.bulk_create(OwnFile(project=project, phase=SHELF, file=file) for file in on_shelf)
    people_in_turn = [people[Role.PROJECT_MANAGER], people[Role.IT_STAFF], people[Role.LEGAL_OFFICER]]
    versions = FileVersion.objects.bulk_create(
        _version(file, order, number, by=people_in_turn[order % 3], at=now - timedelta(minutes=order))
        for order, file in enumerate(files)
        for number in (range(1, 3) if order % AGAIN == 0 else [1])
    )
    _read_signatures([version for version in versions if version.kind == PDF.key], at=now)


def text_file(task: Task, *, pieces: int, by: User, at: datetime) -> FileVersion:
    """A text of so many pieces of a MB on a task, its bytes in the storage."""
    version = keep_made(
        PIECE * pieces,
        name="stor.txt",
        kind=TXT,
        project=task.project,
        part=TASKS,
        subject=task.number,
        by=by,
        at=at,
    )
    TaskFile.objects.create(task=task, file=version.file)
    return version


def _file(project: Project, part: str, subject: str) -> File:
    return File(project=project, part=part, subject=subject)


def _version(file: File, order: int, number: int, *, by: User, at: datetime) -> FileVersion:
    """One without bytes: nobody fetches it."""
    kind = list(KINDS.values())[order % len(KINDS)]
    name = f"{file.subject.replace(':', ' ')} referat og bilag {order}.{kind.endings[0]}"
    digest = sha256(f"{file.pk} {number}".encode()).hexdigest()
    about = {"size": 40_000 + order * 1000, "sha256": digest, "stored": f"{digest[:2]}/{digest[:32]}"}
    return FileVersion(file=file, number=number, name=name, kind=kind.key, uploaded_at=at, uploaded_by=by, **about)


def _read_signatures(versions: list[FileVersion], *, at: datetime) -> None:
    SignatureReading.objects.bulk_create(
        SignatureReading(version=version, state=SignatureReading.State.READ, next_attempt_at=at) for version in versions
    )
    fact = SignatureFact(
        field="A",
        signer="Lis Bang",
        issuer="Opdigtet CA",
        signed_at=at,
        time_from=TimeFrom.STAMP,
        covers_whole=True,
        intact=True,
        changed_after=Changed.NOTHING,
    )
    Signature.objects.bulk_create(
        Signature.of(fact, version_id=version.pk, position=1) for version in versions[::SIGNED]
    )
