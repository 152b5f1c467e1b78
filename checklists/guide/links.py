"""Links to the guide's documents that came after the edition was loaded: the part that keeps them tells."""

from collections.abc import Callable, Mapping
from typing import NamedTuple


class Given(NamedTuple):
    """Where a document lies now, and its version; a link that is taken away is empty."""

    link: str
    version: str


Teller = Callable[[str], Mapping[str, Given]]
_tellers: list[Teller] = []


def register(teller: Teller) -> None:
    """Let a part tell the links of a playbook, by the document's key. Called from an app's `ready`."""
    _tellers.append(teller)


def given_links(playbook: str) -> dict[str, Given]:
    """What is told of the playbook's documents."""
    return {key: given for teller in _tellers for key, given in teller(playbook).items()}
