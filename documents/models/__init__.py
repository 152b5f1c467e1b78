"""What is kept of documents."""

from documents.models.links import LocalLink, NationalLink
from documents.models.own_files import OwnFile
from documents.models.readers import Check, Reading

__all__ = ["Check", "LocalLink", "NationalLink", "OwnFile", "Reading"]
