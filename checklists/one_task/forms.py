"""The forms of this app, but for the closing form, which the playbook builds."""

from datetime import date
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.http import QueryDict

from accounts.models import Municipality, User
from checklists.models import Edition
from checklists.rules.due_dates import Anchors, late_from_the_start
from projects.calendar import calendar_of
from projects.models import Project
from projects.workdays import PUBLIC
from ui.danish import long_date
from ui.fields import DanishDateField, GuardedTextField
from ui.forms import Form


class StartProjectForm(Form):
    """Municipality, projektleder and the wished go-live."""

    municipality = forms.ModelChoiceField(
        Municipality.objects.none(),
        label="Kommune",
        empty_label="Vælg kommune",
        error_messages={"required": "Vælg en kommune."},
    )
    manager_name = GuardedTextField(
        label="Projektlederens navn",
        max_length=200,
        error_messages={"required": "Skriv projektlederens navn."},
    )
    manager_email = forms.EmailField(
        label="Projektlederens e-mail",
        max_length=254,
        error_messages={
            "required": "Skriv projektlederens e-mail.",
            "invalid": "Skriv en hel e-mailadresse, fx navn@kommune.dk.",
        },
    )
    go_live_on = DanishDateField(
        label="Ønsket go-live",
        required=False,
        help_text="dd.mm.åååå. Fristerne regnes ud fra datoen.",
    )
    # Shown only when go-live is too near for the suggested dates.
    anyway = forms.BooleanField(label="Start alligevel", required=False, widget=forms.HiddenInput)
    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: User, today: date, allowed: list[int] | None, **kwargs: Any) -> None:
        """`allowed`: the municipalities the person may start in; None means all."""
        kwargs["initial"] = {"once": uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.today = today
        choices = Municipality.objects.all() if allowed is None else Municipality.objects.filter(pk__in=allowed)
        municipality = cast(forms.ModelChoiceField, self.fields["municipality"])
        municipality.queryset = choices
        # A municipality with an open project is not offered; sent all the same, it is answered with that project.
        self.free = list(choices.exclude(projects__in=Project.objects.open()))
        offered = [place for place in choices if place in self.free or str(place.pk) == self.data.get("municipality")]
        municipality.widget.choices = [("", municipality.empty_label), *((p.pk, p.name) for p in offered)]
        if self.data.get("anyway"):
            self.ask_anyway()
        if allowed is not None:
            self.fields["manager_name"].initial = by.name
            self.fields["manager_email"].initial = by.email
            if len(self.free) == 1:
                municipality.initial = self.free[0].pk

    def ask_anyway(self) -> None:
        """Show the box that says: start alligevel."""
        self.fields["anyway"].widget = forms.CheckboxInput()

    def renew_once(self) -> None:
        """The form has started a project already: sending it again is now an act of its own."""
        data = cast(QueryDict, self.data).copy()
        data["once"] = str(uuid4())
        self.data = data

    def clean_go_live_on(self) -> date | None:
        """Raises ValidationError for a day that has passed."""
        day: date | None = self.cleaned_data["go_live_on"]
        if day and day < self.today:
            raise forms.ValidationError(
                f"Datoen er passeret. Skriv en dag fra i dag, {long_date(self.today)}, og frem. Er I allerede gået i "
                "luften, så lad feltet stå tomt, og skriv datoen på Plan bagefter."
            )
        return day

    def clean(self) -> None:
        """Asks once when go-live is so near that tasks would be late from the start."""
        super().clean()
        day, edition = self.cleaned_data.get("go_live_on"), Edition.objects.newest()
        if not day or not edition or self.cleaned_data.pop("anyway", False):
            return
        late = late_from_the_start(edition.items.all(), self._anchors(day))
        if late:
            self.ask_anyway()
            self.add_error(
                "go_live_on",
                f"Med go-live {long_date(day)} er {late} {'opgave forsinket' if late == 1 else 'opgaver forsinkede'} "
                "allerede ved starten. Vælg en senere dag, eller sæt kryds ved Start alligevel.",
            )

    def _anchors(self, go_live_on: date) -> Anchors:
        municipality = self.cleaned_data.get("municipality")
        calendar = calendar_of(municipality) if municipality else PUBLIC
        return Anchors(self.today, go_live_on, None, calendar)


class VersionForm(Form):
    """The version of the task that the page was made from."""

    # Not "version": an item may ask for the version of a document (G07).
    task_version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class ReasonForm(Form):
    """Why a task is not relevant, or is taken up again."""

    reason = GuardedTextField(
        label="Begrundelse",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv en kort begrundelse."},
    )
