"""What is kept of files."""

from files.models.file import File, FileVersion

__all__ = ["File", "FileVersion"]
