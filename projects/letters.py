"""The letters of this app: an invitation, and the word that one has been given or handed over roles."""

from collections.abc import Iterable

from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db.models import Prefetch
from django.urls import reverse

from accounts.roles import Role
from audit import clock
from outbox.letters import declare
from outbox.mail import absolute, build_mail
from outbox.models import Letter
from projects import wording
from projects.models import HandOver, Invitation, Project, RoleHolding, Unit
from projects.wording import named
from ui.danish import long_date

__all__ = ["HANDED_OVER", "INVITATION", "ROLE_GIVEN", "invitation_from", "invitation_link", "named", "token_of"]

SALT = "projects.invitation"


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
    pk, today = int(letter.subject.removeprefix("invitation:")), clock.today()
    invitation = Invitation.objects.select_related("municipality", "invited_by").get(pk=pk)
    place = invitation.municipality.name
    if not invitation.is_open(on=today):
        return None
    return build_mail(
        "projects/mail/invitation",
        subject=f"{invitation.invited_by.name} inviterer dig til {place}s projekt om KontaktLæge",
        name=invitation.name,
        invitation=invitation,
        who_asks=wording.who_asks(invitation, on=today),
        what=wording.WHAT,
        roles=wording.asked_to(invitation),
        reach=wording.reach(invitation.invited_by),
        link=invitation_link(invitation),
        until=long_date(invitation.expires_on),
    )


def _write_role_given(letter: Letter) -> EmailMultiAlternatives | None:
    _, project_id, user_id = letter.subject.split(":")
    project = Project.objects.select_related("municipality").get(pk=int(project_id))
    held = _held_now(project, int(user_id), _roles_in(str(letter.params["roles"])))
    if not held:
        return None
    return build_mail(
        "projects/mail/role_given",
        subject=f"Du har fået en rolle i {project.municipality.name}s projekt om KontaktLæge",
        name=held[0].user.name,
        project=project,
        roles=wording.held_as(held),
        given_by=letter.params["given_by"],
        link=absolute(reverse("my_tasks")),
    )


def _write_handed_over(letter: Letter) -> EmailMultiAlternatives | None:
    pk = int(letter.subject.removeprefix("hand_over:"))
    related = ("project__municipality", "leaver", "successor")
    done = HandOver.objects.select_related(*related).get(pk=pk)
    if done.taken_back_at:
        return None
    return build_mail(
        "projects/mail/handed_over",
        subject=f"Du overtager roller i {done.project.municipality.name}s projekt om KontaktLæge",
        name=done.successor.name,
        done=done,
        roles=wording.held_as(_held_now(done.project, done.successor_id, done.roles)) or letter.params["roles"],
        from_on=long_date(done.from_on),
        link=absolute(reverse("hand_over_letter", kwargs={"pk": done.project_id, "hand_over": done.pk})),
    )


def _roles_in(words: str) -> list[str]:
    """The roles that a letter names as `named` writes them."""
    labels = words.replace(" og ", ", ").split(", ")
    return [role.value for role in Role if str(role.label).lower() in labels]


def _held_now(project: Project, user_id: int, roles: Iterable[str]) -> list[RoleHolding]:
    """The person's holdings of these roles, with the units that take part when the mail is written."""
    held = RoleHolding.objects.on_or_after(clock.today()).filter(project=project, user=user_id, role__in=roles)
    return list(held.select_related("user").prefetch_related(Prefetch("units", Unit.objects.taking_part())))


HANDED_OVER = declare("handed_over", label="Overdragelse: {roles}", write=_write_handed_over)
INVITATION = declare("invitation", label="Invitation: {roles}", write=_write_invitation)
ROLE_GIVEN = declare("role_given", label="Ny rolle: {roles}", write=_write_role_given)
