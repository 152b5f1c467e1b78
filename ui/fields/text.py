"""Free text, pasted tables and file names: nothing invisible, and no CPR-nummer."""

import unicodedata
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from ui import cpr
from ui.danish import listed

# Control and format characters (those that turn the direction of writing, tags, zero-width spaces) and half characters:
# invisible, and able to make a text read as something else.
_REFUSED = {"Cc", "Cf", "Cs"}
# Line breaks and tabs, and what joins emoji, parts letters or hyphenates a word.
_USED_IN_TEXT = frozenset("\n\t\u200c\u200d\u00ad")
# Letters, numbers, punctuation and symbols can be seen; but these fillers and the empty Braille pattern are blank.
_SEEN = frozenset("LNPS")
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800")
NUMBERS_SHOWN = 3


class GuardedTextField(forms.CharField):
    """Free text. Strips, keeps line breaks only in a text area, and refuses characters nobody can see.

    It also refuses what looks like a CPR-nummer; the form offers to hide the last digits.
    """

    # Whether the text is still of use with its digits hidden.
    may_mask = True
    # Needed only when something else is filled in, as the help text says: not marked as optional.
    needed_sometimes = False
    default_error_messages = {
        "invisible": "Teksten indeholder et usynligt tegn, som ikke kan gemmes. Skriv den i hånden, "
        "eller indsæt den uden formatering.",
        "cpr": "Det ligner %(what)s. Portalen gemmer ikke CPR-numre. Skjul tallene, eller skriv det om.",
    }

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No maxlength: a browser would cut a pasted text without a word. The error says by how much it is too long."""
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs

    def to_python(self, value: Any) -> str:
        """The text with one kind of line break; a single line has none."""
        return self.tidy(str(super().to_python(value) or ""))

    def tidy(self, text: str) -> str:
        """What was typed, with one kind of line break; a single line has none."""
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        return text if isinstance(self.widget, forms.Textarea) else " ".join(text.split())

    def numbers_in(self, text: str) -> Sequence[cpr.Found]:
        """What looks like a CPR-nummer in a tidy text."""
        return cpr.find(text)

    def masked(self, typed: str) -> str:
        """What was typed, with the last digits of such numbers hidden."""
        return cpr.mask(self.tidy(typed))

    def validate(self, value: str) -> None:
        """Raises ValidationError for what nobody can see, and for what looks like a CPR-nummer."""
        super().validate(value)
        self._require_visible(value)
        found = self.numbers_in(value)
        if found and not self.is_confirmed(found):
            what = cpr_words(found, lines="\n" in value)
            raise ValidationError(self.error_messages["cpr"], code="cpr", params={"what": what})

    def is_confirmed(self, found: Sequence[cpr.Found]) -> bool:
        """Whether somebody has said that these are something else: never, in an ordinary text."""
        return False

    def _require_visible(self, value: str) -> None:
        hidden = any(unicodedata.category(mark) in _REFUSED and mark not in _USED_IN_TEXT for mark in value)
        seen = any(unicodedata.category(mark)[0] in _SEEN and mark not in _BLANK for mark in value)
        if hidden or (value and not seen):
            raise ValidationError(self.error_messages["invisible"], code="invisible")


def cpr_words(found: Sequence[cpr.Found], *, lines: bool = False) -> str:
    """How many, and which, without their last digits: "et CPR-nummer: 010190-xxxx (linje 2)"."""
    shown = [f"{number.shown} (linje {number.line})" if lines else number.shown for number in found]
    what = "et CPR-nummer" if len(found) == 1 else f"{len(found)} CPR-numre"
    return f"{what}: {listed(shown, most=NUMBERS_SHOWN)}"


class PastedTextField(forms.CharField):
    """A table pasted as text. Whoever reads its cells guards each of them, so that a bad one is named by its line."""

    def masked(self, typed: str) -> str:
        """What was typed, with the last digits of what looks like a CPR-nummer hidden."""
        return cpr.mask(typed)


class GuardedFileField(forms.FileField):
    """A file, whose name is guarded as other texts are."""

    default_error_messages = {
        "cpr": "Filens navn ligner %(what)s. Portalen gemmer ikke CPR-numre. Giv filen et andet navn, "
        "og vælg den igen.",
    }

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file. Raises ValidationError also for a name with what looks like a CPR-nummer."""
        file = super().clean(data, initial)
        found = cpr.find(file.name or "") if isinstance(file, UploadedFile) else []
        if found:
            raise ValidationError(self.error_messages["cpr"], code="cpr", params={"what": cpr_words(found)})
        return file
