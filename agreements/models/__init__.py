"""Agreements: what they are, where they have been, what was asked and found, and the files that lie on them."""

from agreements.models.agreement import LINE, TEXT, Agreement, Position
from agreements.models.agreement_file import AgreementFile, FileUse
from agreements.models.checklist import ChecklistMark, Mark
from agreements.models.move import AgreementMove
from agreements.models.package import JournalPackage, JournalPackageQuerySet
from agreements.models.question import AgreementQuestion, QuestionAct, QuestionActKind, QuestionState, SettledHow
from agreements.models.signed_check import SignedCheck, Verdict
from agreements.models.version import AgreementVersion

__all__ = [
    "LINE",
    "TEXT",
    "Agreement",
    "AgreementFile",
    "AgreementMove",
    "AgreementQuestion",
    "AgreementVersion",
    "ChecklistMark",
    "FileUse",
    "JournalPackage",
    "JournalPackageQuerySet",
    "Mark",
    "Position",
    "QuestionAct",
    "QuestionActKind",
    "QuestionState",
    "SettledHow",
    "SignedCheck",
    "Verdict",
]
