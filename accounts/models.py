"""Municipalities, people, and who belongs where and from when."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import Lower, Replace

from accounts.roles import NationalRoleKind
from ui.danish import day_span


def danish_key(field: str) -> Func:
    """The same as `ui.danish.sort_key`, said of a column."""
    return Func(
        Replace(Lower(field), Value("aa"), Value("å")),
        Value("æøå"),
        Value("{|}"),
        function="TRANSLATE",
        output_field=models.CharField(),
    )


def danish_sort_key(field: str) -> models.GeneratedField:
    """A stored key that sorts as Danes do (æ, ø, å last, Aa as å) on any server, whatever collations it has."""
    return models.GeneratedField(
        expression=danish_key(field),
        output_field=models.CharField(max_length=220, db_collation="C"),
        db_persist=True,
    )


def holds_on(day: date, prefix: str = "") -> Q:
    """Rows that hold on `day`: begun, and not over (the last day is included)."""
    return Q(**{f"{prefix}from_on__lte": day}) & (
        Q(**{f"{prefix}to_on__isnull": True}) | Q(**{f"{prefix}to_on__gte": day})
    )


class DatedQuerySet(models.QuerySet[Any]):
    """Rows with a first and a last day."""

    def on(self, day: date) -> Self:
        """Those that hold on `day`."""
        return self.filter(holds_on(day))

    def on_or_after(self, day: date) -> Self:
        """Those that hold on `day` or on a later one."""
        return self.filter(Q(to_on=None) | (Q(to_on__gte=day) & Q(to_on__gte=F("from_on"))))


class Dated(models.Model):
    """Holds from a day to a day, both included; without an end it still holds. Its manager knows `DatedQuerySet`.

    What is taken back on its first day ends the day before it began: then it holds on no day.
    """

    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on") - timedelta(days=1)),
                name="%(class)s_dates_in_order",
            )
        ]


# The days on which municipalities differ; each says itself which it keeps closed.
YEARLY_CLOSING = {"12-24": "24. december", "12-31": "31. december", "06-05": "5. juni", "05-01": "1. maj"}


def closed_by_suggestion() -> list[str]:
    """Our suggestion, until the municipality has said: closed on 24 and 31 December and on 5 June."""
    return ["12-24", "12-31", "06-05"]


class Municipality(models.Model):
    """One of Denmark's 98 municipalities: the tenant."""

    code = models.CharField(max_length=4)
    name = models.CharField(max_length=100)
    slug = models.SlugField(max_length=100)
    cvr = models.CharField(max_length=8)
    sort_key = danish_sort_key("name")
    # "MM-DD" of the days it is closed every year, of those the municipalities differ on.
    closed_yearly = ArrayField(models.CharField(max_length=5), default=closed_by_suggestion, blank=True)

    class Meta:
        ordering = ["sort_key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_yearly__contained_by=list(YEARLY_CLOSING)), name="municipality_closing_known"
            ),
            models.UniqueConstraint(fields=["code"], name="municipality_code_once"),
            models.UniqueConstraint(fields=["slug"], name="municipality_slug_once"),
            models.UniqueConstraint(fields=["cvr"], name="municipality_cvr_once"),
            models.CheckConstraint(condition=Q(code__regex=r"^[0-9]{4}$"), name="municipality_code_four_digits"),
            models.CheckConstraint(condition=Q(cvr__regex=r"^[0-9]{8}$"), name="municipality_cvr_eight_digits"),
        ]

    def __str__(self) -> str:
        return self.name


class ClosingDay(models.Model):
    """One day on which a municipality is closed, e.g. a bridge day."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="closing_days")
    day = models.DateField()
    name = models.CharField(max_length=60)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["municipality", "day"], name="closing_day_once")]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.day} {self.name}"


class MunicipalityRegion(Dated):
    """The region a municipality lies in, by date: Hovedstaden and Sjælland become Østdanmark on 1 January 2027."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="regions")
    region = models.CharField(max_length=40)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "from_on"], name="region_from_once"),
        ]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.region}"


class UserQuerySet(models.QuerySet["User"]):
    """Questions asked of people."""

    def with_access(self, *, on: date) -> Self:
        """Those who may be signed in that day: they work in a municipality or hold a national role."""
        works = Membership.objects.on(on).filter(user=OuterRef("pk"))
        is_national = NationalRole.objects.on(on).filter(user=OuterRef("pk"))
        return self.filter(Exists(works) | Exists(is_national), is_active=True)

    def working_in(self, municipality_id: int, *, on: date) -> Self:
        """Those who work in that municipality that day."""
        return self.filter(Exists(Membership.objects.on(on).filter(user=OuterRef("pk"), municipality=municipality_id)))


# The type checker's plugin knows the class that comes out, but not that one may build on it in the same breath.
class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """People are known by e-mail, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The person with this e-mail."""
        return self.get(email__iexact=username)

    def create_user(self, *, email: str, name: str, password: str | None = None, phone: str = "") -> "User":
        """A new person; without a password one can only sign in after choosing one through a link."""
        user = self.model(email=email.strip().lower(), name=name.strip(), phone=phone)
        user.set_password(password)
        user.full_clean()
        user.save()
        return user


class User(AbstractBaseUser):
    """A person. What one may do comes from membership, role holdings and national roles, never from here."""

    email = models.EmailField("e-mail", max_length=254)
    name = models.CharField("navn", max_length=200)
    phone = models.CharField("telefon", max_length=30, blank=True)
    workplace = models.CharField("arbejdssted", max_length=120, blank=True)
    # Single letters as shortcuts; some people's aids type letters by themselves (WCAG 2.1.4).
    letter_keys = models.BooleanField(default=True)
    # Part of what a session is signed with: a new number ends all the person's sessions.
    session_epoch = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="user_email_once", violation_error_message="Adressen er allerede i brug."
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        """What the person's sessions must carry: ends with a new password and with a new `session_epoch`."""
        return self._of_this_epoch(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same under the secret keys of before."""
        return map(self._of_this_epoch, super().get_session_auth_fallback_hash())

    def _of_this_epoch(self, signed: str) -> str:
        return f"{signed}-{self.session_epoch}"


class Membership(Dated):
    """A person works in a municipality from a day to a day. Without one, no role there counts."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="memberships")

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["user", "municipality"], condition=Q(to_on__isnull=True), name="membership_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.municipality}"


class AbsenceQuerySet(DatedQuerySet):
    """Questions asked of absences. One that was withdrawn never counts."""

    def counting(self) -> Self:
        """Those that have not been withdrawn."""
        return self.filter(withdrawn_at=None)

    def overlapping(self, first: date, last: date) -> Self:
        """Those that share a day with the days from `first` to `last`."""
        return self.counting().filter(from_on__lte=last, to_on__gte=first)

    def away_on(self, day: date) -> Self:
        """Those of people who are away that day."""
        return self.overlapping(day, day)


class Absence(Dated):
    """A person is away from a day to a day, and a deputy may do that person's tasks meanwhile.

    `withdrawn_at`: it never came to anything, or was put in by mistake.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="absences")
    deputy = models.ForeignKey(User, on_delete=models.PROTECT, related_name="deputy_for", null=True, blank=True)
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=Q(to_on__isnull=False), name="absence_has_end"),
            models.CheckConstraint(condition=~Q(user=F("deputy")), name="absence_deputy_is_another"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="absence_withdrawn_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.from_on}–{self.to_on}"

    @property
    def last_day(self) -> date:
        """The last day; every absence has one."""
        return self.to_on or date.max

    @property
    def days(self) -> str:
        """The days in words: "3.–7. december 2026"."""
        return day_span(self.from_on, self.last_day)

    @property
    def fingerprint(self) -> str:
        """Another one as soon as days or deputy are others: what a page was made from."""
        return f"{self.from_on}/{self.to_on}/{self.deputy_id or ''}/{'x' if self.withdrawn_at else ''}"


class NationalRole(Dated):
    """MedCom's programleder or Trifork's 2nd level, from a day to a day."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="national_roles")
    role = models.CharField(max_length=40, choices=NationalRoleKind.choices)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["user", "role"], condition=Q(to_on__isnull=True), name="national_role_open_once"
            ),
            models.CheckConstraint(condition=Q(role__in=NationalRoleKind.values), name="national_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
