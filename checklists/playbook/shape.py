"""Does loaded YAML have the shape of a TypedDict? Says in plain words where it does not."""

from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints, is_typeddict

NAMES = {str: "tekst", int: "et helt tal", bool: "true eller false", list: "en liste", dict: "felter med navne"}


def misfits(value: object, expected: Any, path: str = "") -> Iterator[str]:
    """One sentence for each place where `value` is not what `expected` says; nothing when it fits."""
    if is_typeddict(expected):
        yield from _fields(value, expected, path)
    elif get_origin(expected) is UnionType:
        options = [option for option in get_args(expected) if option is not NoneType]
        if value is not None:
            yield from misfits(value, options[0], path)
    elif get_origin(expected) is list:
        yield from _list(value, get_args(expected)[0], path)
    elif get_origin(expected) is dict:
        yield from _mapping(value, get_args(expected)[1], path)
    elif type(value) is not expected:
        yield f"{path or 'indholdet'} skal være {NAMES[expected]}"
    elif expected is str and not str(value).strip():
        yield f"{path} er tom"


def _fields(value: object, expected: Any, path: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{path or 'indholdet'} skal være {NAMES[dict]}"
        return
    hints = get_type_hints(expected)
    prefix = f"{path}." if path else ""
    for name in expected.__required_keys__ - value.keys():
        yield f"{prefix}{name} mangler"
    for name, inner in value.items():
        if name in hints:
            yield from misfits(inner, hints[name], f"{prefix}{name}")
        else:
            yield f"{prefix}{name} er der ingen, der læser"


def _list(value: object, expected: Any, path: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{path or 'indholdet'} skal være {NAMES[list]}"
        return
    for order, inner in enumerate(value, start=1):
        yield from misfits(inner, expected, f"{path} nr. {order}".strip())


def _mapping(value: object, expected: Any, path: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{path or 'indholdet'} skal være {NAMES[dict]}"
        return
    for name, inner in value.items():
        yield from misfits(name, str, f"et navn i {path}")
        yield from misfits(inner, expected, f"{path}.{name}")
