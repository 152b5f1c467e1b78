"""One agreement of a project, from the request to its end."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from accounts.models import User
from agreements.moves import SINCE_SIGNED, Step
from files.models import FileVersion
from projects.models import Project
from ui.danish import sort_key

LINE, TEXT = 200, 4000


class Position(models.TextChoices):
    """What the municipality says to a version (G43, G44). Only an accept leads on."""

    ACCEPT = "accept", "Vi kan godkende den"
    QUESTIONS = "questions", "Vi har spørgsmål"
    OBJECTIONS = "objections", "Vi har indvendinger"


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Questions asked of agreements."""

    def of_kind(self, project: Project, kind: str) -> Self:
        """A project's of one kind, the first first."""
        return self.filter(project=project, kind=kind).order_by("number")

    def under_way(self) -> Self:
        """Those on their way to a signature."""
        return self.filter(is_in_force=False, ended_on=None)

    def in_force(self) -> Self:
        """Those signed and not ended."""
        return self.filter(is_in_force=True)


class Agreement(models.Model):
    """An agreement and all that is known of it now; `AgreementMove` keeps what was known before.

    `number` counts a project's agreements of a kind. `practice` is the GP practice where there is one with each, else
    empty. Of a kind, with one practice, one is in force at most and one under way.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="agreements")
    # The playbook's key: what the kinds are and which steps they walk is its data.
    kind = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    practice = models.CharField(max_length=LINE, blank=True)
    # The practice as it is compared: two spellings of one name are one.
    practice_key = models.CharField(max_length=LINE, blank=True, editable=False)
    step = models.CharField(max_length=20, choices=Step.choices, default=Step.NOT_REQUESTED)
    is_in_force = models.BooleanField(default=False)
    # Goes up with each change: a form made before the last change is stale.
    version = models.PositiveIntegerField(default=0)
    # When an answer is expected of whoever has it now.
    expected_on = models.DateField(null=True, blank=True)

    # A party of the playbook, one of those the kind is made with.
    counterpart = models.CharField(max_length=20, blank=True)
    asked_whom = models.CharField(max_length=LINE, blank=True)
    asked_on = models.DateField(null=True, blank=True)
    sent_to = models.CharField(max_length=LINE, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    position = models.CharField(max_length=20, choices=Position.choices, blank=True)
    decider = models.CharField(max_length=LINE, blank=True)
    position_on = models.DateField(null=True, blank=True)
    position_note = models.TextField(max_length=TEXT, blank=True)
    # Who may sign is the municipality's own rule: names and titles in order, and the one whose turn it is here.
    signatories = models.CharField(max_length=LINE, blank=True)
    signatory = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    for_signature_on = models.DateField(null=True, blank=True)
    signed_by = models.CharField(max_length=LINE, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    signed_file = models.ForeignKey(FileVersion, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    # Where the signed one lies when its file is not here.
    signed_place = models.CharField(max_length=LINE, blank=True)
    # What was agreed with a GP: the day of the test, and the hours (G40).
    test_on = models.DateField(null=True, blank=True)
    terms = models.TextField(max_length=TEXT, blank=True)
    returned_to = models.CharField(max_length=LINE, blank=True)
    returned_on = models.DateField(null=True, blank=True)
    case_number = models.CharField(max_length=LINE, blank=True)
    filed_on = models.DateField(null=True, blank=True)
    control_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.TextField(max_length=TEXT, blank=True)
    # The one that took its place.
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, related_name="replaces", null=True, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "kind", "number"], name="agreement_number_once"),
            models.UniqueConstraint(
                fields=["project", "kind", "practice_key"],
                condition=Q(is_in_force=True),
                name="agreement_in_force_once",
            ),
            models.UniqueConstraint(
                fields=["project", "kind", "practice_key"],
                condition=Q(is_in_force=False, ended_on=None),
                name="agreement_under_way_once",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="agreement_number_from_one"),
            models.CheckConstraint(condition=Q(step__in=Step.values), name="agreement_step_known"),
            models.CheckConstraint(
                condition=Q(is_in_force=False) | Q(step__in=SINCE_SIGNED, ended_on=None),
                name="agreement_in_force_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(step__in=SINCE_SIGNED, is_in_force=True)
                | Q(step__in=SINCE_SIGNED, ended_on__isnull=False)
                | (~Q(step__in=SINCE_SIGNED) & Q(is_in_force=False, ended_on=None)),
                name="agreement_signed_is_in_force_or_ended",
            ),
            models.CheckConstraint(condition=Q(ended_on=None) | ~Q(end_reason=""), name="agreement_ended_with_reason"),
            models.CheckConstraint(
                condition=Q(replaced_by=None) | Q(ended_on__isnull=False) & ~Q(replaced_by=F("pk")),
                name="agreement_replaced_has_ended",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    def save(self, *args: object, **kwargs: object) -> None:
        """The practice is compared without regard to case and blanks."""
        self.practice_key = sort_key(" ".join(self.practice.split()))[:LINE]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def is_signed(self) -> bool:
        """Signed, whatever came later."""
        return self.step in SINCE_SIGNED
