"""The mails of this app. Links and one-time tokens are made when the mail is sent, and stored nowhere."""

from datetime import datetime

from allauth.account import app_settings as allauth
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from accounts.access import has_access
from accounts.models import User
from accounts.services.people import password_link
from audit import clock
from outbox.letters import declare
from outbox.mail import absolute, build_mail
from outbox.models import Letter
from outbox.services import put

DAY_SECONDS = 24 * 3600


def _person(letter: Letter) -> User | None:
    """Whom the mail is for; None when the person may no longer sign in, or has another address now."""
    return User.objects.filter(pk=letter.to_user_id, is_active=True, email__iexact=letter.to_email).first()


def write_welcome(letter: Letter) -> EmailMultiAlternatives | None:
    """The link with which a new person chooses a password; None when there is one already."""
    user = _person(letter)
    if user is None or user.has_usable_password():
        return None
    return _with_password_link(user, "welcome", "Du har fået adgang til KontaktLæge-portalen")


def write_forgotten(letter: Letter) -> EmailMultiAlternatives | None:
    """The link with which someone chooses a new password; None when the person may not sign in any longer."""
    user = _person(letter)
    if user is None or not has_access(user, on=clock.today()):
        return None
    return _with_password_link(user, "forgotten", "Vælg en ny adgangskode til KontaktLæge-portalen")


def _with_password_link(user: User, template: str, subject: str) -> EmailMultiAlternatives:
    return build_mail(
        f"accounts/mail/{template}",
        subject=subject,
        name=user.name,
        email=user.email,
        link=password_link(user),
        days=settings.PASSWORD_RESET_TIMEOUT // DAY_SECONDS,
    )


def write_confirm_email(letter: Letter) -> EmailMultiAlternatives | None:
    """The link that shows that an address is the person's own; None when it is shown, or the address was given up."""
    address = EmailAddress.objects.filter(pk=letter.params["address_id"], verified=False).select_related("user").first()
    if address is None or address.email.lower() != letter.to_email.lower() or not address.user.is_active:
        return None
    key = EmailConfirmationHMAC(address).key
    return build_mail(
        "accounts/mail/confirm_email",
        subject="Bekræft din nye e-mail til KontaktLæge-portalen",
        name=address.user.name,
        email=address.email,
        link=absolute(reverse("account_confirm_email", kwargs={"key": key})),
        days=allauth.EMAIL_CONFIRMATION_EXPIRE_DAYS,
    )


# allauth's name for what happened -> the subject, and the mail's first sentence.
NOTICES = {
    "password_changed": ("Din adgangskode er ændret", "Adgangskoden til KontaktLæge-portalen er ændret."),
    "password_reset": ("Din adgangskode er ændret", "Adgangskoden til KontaktLæge-portalen er ændret."),
    "password_set": ("Du har valgt en adgangskode", "Der er valgt en adgangskode til KontaktLæge-portalen."),
    "email_changed": ("Din e-mail er ændret", "Den e-mail, du logger ind på KontaktLæge-portalen med, er ændret."),
    "email_change_asked": (
        "Nogen vil skifte din e-mail",
        "Der er bedt om at skifte den e-mail, du logger ind på KontaktLæge-portalen med. Den skifter først, når den "
        "nye er bekræftet.",
    ),
    "email_confirm": ("Din e-mail er bekræftet", "Din e-mail til KontaktLæge-portalen er bekræftet."),
    "email_deleted": ("En e-mail er fjernet", "Adressen hører ikke længere til din adgang til KontaktLæge-portalen."),
    "account_already_exists": (
        "Adressen er i brug",
        "Nogen har skrevet din adresse i KontaktLæge-portalen. Den er din, og intet er ændret.",
    ),
    "unknown_account": (
        "Vi kender ikke adressen",
        "Nogen har skrevet adressen i KontaktLæge-portalen. Den har ingen adgang.",
    ),
}
OTHER_NOTICE = ("Din adgang er ændret", "Der er ændret noget ved din adgang til KontaktLæge-portalen.")


def write_notice(letter: Letter) -> EmailMultiAlternatives | None:
    """What has just happened to someone's access, in one sentence."""
    subject, sentence = NOTICES.get(str(letter.params["notice"]), OTHER_NOTICE)
    person = User.objects.filter(pk=letter.to_user_id).first()
    return build_mail(
        "accounts/mail/notice", subject=subject, sentence=sentence, name=person.name if person else "", at=letter.put_at
    )


WELCOME = declare("welcome", label="Velkomst med link til adgangskode", write=write_welcome)
FORGOTTEN = declare("forgotten_password", label="Link til ny adgangskode", write=write_forgotten)
CONFIRM_EMAIL = declare("confirm_email", label="Link til at bekræfte e-mail", write=write_confirm_email)
NOTICE = declare("account_notice", label="{title}", write=write_notice)


def put_welcome(user: User, *, at: datetime, project_id: int | None = None, municipality_id: int | None = None) -> None:
    """Welcome a new person, once; the mail has the link to choose a password."""
    put(
        WELCOME,
        to_email=user.email,
        to_user_id=user.pk,
        subject=f"person:{user.pk}",
        occasion="welcome",
        at=at,
        project_id=project_id,
        municipality_id=municipality_id,
    )


def put_forgotten(user: User, *, at: datetime) -> None:
    """Send a link to choose a new password. Asked for twice within a minute, it is one mail."""
    put(
        FORGOTTEN,
        to_email=user.email,
        to_user_id=user.pk,
        subject=f"person:{user.pk}",
        occasion=f"forgotten {_minute(at)}",
        at=at,
    )


def put_confirm_email(address: EmailAddress, *, at: datetime) -> None:
    """Send a link to confirm an address. Asked for twice within a minute, it is one mail."""
    put(
        CONFIRM_EMAIL,
        to_email=address.email,
        to_user_id=address.user_id,
        subject=f"address:{address.pk}",
        occasion=f"confirm {_minute(at)}",
        at=at,
        address_id=address.pk,
    )


def put_notice(notice: str, *, to_email: str, user: User | None, at: datetime) -> None:
    """Tell what happened to someone's access; `notice` is a key of NOTICES, anything else is told in general words."""
    put(
        NOTICE,
        to_email=to_email,
        to_user_id=user.pk if user else None,
        subject=f"person:{user.pk}" if user else "address",
        occasion=f"{notice[:30]} {_minute(at)}",
        at=at,
        notice=notice,
        title=NOTICES.get(notice, OTHER_NOTICE)[0],
    )


def _minute(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M%z}"
