"""A role's last day and units, handing over, and leaving."""

from datetime import date, timedelta
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.roles import Role
from projects.models import Project, RoleHolding, Unit
from ui.danish import long_date
from ui.fields import DanishDateField
from ui.forms import Form


class LastDayForm(Form):
    """The last day of a role, or of somebody's work in the municipality."""

    last_day = DanishDateField(
        label="Sidste dag",
        help_text="dd.mm.åååå. Er det slut allerede, så skriv datoen i går.",
        error_messages={"required": "Skriv den sidste dag som dag.måned.år, fx 31.12.2026."},
    )

    # The last day that the page showed: another one is only replaced knowingly.
    instead_of = forms.DateField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_last_day(self) -> date:
        """Raises ValidationError for a day before yesterday: the past stays as Historik has it."""
        day: date = self.cleaned_data["last_day"]
        yesterday = self.today - timedelta(days=1)
        if day < yesterday:
            raise ValidationError(
                f"Dagen er passeret. Skriv {long_date(yesterday)} (i går) eller senere. Historik kan ikke laves om."
            )
        return day


class UnitsForm(Form):
    """The units a tovholder stands for."""

    units: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label="Enheder", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, holding: RoleHolding, **kwargs: Any) -> None:
        kwargs["initial"] = {"units": list(holding.units.all()), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        units = holding.project.units.taking_part()
        cast(forms.ModelMultipleChoiceField, self.fields["units"]).queryset = units


class HandOverForm(Form):
    """Which roles, to whom, from when."""

    roles = forms.MultipleChoiceField(
        label="Roller", widget=forms.CheckboxSelectMultiple, error_messages={"required": "Vælg mindst én rolle."}
    )
    successor = forms.ModelChoiceField(
        User.objects.none(),
        label="Hvem overtager?",
        empty_label="Vælg en kollega",
        error_messages={"required": "Vælg den, der overtager."},
    )
    from_on = DanishDateField(label="Fra den")
    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, project: Project, leaver: User, held: list[RoleHolding], today: date, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {
            "once": uuid4(),
            "from_on": today,
            "roles": [holding.role for holding in held],
            **kwargs.get("initial", {}),
        }
        super().__init__(*args, **kwargs)
        self.today, self.held = today, held
        cast(forms.MultipleChoiceField, self.fields["roles"]).choices = [
            (holding.role, _with_units(holding)) for holding in held
        ]
        colleagues = User.objects.working_in(project.municipality_id, on=today).exclude(pk=leaver.pk).order_by("name")
        cast(forms.ModelChoiceField, self.fields["successor"]).queryset = colleagues

    def clean_roles(self) -> list[Role]:
        """The roles."""
        return [Role(role) for role in self.cleaned_data["roles"]]

    def clean_from_on(self) -> date:
        """Raises ValidationError for a day that has passed."""
        day: date = self.cleaned_data["from_on"]
        if day < self.today:
            raise ValidationError(f"Dagen er passeret. Skriv {long_date(self.today)} (i dag) eller senere.")
        return day

    def clean(self) -> None:
        """A role that ends before the day has nothing to hand over."""
        super().clean()
        roles, day = self.cleaned_data.get("roles", []), self.cleaned_data.get("from_on")
        for holding in self.held:
            if day and holding.role in roles and holding.to_on and holding.to_on < day:
                last = long_date(holding.to_on)
                self.add_error("from_on", f"Rollen slutter {last}. Vælg en dag til og med den dag.")


def _with_units(holding: RoleHolding) -> str:
    units = ", ".join(unit.name for unit in holding.units.all())
    return f"{holding.get_role_display()}: {units}" if units else str(holding.get_role_display())
