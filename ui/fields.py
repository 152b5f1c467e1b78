"""Form fields with Danish habits. Free text, dates and links go through here, so a rule about them has one place."""

import re
import unicodedata
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError

from ui.danish import numeric_date

_DAY_FIRST = re.compile(r"(\d{1,2})[.\-/ ]+(\d{1,2})[.\-/ ]+(\d{4}|\d{2})")
# A phone's number pad has no full stop, so the digits alone will do.
_DIGITS_ONLY = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_BARE_HOST = re.compile(r".+\.[^\W\d_]{2,}")
_SCHEME = re.compile(r"[a-z][a-z0-9+.\-]*:(?!\d)", re.IGNORECASE)
# Control and format characters (those that turn the direction of writing, tags, zero-width spaces) and half characters:
# invisible, and able to make a text read as something else.
_REFUSED = {"Cc", "Cf", "Cs"}
# Line breaks and tabs, and what joins emoji, parts letters or hyphenates a word.
_USED_IN_TEXT = frozenset("\n\t\u200c\u200d\u00ad")
# Letters, numbers, punctuation and symbols can be seen; but these fillers and the empty Braille pattern are blank.
_SEEN = frozenset("LNPS")
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800")
# Digits alone, or in threes with a dot, a space or a hard space between.
_WHOLE_NUMBER = re.compile(r"\d+|\d{1,3}(?:[.\u0020\u00a0\u202f]\d{3})+", re.ASCII)
CENTURY = 2000
FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST_LINK = 2000
LONGEST_NUMBER = 30


class GuardedTextField(forms.CharField):
    """Free text. Strips, keeps line breaks only in a text area, and refuses characters nobody can see."""

    default_error_messages = {
        "invisible": "Teksten indeholder et usynligt tegn, som ikke kan gemmes. Skriv den i hånden, "
        "eller indsæt den uden formatering.",
    }

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No maxlength: a browser would cut a pasted text without a word. The error says by how much it is too long."""
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs

    def to_python(self, value: Any) -> str:
        """The text with one kind of line break; a single line has none."""
        text = str(super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")
        return text if isinstance(self.widget, forms.Textarea) else " ".join(text.split())

    def validate(self, value: str) -> None:
        """Raises ValidationError for characters nobody can see, and for a text of which nothing can be seen."""
        super().validate(value)
        hidden = any(unicodedata.category(mark) in _REFUSED and mark not in _USED_IN_TEXT for mark in value)
        seen = any(unicodedata.category(mark)[0] in _SEEN and mark not in _BLANK for mark in value)
        if hidden or (value and not seen):
            raise ValidationError(self.error_messages["invisible"], code="invisible")


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


class LinkField(GuardedTextField):
    """An address on the web, also one that works only inside a municipality. Without http(s), https:// is put first."""

    widget = forms.TextInput
    default_error_messages = {
        "required": "Indsæt et link, fx https://www.medcom.dk.",
        "invalid": "Det ligner ikke et link. Kopiér adressen fra browserens adresselinje, fx https://www.medcom.dk.",
        "scheme": "Linket skal begynde med https:// eller http://.",
    }

    def __init__(self, **kwargs: Any) -> None:
        """`help_text` says what happens to a bare address, unless the form has its own."""
        kwargs.setdefault("max_length", LONGEST_LINK)
        kwargs.setdefault("help_text", "Mangler https:// forrest, sætter vi det på.")
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """An address keyboard, and no spelling help."""
        address = {"inputmode": "url", "spellcheck": "false", "autocomplete": "off"}
        return {**super().widget_attrs(widget), **address}

    def to_python(self, value: Any) -> str:
        """The whole address. Raises ValidationError for other schemes and for what cannot be an address."""
        text = super().to_python(value)
        if not text:
            return ""
        scheme = _SCHEME.match(text)
        if scheme and scheme[0].lower() not in {"http:", "https:"}:
            raise ValidationError(self.error_messages["scheme"], code="scheme")
        address = text if scheme else f"https://{text}"
        try:
            parts = urlsplit(address)
            usable = (
                bool(parts.hostname)
                and "@" not in parts.netloc
                and (scheme or _BARE_HOST.fullmatch(parts.hostname or ""))
            )
            _ = parts.port
        except ValueError:
            usable = False
        if not usable or " " in address:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return address


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
