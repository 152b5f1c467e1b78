"""One document as a reader of the project sees it."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import User
from checklists.models import Task
from documents.models import Check
from documents.pages.addresses import own_files_of
from documents.rules.catalogue import Document
from documents.rules.current import Current
from documents.rules.readers import Reader, Readers, is_asked, is_done_by_reading
from projects.access import Standing
from ui.danish import listed

ROLES = 12
# The party whose documents these are, in the playbook.
MEDCOM = "medcom"


@dataclass(frozen=True)
class Row:
    """How it stands, who has read it, what it helps with, and who may keep it.

    `mine`: those of its tasks that the reader may work on.
    """

    standing: Standing
    current: Current
    readers: Readers
    tasks: Sequence[Task]
    mine: Sequence[Task]
    check: Check | None

    @property
    def document(self) -> Document:
        """What the playbook says of it."""
        return self.current.document

    @property
    def states(self) -> list[str]:
        """What there is, in words; none when it is missing."""
        current = self.current
        return [
            *([f"MedComs udgave {current.national_version}".strip()] if current.national_link else []),
            *([f"Eget link{self._own_version}"] if current.local_link else []),
            *([f"Egen fil, version {current.file.number}"] if current.file else []),
        ]

    @property
    def _own_version(self) -> str:
        return f", udgave {self.current.local_version}" if self.current.local_version else ""

    @property
    def file_url(self) -> str:
        """The page of the municipality's own file; "" without one."""
        file = self.current.file
        return own_files_of(self.standing.project).page(file.file_id) if file else ""

    @property
    def may_keep(self) -> bool:
        """May the reader lay the municipality's own there?"""
        return bool(self.mine)

    @property
    def may_check(self) -> bool:
        """May the reader say that it was looked at today? Only what is there."""
        return self.may_keep and self.current.is_there

    @property
    def asking(self) -> Task | None:
        """The first of its tasks that has a ready message to MedCom."""
        asking = (task for task in self.tasks if task.item.message and task.item.message["to"] == MEDCOM)
        return next(asking, None)

    @property
    def closed_by_reading(self) -> str:
        """The number of the task that is done once everybody has read it; "" for none, or once it is settled."""
        own = (task for task in self.tasks if task.number == self.document.number and not task.is_settled)
        return next((task.number for task in own if is_done_by_reading(task.item)), "")

    @property
    def reading(self) -> Reader | None:
        """The reader as one of those who are asked, while the project runs."""
        if not is_asked(self.standing, self.document):
            return None
        return next((person for person in self.readers.people if person.user == self.user), None)

    @property
    def user(self) -> User:
        """Who looks."""
        return self.standing.user

    @property
    def is_asked_now(self) -> bool:
        """Should the reader read it, and has not?"""
        return self.current.is_there and self.reading is not None and self.reading.read_at is None

    @property
    def counted(self) -> str:
        """ "3 af 4 har læst"; "" for what nobody is asked to read."""
        if not self.document.readers:
            return ""
        asked = len(self.readers.people)
        return f"{self.readers.read} af {asked} har læst" if asked else "Ingen har rollen endnu"

    @property
    def keepers(self) -> str:
        """Who may lay the municipality's own there, in words."""
        roles = [str(task.get_role_display()).lower() for task in self.tasks if task.number in self.document.items]
        return listed(list(dict.fromkeys(["projektleder", *roles])), most=ROLES)

    @property
    def reader_names(self) -> str:
        """The roles that should read it, in words."""
        return listed(self.document.reader_names, most=ROLES) if self.document.readers else ""
