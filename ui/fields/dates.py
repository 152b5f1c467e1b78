"""Dates as Danes write them."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ui.danish import numeric_date

_DAY_FIRST = re.compile(r"(\d{1,2})[.\-/ ]+(\d{1,2})[.\-/ ]+(\d{4}|\d{2})")
# A phone's number pad has no full stop, so the digits alone will do.
_DIGITS_ONLY = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
CENTURY = 2000
FIRST_YEAR, LAST_YEAR = 2000, 2100


class DanishDateInput(forms.DateInput):
    """A short text field that shows dd.mm.åååå and brings up the number pad."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        own = {"inputmode": "numeric", "autocomplete": "off", "class": "w-s"}
        super().__init__(attrs={**own, **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        """A date as dd.mm.åååå; what was typed stays as typed."""
        return numeric_date(value) if isinstance(value, date) else value


class DanishDateField(forms.Field):
    """A date as people write it: 27.11.2026, 27-11-2026, 27/11 2026, 27.11.26, 27112026 or 2026-11-27."""

    widget = DanishDateInput
    # Left empty it says something, as the help text tells: not marked as optional.
    needed_sometimes = False
    default_error_messages = {
        "required": "Skriv datoen som dag.måned.år, fx 27.11.2026.",
        "invalid": "Skriv datoen som dag.måned.år, fx 27.11.2026.",
        "no_such_day": "Den dag findes ikke. Se efter i kalenderen, og skriv datoen som dag.måned.år.",
        "year": f"Året skal ligge mellem {FIRST_YEAR} og {LAST_YEAR}. Se, om det er skrevet rigtigt.",
    }

    def __init__(self, **kwargs: Any) -> None:
        """`help_text` shows the form of a date, unless the form has its own."""
        kwargs.setdefault("help_text", "dd.mm.åååå")
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        """The date. Raises ValidationError saying what to write instead."""
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        year, month, day = self._parts(str(value).strip().rstrip("."))
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValidationError(self.error_messages["year"], code="year")
        try:
            return date(year, month, day)
        except ValueError:
            raise ValidationError(self.error_messages["no_such_day"], code="no_such_day") from None

    def _parts(self, text: str) -> tuple[int, int, int]:
        if found := _DAY_FIRST.fullmatch(text) or _DIGITS_ONLY.fullmatch(text):
            day, month, year = (int(part) for part in found.groups())
            return (year if year >= FIRST_YEAR or len(found[3]) > 2 else CENTURY + year), month, day
        if found := _YEAR_FIRST.fullmatch(text):
            year, month, day = (int(part) for part in found.groups())
            return year, month, day
        raise ValidationError(self.error_messages["invalid"], code="invalid")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compares dates, not the way they are written."""
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True
