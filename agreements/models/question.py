"""Questions asked about an agreement, and what became of them (G43, G44)."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import User
from agreements.models.agreement import LINE, TEXT, Agreement
from agreements.models.version import AgreementVersion
from files.models import File


class QuestionState(models.TextChoices):
    """How far a question has come."""

    DRAFT = "draft", "Ikke sendt"
    SENT = "sent", "Sendt"
    ANSWERED = "answered", "Besvaret"
    SETTLED = "settled", "Afklaret"
    WITHDRAWN = "withdrawn", "Trukket tilbage"


class SettledHow(models.TextChoices):
    """How a question came to rest: either will do before the signature."""

    CLEARED = "cleared", "Afklaret"
    LIVED_WITH = "lived_with", "Vi lever med det"


class QuestionQuerySet(models.QuerySet["AgreementQuestion"]):
    """Questions asked of questions."""

    def open(self) -> Self:
        """Those neither settled nor withdrawn."""
        return self.filter(settled_at=None, withdrawn_at=None)

    def unsent(self) -> Self:
        """Open ones the counterpart has not got, and has not answered either."""
        return self.open().filter(sent_on=None, answered_on=None)


class AgreementQuestion(models.Model):
    """One question, numbered within its agreement; `QuestionAct` keeps what it said before. What was sent stays.

    `of_version` is the version that was the newest when it was asked.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveIntegerField()
    of_version = models.ForeignKey(
        AgreementVersion, on_delete=models.PROTECT, related_name="questions", null=True, blank=True
    )
    clause = models.CharField(max_length=LINE, blank=True)
    text = models.TextField(max_length=TEXT)
    # The playbook's key, when it was asked with ready text.
    usual = models.CharField(max_length=40, blank=True)
    once = models.UUIDField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    # Goes up with each change: a form made before the last change is stale.
    version = models.PositiveIntegerField(default=1)

    sent_on = models.DateField(null=True, blank=True)
    sent_to = models.CharField(max_length=LINE, blank=True)
    answer = models.TextField(max_length=TEXT, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.CharField(max_length=LINE, blank=True)
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    settled_how = models.CharField(max_length=20, choices=SettledHow.choices, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    withdrawn_reason = models.TextField(max_length=TEXT, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="agreement_question_number_once"),
            models.UniqueConstraint(fields=["once"], name="agreement_question_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="agreement_question_from_one"),
            models.CheckConstraint(condition=~Q(text=""), name="agreement_question_says_something"),
            models.CheckConstraint(
                condition=Q(sent_on__isnull=False) | Q(sent_to=""), name="agreement_question_sent_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None, answer="", answered_by="", file=None)
                | (Q(answered_on__isnull=False) & ~Q(answer="")),
                name="agreement_question_answered_whole",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None, settled_how="")
                | Q(settled_at__isnull=False, settled_by__isnull=False, settled_how__in=SettledHow.values),
                name="agreement_question_settled_whole",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason="")),
                name="agreement_question_withdrawn_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None) | Q(withdrawn_at=None), name="agreement_question_settled_or_withdrawn"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id}, spørgsmål {self.number}"

    @property
    def state(self) -> QuestionState:
        """How far it has come."""
        if self.withdrawn_at:
            return QuestionState.WITHDRAWN
        if self.settled_at:
            return QuestionState.SETTLED
        if self.answered_on:
            return QuestionState.ANSWERED
        return QuestionState.SENT if self.sent_on else QuestionState.DRAFT

    @property
    def is_open(self) -> bool:
        """Neither settled nor withdrawn."""
        return not (self.settled_at or self.withdrawn_at)

    @property
    def is_unsent(self) -> bool:
        """Open, and the counterpart has neither got it nor answered it."""
        return self.state == QuestionState.DRAFT


class QuestionActKind(models.TextChoices):
    """What can happen to a question."""

    ASK = "ask", "Stillet"
    CORRECT = "correct", "Rettet"
    SEND = "send", "Sendt"
    UNSEND = "unsend", "Ikke sendt alligevel"
    ANSWER = "answer", "Besvaret"
    SETTLE = "settle", "Afklaret"
    REOPEN = "reopen", "Åbnet igen"
    WITHDRAW = "withdraw", "Trukket tilbage"


class QuestionAct(models.Model):
    """What happened to a question, and all that stood in it afterwards."""

    question = models.ForeignKey(AgreementQuestion, on_delete=models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=20, choices=QuestionActKind.choices)
    facts = models.JSONField(default=dict)
    done_at = models.DateTimeField()
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=QuestionActKind.values), name="agreement_question_act_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.kind}"
