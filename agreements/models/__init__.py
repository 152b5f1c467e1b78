"""Agreements: what they are, where they have been, and the files that lie on them."""

from agreements.models.agreement import Agreement, Position
from agreements.models.agreement_file import AgreementFile, FileUse
from agreements.models.move import AgreementMove
from agreements.models.version import AgreementVersion

__all__ = ["Agreement", "AgreementFile", "AgreementMove", "AgreementVersion", "FileUse", "Position"]
