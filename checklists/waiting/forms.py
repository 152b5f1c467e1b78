"""Refining a waiting: whom exactly, what for, and when to ask again."""

from datetime import date
from typing import Any, cast

from django import forms

from checklists.models import Task, Waiting
from checklists.rules.stuck_reasons import Party, parties_of
from checklists.services.waiting import Details
from projects.calendar import calendar_in
from projects.workdays import Calendar
from ui.danish import long_date
from ui.fields import DanishDateField, GuardedTextField
from ui.forms import Form

PAST = "Dagen er passeret. Skriv en dag fra i dag, {}, og frem."


class WaitingForm(Form):
    """All but the reason."""

    party = forms.ChoiceField(label="Hvem har den nu?")
    whom = GuardedTextField(
        label="Hvem helt præcist?",
        required=False,
        max_length=120,
        help_text="Fx et navn, et lægehus eller en gruppe i it.",
    )
    ask_again_on = DanishDateField(label="Spørg igen den", help_text="dd.mm.åååå. Portalens forslag kan rettes.")
    note = GuardedTextField(
        label="Hvad mangler I?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, task: Task, waiting: Waiting | None, today: date, **kwargs: Any) -> None:
        """`waiting` is the open one."""
        parties = parties_of(task.item.edition)
        kwargs["initial"] = _initial(waiting, parties, calendar_in(task.project_id), today) if waiting else {}
        super().__init__(*args, **kwargs)
        self.today = today
        cast(forms.ChoiceField, self.fields["party"]).choices = [(party.key, party.name) for party in parties.values()]

    def clean_ask_again_on(self) -> date:
        """Raises ValidationError for a day that has passed."""
        day: date = self.cleaned_data["ask_again_on"]
        if day < self.today:
            raise forms.ValidationError(PAST.format(long_date(self.today)))
        return day

    @property
    def details(self) -> Details:
        """What a valid form says."""
        return Details(**self.cleaned_data)


def _initial(waiting: Waiting, parties: dict[str, Party], calendar: Calendar, today: date) -> dict[str, Any]:
    """What stands there now. When the day to ask again has come, the next one is suggested."""
    party = parties.get(waiting.party)
    due = waiting.is_to_ask_again(on=today) and party
    return {
        "party": waiting.party,
        "whom": waiting.whom,
        "note": waiting.note,
        "ask_again_on": party.ask_again_on(calendar, on=today) if due and party else waiting.ask_again_on,
    }
