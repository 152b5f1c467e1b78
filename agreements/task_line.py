"""The items that an agreement closes say so, and lead there (G40, G43–G50, G67)."""

from django.urls import reverse

from agreements.kinds import kinds
from agreements.models import Agreement
from agreements.rules.by_hand import PART
from checklists.models import Task
from checklists.moves import OPEN
from checklists.one_task.worked_on import WorkLine
from projects.access import Standing

OPEN_LINE = "Opgaven lukkes af sig selv fra {name} under Aftaler. Fører I aftalen et andet sted, så luk den her."
CLOSED_LINE = "Opgaven følger {name} under Aftaler. Tages et skridt tilbage dér, åbner den igen."
DOCUMENT_LINE = "Selve dokumentet kan ligge som {name} under Aftaler. Opgaven lukkes her."


def agreement_line(standing: Standing, task: Task) -> WorkLine | None:
    """The line for one reader; None for a task no agreement closes, or that somebody closed by hand."""
    for kind in kinds(task.item.edition):
        about = kind.data.get("about_item") == task.number
        if task.number not in kind.items and not about:
            continue
        url = reverse("agreements", kwargs={"pk": standing.project.pk})
        if not kind.several:
            current = Agreement.objects.of_kind(standing.project, kind.key).filter(ended_on=None).last()
            words = {"pk": standing.project.pk, "slug": kind.slug, "number": current.number if current else 1}
            url = reverse("agreement", kwargs=words)
        name = kind.name[:1].lower() + kind.name[1:]
        if about:
            return WorkLine(DOCUMENT_LINE.format(name=name), url, "Gå til aftalen")
        if task.state in OPEN:
            return WorkLine(OPEN_LINE.format(name=name), url, "Gå til aftalen")
        return WorkLine(CLOSED_LINE.format(name=name), url, "Se aftalen") if task.managed_by == PART else None
    return None
