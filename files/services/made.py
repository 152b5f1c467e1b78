"""A file the portal makes itself, such as a cover sheet: kept like an upload, but not looked into like one."""

from datetime import datetime
from hashlib import sha256
from uuid import uuid4

from django.core.files.base import ContentFile

from accounts.models import User
from files.kinds import Kind
from files.models import File, FileVersion
from files.storage import the_storage
from projects.models import Project


def keep_made(
    content: bytes, *, name: str, kind: Kind, project: Project, part: str, subject: str, by: User, at: datetime
) -> FileVersion:
    """The bytes as a file of its own, `by` whoever asked for it. Raises OSError when the storage does not take it.

    Called in a transaction; the nightly check finds the bytes of one that is rolled back.
    """
    random = uuid4().hex
    stored = the_storage().save(f"{random[:2]}/{random}", ContentFile(content))
    return FileVersion.objects.create(
        file=File.objects.create(project=project, part=part, subject=subject),
        number=1,
        name=name,
        kind=kind.key,
        size=len(content),
        sha256=sha256(content).hexdigest(),
        stored=stored,
        uploaded_at=at,
        uploaded_by=by,
    )
