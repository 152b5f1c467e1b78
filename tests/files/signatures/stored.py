"""PDFs in the storage, as an upload leaves them there."""

from datetime import datetime
from hashlib import sha256
from uuid import uuid4

from django.core.files.base import ContentFile

from accounts.models import User
from files.kinds import PDF, Kind
from files.models import File, FileVersion, SignatureReading
from files.services.signatures import expect_reading
from files.storage import the_storage
from projects.models import Project


def store(content: bytes, *, project: Project, by: User, at: datetime, kind: Kind = PDF) -> FileVersion:
    """A version with these bytes, whose signatures are expected to be read."""
    stored = the_storage().save(uuid4().hex, ContentFile(content))
    version = FileVersion.objects.create(
        file=File.objects.create(project=project, part="tasks", subject="G31"),
        number=1,
        name="aftale.pdf",
        kind=kind.key,
        size=len(content),
        sha256=sha256(content).hexdigest(),
        stored=stored,
        uploaded_at=at,
        uploaded_by=by,
    )
    expect_reading(version, at=at)
    return version


def reading_of(version: FileVersion) -> SignatureReading:
    """How far it is now."""
    return SignatureReading.objects.get(version=version)
