"""A folder of YAML files -> a typed playbook. Anything unreadable or misshapen is a fault with file and item."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, get_args, get_origin

import yaml

from checklists.playbook.agreements import AgreementsFile
from checklists.playbook.aids import MessagesFile, StartQuestion, StuckReason
from checklists.playbook.content import (
    ContactData,
    DocumentsFile,
    EditionContent,
    GateData,
    IntroductionData,
    PartyData,
    PhasesFile,
    RoleData,
    SourceData,
)
from checklists.playbook.faults import Fault, FaultyPlaybook
from checklists.playbook.item_data import ItemData
from checklists.playbook.shape import misfits

SHAPES: dict[str, Any] = {
    "introduction.yaml": IntroductionData,
    "phases.yaml": PhasesFile,
    "roles.yaml": list[RoleData],
    "gates.yaml": list[GateData],
    "documents.yaml": DocumentsFile,
    "parties.yaml": list[PartyData],
    "contacts.yaml": list[ContactData],
    "sources.yaml": list[SourceData],
    "messages.yaml": MessagesFile,
    "stuck_reasons.yaml": list[StuckReason],
    "start_where_you_are.yaml": list[StartQuestion],
    "agreements.yaml": AgreementsFile,
}
# Files that hold one list, under their own name.
LISTS = ("roles", "gates", "parties", "contacts", "sources", "stuck_reasons", "start_where_you_are")
ITEM_FILES = "items-*.yaml"


@dataclass(frozen=True)
class Playbook:
    """One edition as it stands in its folder: its content, and its items in order with the file of each."""

    content: EditionContent
    items: Sequence[ItemData]
    file_of: dict[str, str]


# The one written in C is ten times as fast; where PyYAML was built without it, the other reads the same.
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Strict(_SafeLoader):
    """Refuses a name that stands twice in one place: plain YAML would silently keep the last."""


def _mapping(loader: _Strict, node: yaml.MappingNode) -> dict[Any, Any]:
    names = [loader.construct_object(key, deep=True) for key, _ in node.value]
    for name in names:
        if names.count(name) > 1:
            raise yaml.constructor.ConstructorError(None, None, f"{name} står to gange", node.start_mark)
    return loader.construct_mapping(node, deep=True)


_Strict.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_playbook(folder: Path) -> Playbook:
    """The playbook in `folder`. Raises FaultyPlaybook when a file is missing, unreadable or misshapen."""
    faults: list[Fault] = []
    loaded: dict[str, Any] = {}
    item_files = sorted(path.name for path in folder.glob(ITEM_FILES))
    for name in [*SHAPES, *item_files]:
        shape = SHAPES.get(name, list[ItemData])
        try:
            loaded[name] = _load(folder / name)
        except FileNotFoundError:
            faults.append(Fault(name, "", "filen mangler"))
        except yaml.YAMLError as error:
            faults.append(Fault(name, "", _where(error)))
        else:
            faults += _misshapen(name, loaded[name], shape)
    if not item_files:
        faults.append(Fault(ITEM_FILES, "", "der er ingen filer med punkter"))
    known = {*SHAPES, *item_files}
    faults += [
        Fault(path.name, "", "der er ingen, der læser filen")
        for path in sorted(folder.glob("*.y*ml"))
        if path.name not in known
    ]
    if faults:
        raise FaultyPlaybook(faults)
    return _assembled(loaded, item_files)


def _load(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), _Strict)  # noqa: S506 - a SafeLoader


def _where(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "kan ikke læses"
    return f"linje {mark.line + 1}: {problem}" if mark else str(problem)


def _misshapen(file: str, value: object, shape: Any) -> Iterator[Fault]:
    """Faults of shape; in a list each entry is named by its id or key."""
    if get_origin(shape) is not list or not isinstance(value, list):
        for text in misfits(value, shape):
            yield Fault(file, "", text)
        return
    for order, entry in enumerate(value, start=1):
        name = (entry.get("id") or entry.get("key")) if isinstance(entry, dict) else None
        for text in misfits(entry, get_args(shape)[0]):
            yield Fault(file, str(name or f"nr. {order}"), text)


def _assembled(loaded: dict[str, Any], item_files: list[str]) -> Playbook:
    content = {
        "introduction": loaded["introduction.yaml"],
        **loaded["phases.yaml"],
        **loaded["documents.yaml"],
        **loaded["messages.yaml"],
        "agreements": loaded["agreements.yaml"],
        **{name: loaded[f"{name}.yaml"] for name in LISTS},
    }
    return Playbook(
        content=cast("EditionContent", content),
        items=[item for name in item_files for item in loaded[name]],
        file_of={item["id"]: name for name in item_files for item in loaded[name]},
    )
