"""The signatures of a stored PDF, and how far the reading of them is."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from files.models.file import FileVersion
from files.signatures.facts import Changed, Kind, SignatureFact, TimeFrom, Trust


class SignatureReadingQuerySet(models.QuerySet["SignatureReading"]):
    """Questions asked of readings."""

    def due(self, at: datetime) -> Self:
        """Those to be tried at that moment, the longest waiting first."""
        waiting = self.filter(state=SignatureReading.State.WAITING, next_attempt_at__lte=at)
        return waiting.order_by("next_attempt_at", "pk")


class SignatureReading(models.Model):
    """One for each PDF that is stored. A version without one needs no reading: it is of another kind."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", "Læses"
        READ = "read", "Læst"
        FAILED = "failed", "Kunne ikke læses"

    version = models.ForeignKey(FileVersion, on_delete=models.PROTECT, related_name="signature_readings")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()

    objects = SignatureReadingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version"], name="signature_reading_once"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "read", "failed"]), name="signature_reading_state_known"
            ),
        ]
        indexes = [models.Index(fields=["next_attempt_at"], condition=Q(state="waiting"), name="signature_reading_due")]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.state}"


class Signature(models.Model):
    """What was read of one signature, in the order of signing; the names are as SignatureFact has them."""

    version = models.ForeignKey(FileVersion, on_delete=models.PROTECT, related_name="signatures")
    position = models.PositiveSmallIntegerField()
    field = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in Kind])
    readable = models.BooleanField()
    signed_by = models.CharField(max_length=120, blank=True)
    issuer = models.CharField(max_length=120, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    time_from = models.CharField(max_length=20, choices=[(said, said) for said in TimeFrom])
    covers_whole = models.BooleanField()
    intact = models.BooleanField()
    changed_after = models.CharField(max_length=20, choices=[(changed, changed) for changed in Changed])
    trust = models.CharField(max_length=20, choices=[(trust, trust) for trust in Trust])

    class Meta:
        ordering = ["version", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "position"], name="signature_once")]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.position}"

    @property
    def fact(self) -> SignatureFact:
        """The same as a plain value, which `words` can speak of."""
        return SignatureFact(
            field=self.field,
            kind=Kind(self.kind),
            readable=self.readable,
            signer=self.signed_by,
            issuer=self.issuer,
            signed_at=self.signed_at,
            time_from=TimeFrom(self.time_from),
            covers_whole=self.covers_whole,
            intact=self.intact,
            changed_after=Changed(self.changed_after),
            trust=Trust(self.trust),
        )

    @classmethod
    def of(cls, fact: SignatureFact, *, version_id: int, position: int) -> Self:
        """The row, not yet saved, for a fact."""
        values = fact.as_plain() | {"signed_by": fact.signer, "signed_at": fact.signed_at}
        del values["signer"]
        return cls(version_id=version_id, position=position, **values)
