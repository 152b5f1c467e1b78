"""Who holds which role from when, who is asked to, and who took over from whom (G01–G10)."""

from datetime import date, timedelta
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower

from accounts.models import Absence, Dated, DatedQuerySet, Membership, Municipality, User
from accounts.roles import Role
from projects.models.unit import Unit
from ui.danish import listed


class RoleHoldingQuerySet(DatedQuerySet):
    """Questions asked of role holdings."""

    def filled_by(self, user: User, *, on: date) -> Self:
        """Those the person fills that day: the own, and those of somebody away whose deputy the person is.

        An absent holder must still work there. A deputy does not pass on what is only stood in for.
        """
        away = Absence.objects.away_on(on).filter(user=OuterRef("user"), deputy=user)
        works_here = Membership.objects.on(on).filter(
            user=OuterRef("user"), municipality=OuterRef("project__municipality")
        )
        return self.on(on).filter(Q(user=user) | (Exists(away) & Exists(works_here)))


class RoleHolding(Dated):
    """A person holds a role in a project from a day to a day (G01–G10); a tovholder holds it for named units.

    `begun` and `ended` say that Historik has been told; what happens by date is told when that day turns.
    """

    project = models.ForeignKey("projects.Project", on_delete=models.PROTECT, related_name="holdings")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="holdings")
    role = models.CharField(max_length=40, choices=Role.choices)
    units = models.ManyToManyField(Unit, blank=True, related_name="holdings")
    # No jurist takes part: this person reads and signs the agreements instead (G10).
    signs_instead = models.BooleanField(default=False)
    begun = models.BooleanField(default=False)
    ended = models.BooleanField(default=False)

    objects = RoleHoldingQuerySet.as_manager()

    class Meta:
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(signs_instead=False) | Q(role=Role.LEGAL_OFFICER), name="holding_signs_as_jurist"
            ),
            models.UniqueConstraint(
                fields=["project", "user", "role"], condition=Q(to_on=None), name="holding_open_once"
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="holding_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.project}"


# Calendar days an invitation can be answered, from the last time it was sent.
DAYS_OPEN = 21


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Questions asked of invitations."""

    def unanswered(self) -> Self:
        """Neither accepted nor withdrawn; those that have run out are among them."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def open(self, *, on: date) -> Self:
        """Those that can still be accepted that day."""
        return self.unanswered().filter(expires_on__gte=on)

    def accepted(self) -> Self:
        """Those that were accepted."""
        return self.filter(accepted_at__isnull=False)

    def waiting_to_start(self) -> Self:
        """First projektledere who were asked, and whose municipality has no project since; the last asked on top."""
        started = self.model.objects.filter(pk=OuterRef("pk"), municipality__projects__started_at__gte=F("invited_at"))
        return self.filter(~Exists(started), project=None, withdrawn_at=None).order_by("-invited_at")


class Invitation(models.Model):
    """Somebody is asked to take one or more roles. Without a project: to be the municipality's first projektleder."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="invitations")
    project = models.ForeignKey(
        "projects.Project", on_delete=models.PROTECT, related_name="invitations", null=True, blank=True
    )
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=200)
    roles = ArrayField(models.CharField(max_length=40, choices=Role.choices))
    units = models.ManyToManyField(Unit, blank=True, related_name="invitations")
    signs_instead = models.BooleanField(default=False)
    expires_on = models.DateField()
    once = models.UUIDField()
    # How often the mail has been asked for: each is an occasion of its own.
    times_sent = models.PositiveIntegerField(default=1)
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="invitations_accepted", null=True, blank=True
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["once"], name="invitation_once"),
            models.UniqueConstraint(
                "project",
                Lower("email"),
                condition=Q(accepted_at=None, withdrawn_at=None, project__isnull=False),
                name="invitation_address_once",
            ),
            models.UniqueConstraint(
                fields=["municipality"],
                condition=Q(accepted_at=None, withdrawn_at=None, project=None),
                name="invitation_first_manager_once",
            ),
            models.CheckConstraint(
                condition=Q(roles__contained_by=Role.values) & ~Q(roles=[]), name="invitation_roles_known"
            ),
            models.CheckConstraint(
                condition=Q(project__isnull=False) | Q(roles=[Role.PROJECT_MANAGER]),
                name="invitation_first_manager_only",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="invitation_accepted_pair",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="invitation_withdrawn_pair",
            ),
            models.CheckConstraint(condition=Q(accepted_at=None) | Q(withdrawn_at=None), name="invitation_one_answer"),
        ]

    def __str__(self) -> str:
        return f"{self.email}, {self.municipality}"

    @property
    def last_sent_on(self) -> date:
        """The day the mail was last asked for: it runs for `DAYS_OPEN` days from then."""
        return self.expires_on - timedelta(days=DAYS_OPEN)

    def is_open(self, *, on: date) -> bool:
        """Can it be answered that day?"""
        return self.accepted_at is None and self.withdrawn_at is None and self.expires_on >= on

    @property
    def role_names(self) -> str:
        """The roles in words."""
        return listed([str(Role(role).label) for role in self.roles], most=len(self.roles))


class HandOver(models.Model):
    """One person's roles went to another from a day on, in one act. History stays in the leaver's name."""

    project = models.ForeignKey("projects.Project", on_delete=models.PROTECT, related_name="hand_overs")
    leaver = models.ForeignKey(User, on_delete=models.PROTECT, related_name="hand_overs_given")
    successor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="hand_overs_taken")
    roles = ArrayField(models.CharField(max_length=40, choices=Role.choices))
    from_on = models.DateField()
    once = models.UUIDField()
    handed_over_at = models.DateTimeField()
    handed_over_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    # Taken back before its day came.
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["once"], name="hand_over_once"),
            models.CheckConstraint(condition=~Q(leaver=F("successor")), name="hand_over_to_another"),
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_by=None)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
                name="hand_over_taken_back_pair",
            ),
            models.CheckConstraint(
                condition=Q(roles__contained_by=Role.values) & ~Q(roles=[]), name="hand_over_roles_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leaver} → {self.successor}, {self.project}"

    @property
    def role_names(self) -> str:
        """The roles in words."""
        return listed([str(Role(role).label) for role in self.roles], most=len(self.roles))
