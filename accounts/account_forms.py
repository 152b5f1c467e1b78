"""allauth's forms in our words and our crispy pack."""

from typing import Any

from allauth.account import forms as allauth
from django import forms

from accounts.access import has_access
from accounts.models import User
from audit import clock
from ui.forms import PlainWords

NO_ACCESS = (
    "Din adgang er lukket, for du har ikke længere en plads i en kommunes projekt eller en national rolle. "
    "Skal du stadig bruge portalen, så spørg din projektleder eller MedComs programleder."
)
PASSWORD_HINT = "Mindst 12 tegn. Flere ord efter hinanden er nemme at huske. Ikke dit navn, og ikke kun tal."  # noqa: S105


def _say(field: forms.Field, label: str, hint: str = "", **errors: str) -> None:
    """Our label, hint and errors; no placeholder, which vanishes when one types."""
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)
    field.error_messages.update(errors)


class SignInForm(PlainWords, allauth.LoginForm):
    """E-mail and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["login"], "E-mail")
        _say(self.fields["password"], "Adgangskode", required="Skriv din adgangskode.")
        self.fields["login"].widget.attrs["autocomplete"] = "username"

    def clean(self) -> dict[str, Any] | None:
        """Says why when the password is right and the access is over. Raises ValidationError."""
        cleaned: dict[str, Any] | None = super().clean()
        if self.user and not has_access(self.user, on=clock.today()):
            raise forms.ValidationError(NO_ACCESS, code="no_access")
        return cleaned


class ForgottenPasswordForm(PlainWords, allauth.ResetPasswordForm):
    """Where the link goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["email"], "E-mail")

    def clean_email(self) -> str:
        """The address; a person without access gets no letter, and the page says the same to everybody.

        Neither does someone who has only asked to change to the address: it would tell whether others have it.
        """
        email: str = super().clean_email()
        self.users = list(User.objects.with_access(on=clock.today()).filter(email__iexact=email))
        return email


class _NewPassword(PlainWords):
    """A new password, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["password1"], "Ny adgangskode", PASSWORD_HINT, required="Skriv en ny adgangskode.")
        _say(self.fields["password2"], "Ny adgangskode igen", required="Skriv den nye adgangskode igen.")


class NewPasswordForm(_NewPassword, allauth.ResetPasswordKeyForm):
    """Choosing a password through a link."""


class ChangePasswordForm(_NewPassword, allauth.ChangePasswordForm):
    """Changing the password while signed in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["oldpassword"], "Nuværende adgangskode", required="Skriv den adgangskode, du har nu.")
