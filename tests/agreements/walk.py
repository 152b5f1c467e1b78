"""Short ways to lead an agreement along in tests."""

from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from accounts.roles import Role
from agreements.kinds import kind_by_key
from agreements.models import Agreement, AgreementVersion
from agreements.moves import MoveKind
from agreements.services.signing import sign
from agreements.services.steps import note_step
from agreements.services.versions import receive_version
from audit.clock import day_of
from tests.cast import Cast
from tests.files.samples import pdf

DPA, CONNECTION, GP, SUPPORT = (
    "data_processing_agreement",
    "connection_agreement",
    "test_gp_agreement",
    "support_agreement",
)


def upload(name: str = "aftale.pdf", data: bytes | None = None) -> SimpleUploadedFile:
    """A PDF as a browser sends it."""
    return SimpleUploadedFile(name, data or pdf(Title=name))


def day(cast: Cast, ago: int = 0) -> date:
    """So many days before today."""
    return day_of(cast.at) - timedelta(days=ago)


def of(cast: Cast, kind: str = DPA, number: int = 1) -> Agreement:
    """The agreement as it stands now."""
    return Agreement.objects.get(project=cast.slagelse, kind=kind, number=number)


def version_of(cast: Cast, kind: str, number: int) -> int:
    """The version a form made now would carry."""
    found = Agreement.objects.filter(project=cast.slagelse, kind=kind, number=number).first()
    return found.version if found else 0


def jurist(cast: Cast) -> User:
    """Slagelse's."""
    return cast.people[Role.LEGAL_OFFICER]


def step(cast: Cast, move: MoveKind, facts: dict[str, Any] | None = None, **more: Any) -> Agreement:
    """One move by the projektleder."""
    kind, number = more.pop("kind", DPA), more.pop("number", 1)
    given: dict[str, Any] = {"by": cast.leader, "version": version_of(cast, kind, number), "at": cast.at, **more}
    return note_step(
        project=cast.slagelse, kind=kind_by_key(kind), number=number, move=move, facts=facts or {}, **given
    )


def receive(cast: Cast, label: str = "1.0", *, kind: str = DPA, ago: int = 5, **more: Any) -> AgreementVersion:
    """A version with its PDF."""
    facts = {"label": label, "received_on": day(cast, ago), **more.pop("facts", {})}
    given: dict[str, Any] = {
        "uploads": [upload(f"aftale {label}.pdf")],
        "by": cast.leader,
        "version": version_of(cast, kind, 1),
        "at": cast.at,
        **more,
    }
    return receive_version(
        project=cast.slagelse, kind=kind_by_key(kind), number=given.pop("number", 1), facts=facts, **given
    )


def signed(cast: Cast, *, kind: str = DPA, number: int = 1, ago: int = 1, **more: Any) -> Agreement:
    """Signed by the director, with a PDF."""
    facts = {"signed_on": day(cast, ago), "signed_by": "Direktør Lis Holm", **more.pop("facts", {})}
    given: dict[str, Any] = {
        "upload": upload("underskrevet.pdf"),
        "by": jurist(cast),
        "version": version_of(cast, kind, number),
        "at": cast.at,
        **more,
    }
    return sign(project=cast.slagelse, kind=kind_by_key(kind), number=number, facts=facts, **given)


def at_legal(cast: Cast, kind: str = DPA) -> Agreement:
    """Asked for, received, and with the jurist."""
    step(cast, MoveKind.REQUEST, {"asked_on": day(cast, 9), "counterpart": "trifork"}, kind=kind)
    receive(cast, kind=kind)
    return step(cast, MoveKind.SEND, {"sent_on": day(cast, 4), "sent_to": "Jurist Hansen"}, kind=kind)


def accepted(cast: Cast, kind: str = DPA) -> Agreement:
    """Read and accepted."""
    at_legal(cast, kind)
    facts = {"position": "accept", "position_on": day(cast, 2), "decider": "Jurist Hansen"}
    return step(cast, MoveKind.POSITION, facts, kind=kind, by=jurist(cast))
