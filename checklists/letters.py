"""The letter of this app: something was done, or a day came, before what nothing can replace was in place."""

from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from accounts.models import User
from checklists.gates import breaches
from checklists.models import Task
from checklists.rules.task_rows import plan_of
from outbox.letters import declare
from outbox.mail import absolute, build_mail
from outbox.models import Letter
from projects.models import Project

GO_LIVE = "go-live"


def _write_too_early(letter: Letter) -> EmailMultiAlternatives | None:
    """None when it has been mended, or taken back, in the meantime."""
    _, project_id, what = letter.subject.split(":")
    project = Project.objects.select_related("municipality").get(pk=int(project_id))
    plan = plan_of(project.pk)
    number = "" if what == GO_LIVE else what
    found = [breach for breach in breaches(plan.gates, plan.states, live=not number) if breach.number == number]
    if not found:
        return None
    mends = Task.objects.select_related("item").get(project=project, number=found[0].missing[0].number)
    return build_mail(
        "checklists/mail/too_early",
        subject=f"{mends.number} mangler i {project.municipality.name}s projekt om KontaktLæge",
        name=User.objects.get(pk=letter.to_user_id).name,
        project=project,
        done=Task.objects.select_related("item").get(project=project, number=number) if number else None,
        sentences=[item.missing for item in found[0].missing],
        mends=mends,
        link=absolute(reverse("task", kwargs={"pk": project.pk, "number": mends.number})),
    )


TOO_EARLY = declare("too_early", label="For tidligt: {what} uden {missing}", write=_write_too_early)
