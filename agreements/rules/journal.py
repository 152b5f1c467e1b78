"""What a journalpakke says of an agreement: the facts, the same for the same agreement, as JSON and as XML. Pure."""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from agreements.kinds import Kind
from agreements.models import Agreement, AgreementVersion
from checklists.models import Task
from files.models import FileVersion

FORMAT = "kontaktlaege-journalpakke-1"
# What an element of a list is called in the XML.
ONE_OF = {"items": "item"}
# Characters that no XML 1.0 document may have, however they are written.
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def facts_of(
    agreement: Agreement,
    kind: Kind,
    signed: FileVersion,
    *,
    version: AgreementVersion | None,
    tasks: list[Task],
    address: str,
) -> dict[str, Any]:
    """All that is known, in plain values. The case number is left out: it comes back once the package is filed."""
    project, municipality = agreement.project, agreement.project.municipality
    counterpart = agreement.counterpart or kind.data["counterparts"][0]
    return {
        "format": FORMAT,
        "address": address,
        "municipality": {"name": municipality.name, "code": municipality.code, "cvr": municipality.cvr},
        "project": {"number": project.pk, "title": kind.edition.title},
        "agreement": {
            "kind": kind.key,
            "name": kind.name,
            "number": agreement.number,
            "counterpart": agreement.practice or kind.party_name(counterpart),
            "version": version.label if version else "",
            "received_on": _day(version.received_on if version else None),
            "signed_on": _day(agreement.signed_on),
            "signed_by": agreement.signed_by,
            "returned_on": _day(agreement.returned_on),
            "returned_to": agreement.returned_to,
        },
        "file": {
            "name": signed.name,
            "kind": signed.kind_of.label,
            "bytes": signed.size,
            "sha256": signed.sha256,
            "uploaded_at": _moment(signed.uploaded_at),
            "uploaded_by": signed.uploaded_by.name,
        },
        "items": [{"number": task.number, "title": task.title} for task in tasks],
    }


def fingerprint(facts: Mapping[str, Any]) -> str:
    """Another one as soon as one fact is another."""
    return sha256(as_json(facts)).hexdigest()


def as_json(facts: Mapping[str, Any]) -> bytes:
    """Sorted, indented, UTF-8."""
    return json.dumps(facts, ensure_ascii=False, indent=2, sort_keys=True).encode() + b"\n"


def as_xml(facts: Mapping[str, Any]) -> bytes:
    """An element for each fact, called as in the JSON, in the same order."""
    root = Element("package")
    _fill(root, facts)
    indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="utf-8") + b"\n"


def _fill(element: Element, value: Any) -> None:
    if isinstance(value, Mapping):
        for name in sorted(value):
            _fill(SubElement(element, name), value[name])
    elif isinstance(value, list):
        for entry in value:
            _fill(SubElement(element, ONE_OF[element.tag]), entry)
    else:
        element.text = NOT_IN_XML.sub("\ufffd", str(value))


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
