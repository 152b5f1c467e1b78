"""The letters of this app: an invitation, and the word that one has been given or handed over roles."""

from collections.abc import Iterable

from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from accounts.roles import Role
from audit import clock
from outbox.letters import declare
from outbox.mail import absolute, build_mail
from outbox.models import Letter
from projects.models import HandOver, Invitation, Project
from ui.danish import listed, long_date

SALT = "projects.invitation"


def named(roles: Iterable[str]) -> str:
    """Roles in a sentence: "tovholder og jurist"."""
    labels = [str(Role(role).label).lower() for role in roles]
    return listed(labels, most=len(labels))


def invitation_link(invitation: Invitation) -> str:
    """Where the invitation is answered. The link tells its own row only; whether it still works, the row says."""
    return absolute(reverse("invitation", kwargs={"token": token_of(invitation)}))


def token_of(invitation: Invitation) -> str:
    """What stands in the link."""
    return signing.dumps(invitation.pk, salt=SALT)


def invitation_from(token: str) -> Invitation | None:
    """The invitation of a link; None for a link that is not ours."""
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    related = ("project", "municipality", "invited_by", "accepted_by")
    return Invitation.objects.select_related(*related).filter(pk=pk).first()


def _write_invitation(letter: Letter) -> EmailMultiAlternatives | None:
    pk = int(letter.subject.removeprefix("invitation:"))
    invitation = Invitation.objects.select_related("municipality", "invited_by").get(pk=pk)
    if not invitation.is_open(on=clock.today()):
        return None
    return build_mail(
        "projects/mail/invitation",
        subject=f"{invitation.invited_by.name} inviterer dig til KontaktLæge-portalen",
        name=invitation.name,
        invitation=invitation,
        roles=named(invitation.roles),
        link=invitation_link(invitation),
        until=long_date(invitation.expires_on),
    )


def _write_role_given(letter: Letter) -> EmailMultiAlternatives | None:
    _, project_id, _ = letter.subject.split(":")
    project = Project.objects.select_related("municipality").get(pk=int(project_id))
    return build_mail(
        "projects/mail/role_given",
        subject=f"Du er {letter.params['roles']} i {project.municipality.name}",
        project=project,
        roles=letter.params["roles"],
        given_by=letter.params["given_by"],
        link=absolute(reverse("my_tasks")),
    )


def _write_handed_over(letter: Letter) -> EmailMultiAlternatives | None:
    pk = int(letter.subject.removeprefix("hand_over:"))
    related = ("project__municipality", "leaver", "successor")
    done = HandOver.objects.select_related(*related).get(pk=pk)
    return build_mail(
        "projects/mail/handed_over",
        subject=f"Du overtager: {letter.params['roles']} i {done.project.municipality.name}",
        name=done.successor.name,
        done=done,
        roles=letter.params["roles"],
        from_on=long_date(done.from_on),
        link=absolute(reverse("hand_over_letter", kwargs={"pk": done.project_id, "hand_over": done.pk})),
    )


HANDED_OVER = declare("handed_over", label="Overdragelse: {roles}", write=_write_handed_over)
INVITATION = declare("invitation", label="Invitation: {roles}", write=_write_invitation)
ROLE_GIVEN = declare("role_given", label="Ny rolle: {roles}", write=_write_role_given)
