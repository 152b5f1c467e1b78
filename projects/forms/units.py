"""The forms about units."""

from typing import Any, cast

from django import forms
from django.http import QueryDict

from projects.models import Unit
from projects.unit_fields import address_field, expected_users_field, name_field, staff_count_field
from ui.fields import GuardedFileField, PastedTextField
from ui.forms import Form


class UnitForm(Form):
    """One unit."""

    name = name_field()
    kind = forms.ChoiceField(label="Slags", choices=[("", "Vælg slags"), *Unit.Kind.choices])
    address = address_field()
    staff_count = staff_count_field()
    expected_users = expected_users_field()
    # The unit's fingerprint when the page was made.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def renew_seen(self, unit: Unit) -> None:
        """The person has been shown the unit as it stands: sending again is now an act of its own."""
        data = cast(QueryDict, self.data).copy()
        data["seen"] = unit.fingerprint
        self.data = data


def form_of(unit: Unit, data: Any = None) -> UnitForm:
    """The form filled from a unit."""
    facts = ("name", "kind", "address", "staff_count", "expected_users")
    initial = {fact: getattr(unit, fact) for fact in facts}
    return UnitForm(data, initial={**initial, "seen": unit.fingerprint})


class UnitImportForm(Form):
    """Rows pasted from a spreadsheet, or the spreadsheet itself."""

    use_required_attribute = False

    rows = PastedTextField(
        label="Rækker fra regnearket",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "class": "kl-pasted", "wrap": "off"}),
        help_text="Markér rækkerne i regnearket, kopiér dem, og indsæt dem her.",
    )
    file = GuardedFileField(
        label="Eller vælg en fil",
        allow_empty_file=True,
        widget=forms.FileInput,
        help_text="Regneark (.xlsx) eller CSV, højst 2 MB.",
    )

    def full_clean(self) -> None:
        """Neither is optional, so the page does not say so; but one of them will do."""
        for field in self.fields.values():
            field.required = False
        super().full_clean()
        for field in self.fields.values():
            field.required = True

    def clean(self) -> None:
        """Raises ValidationError unless there is one of the two."""
        super().clean()
        rows, file = self.cleaned_data.get("rows", "").strip(), self.cleaned_data.get("file")
        if rows and file:
            self.add_error("file", "Brug enten feltet eller en fil. Vælg filen igen, hvis det er den, du vil bruge.")
        elif not rows and not file and not self.errors:
            self.add_error("rows", "Indsæt rækkerne her, eller vælg en fil.")


class PreviewForm(Form):
    """The rows as they were read, to be corrected or taken in."""

    rows = PastedTextField(
        label="Linjerne",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "class": "kl-pasted", "wrap": "off"}),
        help_text="Ret linjerne her, eller ret i regnearket, og indsæt dem igen.",
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
