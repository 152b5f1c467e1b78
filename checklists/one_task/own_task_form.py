"""The form of a municipality's own task."""

import re
from datetime import date
from typing import Any, cast

from django import forms

from accounts.roles import Role
from checklists.dates.forms import ask_about_past
from checklists.models import Edition, Task
from checklists.services.own_tasks import OwnWords
from projects.access import Standing
from ui.fields import DanishDateField, GuardedTextField
from ui.forms import Form

MOST_POINTS = 30


class OwnTaskForm(Form):
    """Title, phase, role, date, what comes first, and whether each unit does it."""

    title = GuardedTextField(
        label="Hvad skal gøres?", max_length=120, error_messages={"required": "Skriv, hvad der skal gøres."}
    )
    what = GuardedTextField(
        label="Forklaring",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Det, den, der skal løse opgaven, har brug for at vide.",
    )
    phase = forms.ChoiceField(label="Fase", error_messages={"required": "Vælg en fase."})
    role = forms.ChoiceField(label="Rolle", error_messages={"required": "Vælg den rolle, der skal løse opgaven."})
    due_on = DanishDateField(label="Frist", required=False)
    needs = GuardedTextField(
        label="Skal være på plads først",
        required=False,
        max_length=300,
        help_text="Numre på andre opgaver, adskilt af komma, fx G31, K02.",
    )
    sub_points = GuardedTextField(
        label="Delpunkter",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ét på hver linje.",
    )
    per_unit = forms.BooleanField(label="Hver enhed skal gøre det", required=False)
    # Shown only when the date has passed.
    anyway = forms.BooleanField(label="Gem alligevel", required=False, widget=forms.HiddenInput)
    once = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, standing: Standing, edition: Edition, today: date, task: Task | None = None, **kwargs: Any
    ) -> None:
        """`task` is the one that is changed; None for a new one."""
        super().__init__(*args, **kwargs)
        self.standing, self.today, self.changed = standing, today, task
        # A closed task's date is history.
        self.fields["due_on"].disabled = task is not None and task.is_settled
        phase, role = (cast(forms.ChoiceField, self.fields[name]) for name in ("phase", "role"))
        phase.choices = [("", "Vælg fase"), *((phase["key"], phase["name"]) for phase in edition.phases)]
        roles = [(value, label) for value, label in Role.choices if standing.may_work(value)]
        role.choices = roles if len(roles) == 1 else [("", "Vælg rolle"), *roles]

    def clean_needs(self) -> list[str]:
        """The numbers, as the tasks have them. Raises ValidationError for a number that the project does not have."""
        numbers = [part.upper() for part in re.split(r"[\s,;]+", self.cleaned_data["needs"]) if part]
        known = set(Task.objects.filter(project=self.standing.project).values_list("number", flat=True))
        if unknown := [number for number in numbers if number not in known]:
            raise forms.ValidationError(f"I har ingen opgave med nummeret {unknown[0]}.")
        return numbers

    def clean_sub_points(self) -> list[str]:
        """A point a line. Raises ValidationError for too many, or one that is too long."""
        points = [line.strip() for line in self.cleaned_data["sub_points"].splitlines() if line.strip()]
        if len(points) > MOST_POINTS:
            raise forms.ValidationError(f"Der er {len(points)} delpunkter. Der er plads til {MOST_POINTS}.")
        return points

    def clean(self) -> None:
        """Asks once when the date has passed: the task would be late at once."""
        super().clean()
        day = self.cleaned_data.get("due_on")
        same = self.changed is not None and self.changed.due_on == day
        ask_about_past(self, None if same else day, today=self.today)

    @property
    def words(self) -> OwnWords:
        """What was filled in."""
        data = self.cleaned_data
        return OwnWords(
            title=data["title"],
            what=data["what"],
            phase=data["phase"],
            role=data["role"],
            due_on=data["due_on"],
            per_unit=data["per_unit"],
            sub_points=data["sub_points"],
            needs=data["needs"],
        )
