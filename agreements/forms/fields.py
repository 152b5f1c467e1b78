"""Fields that several of the forms have."""

from typing import Any

from django import forms

from agreements.models.agreement import LINE, TEXT
from ui.fields import DanishDateField, GuardedTextField, ReferenceField


def day(label: str, **kwargs: Any) -> DanishDateField:
    """A day."""
    return DanishDateField(label=label, **kwargs)


def line(label: str, **kwargs: Any) -> GuardedTextField:
    """A line that may be left empty."""
    return GuardedTextField(label=label, **{"max_length": LINE, "required": False, **kwargs})


def reference(label: str, **kwargs: Any) -> ReferenceField:
    """A case number, or the name of a place: its digits may be said to be no CPR-nummer."""
    return ReferenceField(label=label, **{"max_length": LINE, "required": False, **kwargs})


def text(label: str, **kwargs: Any) -> GuardedTextField:
    """A few lines."""
    return GuardedTextField(label=label, max_length=TEXT, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)


def expected(label: str) -> DanishDateField:
    """When an answer is expected of whoever has it then."""
    return DanishDateField(label=label, required=False, help_text="dd.mm.åååå. Portalen siger til, når dagen er gået.")
