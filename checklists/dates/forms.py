"""The forms of the plan: go-live and hypercare, one due date, and the municipality's closing days."""

import re
from dataclasses import replace
from datetime import date
from typing import Any, cast

from django import forms

from accounts.models import YEARLY_CLOSING
from projects.models import Project
from projects.services.dates import DateRefused, Dates
from ui.fields import DanishDateField, GuardedTextField
from ui.forms import Form

LONGEST_NAME = 60


class MoveDatesForm(Form):
    """Go-live, hypercare, and why. Days that cannot be are said beside their field."""

    go_live_on = DanishDateField(label="Go-live", required=False, help_text="dd.mm.åååå. Den dag, I går i luften.")
    happened = forms.BooleanField(label="Vi er allerede gået i luften den dag", required=False)
    along = forms.BooleanField(
        label="Flyt hypercare lige så mange arbejdsdage",
        required=False,
        help_text="Gælder, når du ikke selv skriver andre datoer for hypercare.",
    )
    hypercare_from_on = DanishDateField(label="Hypercare fra", required=False)
    hypercare_to_on = DanishDateField(label="Hypercare til", required=False)
    reason = GuardedTextField(
        label="Grund",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Skriv den, når go-live flytter. Den står i planen ved siden af den gamle dato.",
    )

    def __init__(self, *args: Any, project: Project, before: Dates, today: date, **kwargs: Any) -> None:
        """`before`: the dates as they stand."""
        super().__init__(*args, **kwargs)
        self.project, self.before, self.today = project, before, today
        if not (before.go_live_on and before.hypercare_from_on):
            del self.fields["along"]
        self._ask(is_set=before.go_live_on is not None)

    def _ask(self, *, is_set: bool) -> None:
        """Before go-live is set it must be filled in; then moving it takes a reason, and empty takes it away."""
        live = cast(DanishDateField, self.fields["go_live_on"])
        reason = cast(GuardedTextField, self.fields["reason"])
        live.required, live.needed_sometimes, reason.needed_sometimes = not is_set, is_set, is_set
        if is_set:
            live.help_text += " Lad feltet stå tomt, hvis datoen skal væk; hypercare går med."
        else:
            reason.help_text = "Den står i planen ved siden af datoen."

    @property
    def dates(self) -> Dates:
        """What was filled in."""
        written = Dates(**{name: self.cleaned_data.get(name) for name in Dates.__dataclass_fields__})
        stays = replace(written, go_live_on=self.before.go_live_on) == self.before
        if self.cleaned_data.get("along") and written.go_live_on and stays:
            return self.before.moved_to(written.go_live_on, self.project.calendar)
        # Hypercare hangs on go-live: nobody has to empty its fields too.
        return Dates() if stays and not written.go_live_on else written

    def clean(self) -> None:
        """The dates together; moving a go-live that was set takes a reason (G87)."""
        super().clean()
        if self.errors:
            return
        happened = self.cleaned_data["happened"]
        try:
            self.dates.check(self.before, today=self.today, happened=happened)
        except DateRefused as refused:
            self.add_error(refused.field, str(refused))
        moved = self.before.go_live_on and self.dates.go_live_on != self.before.go_live_on
        if moved and not self.cleaned_data["reason"]:
            self.add_error("reason", "Skriv, hvorfor datoen flytter. Det gemmes sammen med den gamle dato.")


PASSED = "Datoen er passeret, så {} forsinket fra nu af. Ret den, eller gem alligevel."


def ask_about_past(form: Form, day: date | None, *, today: date, who: str = "opgaven er") -> None:
    """Ask once when `day`, the form's `due_on`, has passed; its hidden `anyway` is then shown to say yes."""
    if day and day < today and not form.cleaned_data.get("anyway"):
        form.fields["anyway"].widget = forms.CheckboxInput()
        form.add_error("due_on", PASSED.format(who))


class DueForm(Form):
    """A due date set by hand, for one task or several. One that has passed is asked about once."""

    due_on = DanishDateField(label="Frist")
    anyway = forms.BooleanField(label="Gem alligevel", required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, before: date | None = None, count: int = 1, **kwargs: Any) -> None:
        """`before`: the date it has already, which is not asked about. `count`: for how many tasks."""
        super().__init__(*args, **kwargs)
        self.today, self.before, self.count = today, before, count

    def clean(self) -> None:
        """Asks about a day that has passed."""
        super().clean()
        day = self.cleaned_data.get("due_on")
        who = "opgaven er" if self.count == 1 else "opgaverne er"
        ask_about_past(self, day if day != self.before else None, today=self.today, who=who)


class ClosingDaysForm(Form):
    """The days on which the municipality is closed: those that come every year, and single ones."""

    yearly = forms.MultipleChoiceField(
        label="Lukket hvert år",
        required=False,
        choices=list(YEARLY_CLOSING.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    days = GuardedTextField(
        label="Egne lukkedage",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Én på hver linje: dato og navn, fx 15.05.2026 Dagen efter Kristi himmelfart.",
    )

    def clean_days(self) -> dict[date, str]:
        """The days with their names. Raises ValidationError naming the line."""
        found: dict[date, str] = {}
        for order, line in enumerate(self.cleaned_data["days"].splitlines(), start=1):
            written, _, name = line.strip().partition(" ")
            if not written:
                continue
            try:
                day = DanishDateField().clean(written)
            except forms.ValidationError as error:
                raise forms.ValidationError(f"Linje {order}: {error.messages[0]}") from None
            if len(name.strip()) > LONGEST_NAME:
                raise forms.ValidationError(
                    f"Linje {order}: Navnet er for langt. Der er plads til {LONGEST_NAME} tegn."
                )
            found[day] = re.sub(r"\s+", " ", name).strip() or "Lukkedag"
        return found
