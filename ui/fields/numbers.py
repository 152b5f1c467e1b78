"""Whole numbers as Danes write them."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

# Digits alone, or in threes with a dot, a space or a hard space between.
_WHOLE_NUMBER = re.compile(r"\d+|\d{1,3}(?:[.\u0020\u00a0\u202f]\d{3})+", re.ASCII)
LONGEST_NUMBER = 30


class WholeNumberField(forms.IntegerField):
    """A whole number as Danes write it: 1234, 1.234 or 1 234."""

    widget = forms.TextInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """The number pad, and a short field."""
        return {"inputmode": "numeric", "autocomplete": "off", "class": "w-s"}

    def to_python(self, value: Any) -> int | None:
        """The number. Raises ValidationError for anything else, also "1,5", "1.5" and "-1"."""
        if value in self.empty_values:
            return None
        text = str(value).strip()
        if not _WHOLE_NUMBER.fullmatch(text) or len(text) > LONGEST_NUMBER:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int("".join(mark for mark in text if mark.isdigit()))
