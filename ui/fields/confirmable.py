"""Texts whose digits are often something else than a CPR-nummer: references, phone numbers, links."""

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError

from ui import cpr
from ui.fields.text import GuardedTextField
from ui.not_cpr import fresh_mark, says

_BARE_HOST = re.compile(r".+\.[^\W\d_]{2,}")
_SCHEME = re.compile(r"[a-z][a-z0-9+.\-]*:(?!\d)", re.IGNORECASE)
# A phone number, with the word for an extension after it.
_PHONE = re.compile(r"[+\d\s()/.\-]*(?:\s*(?:lok|lokal)\.?\s*\d+)?", re.IGNORECASE)
FEWEST_DIGITS = 4
LONGEST_LINK = 2000


class ConfirmableTextField(GuardedTextField):
    """A text whose digits are often something else: one press says so, and the form knows that it was said.

    `mark` is what the form was sent with (`ui.not_cpr`).
    """

    mark = ""
    default_error_messages = {
        "cpr": "Det ligner %(what)s. Portalen gemmer ikke CPR-numre. Skriv noget andet, eller sæt kryds, hvis det "
        "ikke er et CPR-nummer.",
    }

    def numbers_in(self, text: str) -> Sequence[cpr.Found]:
        """Also those that an address writes with its own signs for space and hyphen."""
        return cpr.find_in_address(text)

    def is_confirmed(self, found: Sequence[cpr.Found]) -> bool:
        """Whether somebody has said that just these are no CPR-nummer, now or before."""
        return says(self.mark, found)

    def is_newly_confirmed(self, text: str) -> bool:
        """Whether it was said now, of what stands in the text."""
        found = self.numbers_in(text)
        return bool(found) and self.mark == fresh_mark(found)


class ReferenceField(ConfirmableTextField):
    """A number or name by which something is found again: a case, a ticket, an order."""

    default_error_messages = {
        "cpr": "Det ligner %(what)s. Portalen gemmer ikke CPR-numre. Skjul tallene, eller sæt kryds, hvis det ikke er "
        "et CPR-nummer.",
    }


class PhoneField(ConfirmableTextField):
    """A phone number as people write it, also with an extension."""

    may_mask = False
    widget = forms.TextInput(attrs={"type": "tel", "class": "w-s"})
    default_error_messages = {"invalid": "Skriv et telefonnummer, fx 55 00 20 11."}

    def validate(self, value: str) -> None:
        """Raises ValidationError also for what nobody can dial."""
        if value and (not _PHONE.fullmatch(value) or sum(mark.isdigit() for mark in value) < FEWEST_DIGITS):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        super().validate(value)


class LinkField(ConfirmableTextField):
    """An address on the web, also one that works only inside a municipality. Without http(s), https:// is put first."""

    may_mask = False
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
