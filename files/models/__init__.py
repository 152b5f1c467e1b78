"""What is kept of files."""

from files.models.file import File, FileVersion
from files.models.signature import Signature, SignatureReading

__all__ = ["File", "FileVersion", "Signature", "SignatureReading"]
