"""Takes an upload off the wire into a temporary file, and stops keeping it once it is too large."""

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler

from files.checks.sizes import too_large

# A request this many times over the limit of one file is cut off.
MOST_FILES = 20
NO_ROOM = (
    "Filen kunne ikke gemmes, for serveren mangler plads. Prøv igen om lidt, og sig det til den, der driver portalen."
)
FAULT = "upload_fault"


class LimitedUploadHandler(TemporaryFileUploadHandler):
    """Memory stays flat and the disk is not filled: what comes after the limit is counted, not kept."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        """A new request."""
        super().handle_raw_input(*args, **kwargs)
        self.received = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A new file in it."""
        super().new_file(*args, **kwargs)
        self.is_too_large = self.has_no_room = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep the chunk, or only count it. Raises StopUpload for a request that never ends."""
        self.received += len(raw_data)
        if self.received > MOST_FILES * settings.FILES_MOST_BYTES:
            raise StopUpload(connection_reset=True)
        if start + len(raw_data) > settings.FILES_MOST_BYTES:
            self.is_too_large = True
            self._empty()
        if not (self.is_too_large or self.has_no_room):
            try:
                super().receive_data_chunk(raw_data, start)
            except OSError:
                self.has_no_room = True
                self._empty()

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """The file, marked with the sentence to show when it was not kept; its size is what was sent, in bytes."""
        file = super().file_complete(file_size)
        if file is None:
            return None
        file.size = file_size
        if self.is_too_large:
            setattr(file, FAULT, too_large(file_size, most_bytes=settings.FILES_MOST_BYTES))
        elif self.has_no_room:
            setattr(file, FAULT, NO_ROOM)
        return file

    def _empty(self) -> None:
        self.file.seek(0)
        self.file.truncate()


def fault_of(upload: UploadedFile) -> str:
    """Why it could not be kept on its way in; "" when it could."""
    return str(getattr(upload, FAULT, ""))
