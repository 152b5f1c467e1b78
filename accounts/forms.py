"""The forms of this app's own pages; those of signing in stand in `account_forms.py`."""

from datetime import date
from typing import Any, cast

from django import forms
from django.http import QueryDict

from accounts.models import NationalRole, User
from accounts.roles import NationalRoleKind
from accounts.services.own_page import DETAILS, mark_of
from ui.fields import DanishDateField, GuardedTextField, PhoneField
from ui.forms import Form


class OwnDetailsForm(Form):
    """Name, phone, work place and letter keys."""

    name = GuardedTextField(
        label="Navn", max_length=200, error_messages={"required": "Skriv dit navn."}, help_text="Sådan ser andre dig."
    )
    phone = PhoneField(label="Telefon", max_length=30, required=False)
    workplace = GuardedTextField(
        label="Arbejdssted", max_length=120, required=False, help_text="Fx Digitalisering eller Plejecenter Skovvang."
    )
    letter_keys = forms.BooleanField(
        label="Genveje med ét bogstav",
        required=False,
        help_text="Et enkelt tastetryk kan så udføre noget på en side. Slå det fra, hvis du taler til computeren eller "
        "bruger et hjælpemiddel, der selv skriver bogstaver. Ingen sider har genveje endnu; valget gælder, når de "
        "kommer.",
    )
    # The details that the page showed.
    seen = forms.CharField(widget=forms.HiddenInput)

    @classmethod
    def showing(cls, user: User) -> "OwnDetailsForm":
        """The form with the person's details as they stand."""
        return cls(initial={name: getattr(user, name) for name in DETAILS} | {"seen": mark_of(user)})

    def renew(self, user: User) -> None:
        """The form now knows the details as they stand: sending it again is an act of its own."""
        data = cast(QueryDict, self.data).copy()
        data["seen"] = mark_of(user)
        self.data = data


class NewAddressForm(Form):
    """The new e-mail, and the password that shows who asks."""

    email = forms.EmailField(label="Ny e-mail", max_length=254)
    password = forms.CharField(
        label="Din adgangskode",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Skriv den adgangskode, du har nu."},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["email"].widget.attrs["autocomplete"] = "email"

    def clean_password(self) -> str:
        """Raises ValidationError when it is not the person's."""
        password: str = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise forms.ValidationError("Adgangskoden er ikke den, du har nu.")
        return password


class NationalRoleForm(Form):
    """Who gets which national role."""

    name = GuardedTextField(label="Navn", max_length=200, error_messages={"required": "Skriv personens navn."})
    email = forms.EmailField(label="E-mail", max_length=254)
    role = forms.ChoiceField(label="Rolle", choices=NationalRoleKind.choices, widget=forms.RadioSelect)


class EndRoleForm(Form):
    """The last day of one national role."""

    last_day = DanishDateField(
        label="Sidste dag med rollen", help_text="dd.mm.åååå. Skriv gårsdagens dato, hvis den skal slutte straks."
    )
    role_id = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    # The last day that the page showed.
    seen = DanishDateField(required=False, widget=forms.HiddenInput)

    @classmethod
    def showing(cls, role: NationalRole, last_day: date) -> "EndRoleForm":
        """The form for a role as it stands, with a suggested last day."""
        initial = {"role_id": role.pk, "seen": role.to_on, "last_day": last_day}
        return cls(initial=initial, auto_id=f"id_{role.pk}_%s")
