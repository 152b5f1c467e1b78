"""Comparing the signed file with what was received, once, when it is laid there."""

from datetime import datetime

from agreements.models import Agreement, FileUse, SignedCheck, Verdict
from agreements.rules.right_version import Found, found_in
from files.models import FileVersion


def check_signed(agreement: Agreement, signed: FileVersion, *, at: datetime) -> None:
    """Note what is found; the caller has locked the project. A storage that does not answer leaves it to the reader."""
    laid = FileVersion.objects.standing().filter(
        file__agreement_files__agreement=agreement, file__agreement_files__use=FileUse.VERSION
    )
    received = laid.order_by("-file__agreement_files__of_version__number", "file", "-number")
    try:
        found = found_in(signed, received)
    except OSError:
        found = Found(Verdict.UNKNOWN)
    facts = {"verdict": found.verdict, "received": found.received, "recorded_at": at}
    SignedCheck.objects.get_or_create(agreement=agreement, signed=signed, defaults=facts)
