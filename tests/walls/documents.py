"""The documents of a project in the matrix, and many rows for their pages."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.roles import Act, Role
from documents.models import NationalLink, OwnFile
from documents.rules.catalogue import Document, catalogue_in
from documents.rules.current import current_of
from documents.services.links import set_local_link, set_national_link
from documents.services.own_files import Place, Shelf, add_own_file
from documents.services.reading import check_document, read_document
from files.models import File
from tests.cast import Cast
from tests.files.samples import pdf

# The it-medarbejder reads the first and the projektleder the second; the technical owner keeps the first.
TECHNICAL, IMPORTANT = "technical_guide", "important_knowledge"
SHELF = Shelf("technical", "Teknisk installation")


def a_document(cast: Cast, key: str = TECHNICAL) -> Document:
    """A document of the guide's."""
    return catalogue_in(cast.slagelse).document(key)


def national(cast: Cast, key: str = TECHNICAL, *, link: str = "https://medcom.example/1", version: str = "1") -> None:
    """MedCom's link to a document."""
    document, playbook = a_document(cast, key), cast.slagelse.playbook
    last = NationalLink.objects.filter(playbook=playbook, document=key).first()
    set_national_link(
        playbook=playbook,
        document=document,
        link=link,
        version=version,
        seen=last.number if last else 0,
        by=cast.programme_manager,
        at=cast.at,
    )


def both_national(cast: Cast) -> None:
    """MedCom's links to both documents."""
    for key in (TECHNICAL, IMPORTANT):
        national(cast, key)


def mark(cast: Cast, key: str = IMPORTANT) -> str:
    """Which version of a document counts."""
    return current_of(cast.slagelse, a_document(cast, key)).mark


def lay(cast: Cast, data: bytes, place: Place = SHELF, file: File | None = None) -> File:
    """Bytes laid on a shelf, or as the copy of a document."""
    upload = SimpleUploadedFile("vores.pdf", data)
    kept = add_own_file(project=cast.slagelse, place=place, upload=upload, by=cast.leader, at=cast.at, file=file)
    return kept.version.file


def a_file(cast: Cast) -> int:
    """The key of the file that lies on the shelf, laid there when there is none."""
    laid = OwnFile.objects.filter(project=cast.slagelse, phase=SHELF.phase).first()
    return laid.file_id if laid else lay(cast, pdf()).pk


def fill_documents(cast: Cast, times: int) -> None:
    """All that the pages of documents gather."""
    both_national(cast)
    catalogue = catalogue_in(cast.slagelse)
    for document in catalogue.documents[: 9 if times > 2 else 2]:
        about: dict[str, Any] = {"project": cast.slagelse, "document": document, "at": cast.at}
        lay(cast, pdf(Title=f"{document.key}-{times}"), document)
        for n in range(times):
            version = f"{times}-{n}"
            last = cast.slagelse.document_links.filter(document=document.key).first()
            seen = last.number if last else 0
            set_local_link(**about, link="https://slagelse.example/", version=version, seen=seen, by=cast.leader)
        check_document(**about, by=cast.leader)
        for role in document.readers:
            now = current_of(cast.slagelse, document).mark
            read_document(**about, mark=now, by=cast.people[role])
    first = File.objects.get(pk=a_file(cast))
    for n in range(times):
        data = pdf(Title=f"hylde-{times}-{n}")
        lay(cast, data)
        lay(cast, data + b"\n%v" + str(n).encode(), file=first)


def fill_national(cast: Cast, times: int) -> None:
    """Many versions of MedCom's."""
    for n in range(times):
        national(cast, version=f"{times}-{n}")
        national(cast, IMPORTANT, version=f"{times}-{n}")


def an_upload(cast: Cast) -> dict[str, Any]:
    """What a browser sends."""
    return {"filer": SimpleUploadedFile("nyt.pdf", pdf(pages=3))}


def a_link(cast: Cast) -> dict[str, str]:
    """A link and a version, from a page that showed none."""
    return {"link": "https://slagelse.example/dok", "version": "2", "seen": "0"}


def document_rows(row: Any) -> list[Any]:
    """Who may see the work opens the municipality's own; who may work on the item's task lays it there."""
    about: dict[str, Any] = {"in_project": True}
    document: dict[str, Any] = {**about, "own": {"key": TECHNICAL}}
    keep: dict[str, Any] = {**document, "task_role": Role.TECHNICAL_OWNER}
    shelf: dict[str, Any] = {**about, "own": {"phase": SHELF.phase}}
    one: dict[str, Any] = {**about, "own": {"file": a_file}}
    version: dict[str, Any] = {**about, "own": {"file": a_file, "version": 1}}
    return [
        row("document_list", Act.SEE_PROJECT, **about),
        row("document", Act.SEE_PROJECT, **document),
        row("document_link", Act.WORK_OWN_TASKS, **keep, data=a_link),
        row("document_upload", Act.WORK_OWN_TASKS, **keep, data=an_upload),
        row("document_check", Act.WORK_OWN_TASKS, **keep, data=lambda cast: {}, prepare=national),
        # Of these people only the projektleder is asked to read it.
        row(
            "document_read",
            Act.WORK_ALL_TASKS,
            **about,
            own={"key": IMPORTANT},
            data=lambda cast: {"mark": mark(cast)},
            prepare=both_national,
        ),
        row("shelf", Act.SEE_WORK, **shelf),
        row("shelf", Act.WORK_OWN_TASKS, **shelf, data=an_upload),
        row("own_file", Act.SEE_WORK, **one),
        row("own_file", Act.WORK_OWN_TASKS, **one, data=an_upload),
        row("own_file_content", Act.SEE_WORK, **version),
        row("own_file_shown", Act.SEE_WORK, **version),
        row("own_file_withdraw", Act.WORK_OWN_TASKS, **version),
        row("own_file_withdraw", Act.WORK_OWN_TASKS, **version, data=lambda cast: {"reason": "Forkert fil."}),
        row("national_documents", Act.KEEP_NATIONAL_DOCUMENTS),
        row("national_document", Act.KEEP_NATIONAL_DOCUMENTS, own={"key": TECHNICAL}),
        row("national_document", Act.KEEP_NATIONAL_DOCUMENTS, own={"key": TECHNICAL}, data=a_link),
    ]
