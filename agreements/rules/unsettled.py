"""What is not settled about an agreement. It forbids nobody to sign: the portal notes what happened, and says this."""

from agreements.kinds import Kind
from agreements.models import Agreement
from agreements.rules.answers import newest_version
from agreements.rules.checklist import progress_of
from ui.danish import counted


def unsettled(agreement: Agreement, kind: Kind) -> list[str]:
    """In sentences: "2 spørgsmål er ikke afklaret."; nothing for what nobody has begun on. At most three queries."""
    if not agreement.pk:
        return []
    said = []
    if questions := agreement.questions.open().count():
        said.append(f"{questions} spørgsmål er ikke afklaret.")
    if kind.checklist is None:
        return said
    progress = progress_of(agreement, kind, newest=newest_version(agreement))
    if progress.not_met:
        said.append(f"{counted(progress.not_met, 'punkt', 'punkter')} i tjeklisten er ikke opfyldt.")
    if progress.again:
        said.append(f"{counted(progress.again, 'punkt', 'punkter')} i tjeklisten er set i en tidligere version.")
    left = len(progress.points) - progress.seen - progress.again
    # Who keeps the list elsewhere has marked nothing here, and is not told of it.
    if 0 < left < len(progress.points):
        said.append(f"{counted(left, 'punkt', 'punkter')} i tjeklisten er ikke set endnu.")
    return said
