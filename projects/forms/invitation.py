"""Inviting somebody, and answering."""

from typing import Any, cast
from uuid import uuid4

from django import forms
from django.contrib.auth.password_validation import validate_password

from accounts.account_forms import PASSWORD_HINT
from accounts.models import Municipality, User
from accounts.roles import ROLE_SENTENCES, Role
from projects.models import Project, Unit
from ui.fields import GuardedTextField
from ui.forms import Form

NAME: dict[str, Any] = {"label": "Navn", "max_length": 200, "error_messages": {"required": "Skriv personens navn."}}
EMAIL: dict[str, Any] = {
    "label": "E-mail",
    "max_length": 254,
    "error_messages": {"required": "Skriv personens e-mail."},
    "widget": forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"}),
}


class InvitationForm(Form):
    """Who, to which roles; for a tovholder which units."""

    name = GuardedTextField(**NAME)
    email = forms.EmailField(**EMAIL)
    roles = forms.MultipleChoiceField(
        label="Roller",
        choices=[(role.value, f"{role.label}: {ROLE_SENTENCES[role]}") for role in Role],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Vælg mindst én rolle."},
    )
    signs_instead = forms.BooleanField(
        label="Ingen jurist er med: personen læser og underskriver aftalerne i stedet",
        required=False,
        help_text="Krydset er nok. Du skal ikke også sætte kryds ved Jurist.",
    )
    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label="Enheder",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Kun for en tovholder: de enheder, personen samler trådene i.",
    )
    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, project: Project, only_manager: bool = False, has_jurist: bool = False, **kwargs: Any
    ) -> None:
        """`only_manager`: the programleder may ask for a new projektleder and for nothing else.

        `has_jurist`: nobody needs to sign instead (G10).
        """
        kwargs["initial"] = {"once": uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        units = project.units.taking_part()
        cast(forms.ModelMultipleChoiceField, self.fields["units"]).queryset = units
        if only_manager:
            roles = cast(forms.MultipleChoiceField, self.fields["roles"])
            roles.choices = [(Role.PROJECT_MANAGER.value, Role.PROJECT_MANAGER.label)]
            roles.initial = [Role.PROJECT_MANAGER.value]
            del self.fields["units"], self.fields["signs_instead"]
            return
        if not units:
            del self.fields["units"]
        if has_jurist:
            del self.fields["signs_instead"]

    def full_clean(self) -> None:
        """The box alone is an answer: it brings the jurist's role along."""
        self.fields["roles"].required = not self._signs_instead
        super().full_clean()
        self.fields["roles"].required = True

    @property
    def _signs_instead(self) -> bool:
        box = self.fields.get("signs_instead")
        name = self.add_prefix("signs_instead")
        return bool(box and box.widget.value_from_datadict(self.data, self.files, name))

    def clean_roles(self) -> list[Role]:
        """The roles, the jurist's among them when the person signs instead."""
        chosen = [Role(role) for role in self.cleaned_data["roles"]]
        return [*chosen, Role.LEGAL_OFFICER] if self._signs_instead and Role.LEGAL_OFFICER not in chosen else chosen

    def clean(self) -> None:
        """Units belong to a tovholder."""
        super().clean()
        roles = self.cleaned_data.get("roles", [])
        if self.cleaned_data.get("units") and Role.UNIT_COORDINATOR not in roles:
            self.add_error("roles", "Du har valgt enheder. Sæt også kryds ved Tovholder, eller fjern enhederne.")


class AppointForm(Form):
    """The programleder asks somebody to lead a municipality's project."""

    municipality = forms.ModelChoiceField(
        Municipality.objects.none(),
        label="Kommune",
        empty_label="Vælg kommune",
        error_messages={"required": "Vælg en kommune."},
    )
    name = GuardedTextField(**NAME)
    email = forms.EmailField(**EMAIL)
    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"once": uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        free = Municipality.objects.exclude(projects__in=Project.objects.open())
        cast(forms.ModelChoiceField, self.fields["municipality"]).queryset = free


class AcceptForm(Form):
    """Somebody new says yes: name and password on one page."""

    name = GuardedTextField(
        label="Dit navn", max_length=200, error_messages={"required": "Skriv dit navn, som kolleger kender det."}
    )
    password = forms.CharField(
        label="Vælg en adgangskode",
        strip=False,
        help_text=PASSWORD_HINT,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Vælg en adgangskode."},
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        """Raises ValidationError for a password that is too easy."""
        password: str = self.cleaned_data["password"]
        validate_password(password, User(email=self.email, name=self.cleaned_data.get("name", "")))
        return password
