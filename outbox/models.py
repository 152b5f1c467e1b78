"""One mail to one person. People, projects and municipalities are plain numbers: this app knows no other part."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Lower

from outbox.letters import label_of


class LetterQuerySet(models.QuerySet["Letter"]):
    """Questions asked of the outbox."""

    def waiting(self) -> Self:
        """Those still to be sent, now or later."""
        return self.filter(state=Letter.State.WAITING)

    def due(self, at: datetime) -> Self:
        """Those to be sent at that moment, the longest waiting first."""
        return self.waiting().filter(next_attempt_at__lte=at).order_by("next_attempt_at", "pk")

    def failed(self) -> Self:
        """Those given up."""
        return self.filter(state=Letter.State.FAILED)

    def bounced(self) -> Self:
        """Those whose address the mail server refused for good."""
        return self.filter(bounced=True)

    def of_project(self, project_id: int) -> Self:
        """Those that belong to one project."""
        return self.filter(project_id=project_id)

    def about(self, subject: str) -> Self:
        """Those about one thing, e.g. invitation:42."""
        return self.filter(subject=subject)

    def once(self, *, to_email: str, subject: str, occasion: str) -> "Letter":
        """The one mail to this address about this on this occasion. Raises Letter.DoesNotExist."""
        return self.alias(address=Lower("to_email")).get(
            address=Lower(Value(to_email)), subject=subject, occasion=occasion
        )

    def latest_first(self) -> Self:
        """Newest on top."""
        return self.order_by("-put_at", "-pk")


class Letter(models.Model):
    """A mail to one address about one thing on one occasion. Its text and links are made when it is sent.

    `params` holds ids and labels only, never free text, never tokens.
    """

    class State(models.TextChoices):
        """Where the mail is."""

        WAITING = "waiting", "På vej"
        SENT = "sent", "Sendt"
        FAILED = "failed", "Fejlet"
        DROPPED = "dropped", "Ikke længere aktuel"

    class Fault(models.TextChoices):
        """Why the last attempt did not work."""

        NO_ANSWER = "no_answer", "Mailserveren svarede ikke."
        LATER = "later", "Mailserveren bad os prøve igen senere."
        ADDRESS = "address", "Adressen findes ikke, eller den tager ikke imod mail."
        CONTENT = "content", "Mailserveren afviste mailen."
        SENDER = "sender", "Mailserveren tager ikke imod mail fra portalen."
        NOT_WRITTEN = "not_written", "Portalen kunne ikke skrive mailen."

    kind = models.SlugField(max_length=40)
    subject = models.CharField(max_length=60)
    occasion = models.CharField(max_length=60)
    to_email = models.EmailField(max_length=254)
    to_user_id = models.BigIntegerField(null=True, blank=True)
    project_id = models.BigIntegerField(null=True, blank=True)
    municipality_id = models.BigIntegerField(null=True, blank=True)
    params = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    last_error = models.CharField(max_length=20, choices=Fault.choices, blank=True)
    server_said = models.CharField(max_length=200, blank=True)
    bounced = models.BooleanField(default=False)
    message_id = models.CharField(max_length=200)
    put_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("to_email"), "subject", "occasion", name="letter_once"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sent", "failed", "dropped"]), name="letter_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at=None)),
                name="letter_sent_has_moment",
            ),
            models.CheckConstraint(condition=Q(bounced=False) | Q(state="failed"), name="letter_bounced_is_failed"),
        ]
        indexes = [
            models.Index(fields=["next_attempt_at"], condition=Q(state="waiting"), name="letter_due"),
            models.Index(fields=["project_id", "-put_at", "-id"], name="letter_by_project"),
            models.Index(fields=["subject"], name="letter_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.label} til {self.to_email}"

    @property
    def label(self) -> str:
        """What the mail is, in a few Danish words. Raises UnknownKind."""
        return label_of(self.kind).format_map(self.params)
