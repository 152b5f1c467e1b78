"""A fault in a playbook, said so that the one who wrote the file can find and mend it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """What is wrong, in which file, at which item (or "" for the file as such)."""

    file: str
    item: str
    text: str

    def __str__(self) -> str:
        """E.g. "items-2-technical.yaml, G31: kræver G99, som ikke findes"."""
        where = f"{self.file}, {self.item}" if self.item else self.file
        return f"{where}: {self.text}"


class FaultyPlaybook(Exception):
    """A playbook that must not be loaded."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
