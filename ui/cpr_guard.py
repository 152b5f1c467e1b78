"""What a form does about CPR-numre: its texts are guarded, digits can be hidden, or be said to be something else."""

from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.forms import BoundField

from ui.fields import ConfirmableTextField, GuardedFileField, GuardedTextField, PastedTextField
from ui.not_cpr import fresh_mark, kept_mark

# The button that hides the digits: its name, with the field's name as value.
MASK = "mask_cpr"
# The box that says "det er ikke et CPR-nummer": the field's name and this.
BOX = "-not_cpr"
if TYPE_CHECKING:
    # What it is mixed into, whose class comes after it.
    _Form = forms.BaseForm
else:
    _Form = object


class CprGuard(_Form):
    """For a form. Digits that somebody asked to hide are hidden, and the form asks to be sent once more."""

    data: Any
    # The field whose digits were just hidden.
    masked: BoundField | None = None

    def full_clean(self) -> None:
        """Raises ImproperlyConfigured for a form with a text that nobody guards."""
        if forgotten := [name for name, field in self.fields.items() if is_unguarded(field)]:
            raise ImproperlyConfigured(f"{type(self).__name__} takes unguarded text: {', '.join(forgotten)}")
        if self.is_bound:
            self._hide_digits()
            self._hear_marks()
        super().full_clean()

    def is_valid(self) -> bool:
        """Never when digits were just hidden: the person looks first, and then sends."""
        return super().is_valid() and not self.masked

    @property
    def confirmed_not_cpr(self) -> list[str]:
        """The labels of the fields of which somebody has just said that it is no CPR-nummer. For a valid form."""
        return [
            str(field.label)
            for name, field in self.fields.items()
            if isinstance(field, ConfirmableTextField) and field.is_newly_confirmed(self.cleaned_data.get(name, ""))
        ]

    @property
    def has_cpr(self) -> bool:
        """Whether a text was refused for what looks like a CPR-nummer."""
        return any(error.code == "cpr" for errors in self.errors.as_data().values() for error in errors)

    def _hide_digits(self) -> None:
        asked = self.data.get(MASK)
        for name, field in self.fields.items():
            if asked == self.add_prefix(name) and isinstance(field, GuardedTextField | PastedTextField):
                data = self.data.copy()
                data[asked] = field.masked(data.get(asked, ""))
                self.data, self.masked = data, self[name]

    def _hear_marks(self) -> None:
        for name, field in self.fields.items():
            if isinstance(field, ConfirmableTextField):
                field.mark = self.data.get(self.add_prefix(name) + BOX, "")


def is_unguarded(field: forms.Field) -> bool:
    """Whether a person could type a text or send a file that nobody looks at."""
    if isinstance(field, forms.FileField):
        return not isinstance(field, GuardedFileField)
    if not isinstance(field, forms.CharField) or isinstance(field, GuardedTextField | PastedTextField):
        return False
    typed_elsewhere = isinstance(field, forms.EmailField | forms.UUIDField)
    return not (typed_elsewhere or isinstance(field.widget, forms.HiddenInput | forms.PasswordInput))


class Offer(NamedTuple):
    """What the page offers below a text that looks like a CPR-nummer.

    `mark` is the value of the box, empty when there is no box.
    """

    may_mask: bool
    mark: str = ""
    is_ticked: bool = False


def offer_for(bound: BoundField) -> Offer | None:
    """What to offer below a field; nothing below most."""
    field = bound.field
    if not isinstance(field, GuardedTextField):
        return None
    text = field.tidy(str(bound.value() or ""))
    refused = any(error.code == "cpr" for error in bound.errors.as_data())
    may_mask = refused and field.may_mask and field.masked(text) != text
    if isinstance(field, ConfirmableTextField) and (found := field.numbers_in(text)):
        kept = kept_mark(found)
        # A text that was kept with such digits was said to be something else when it was kept.
        is_kept = field.mark == kept or not bound.form.is_bound
        return Offer(may_mask, kept if is_kept else fresh_mark(found), is_kept or field.mark == fresh_mark(found))
    return Offer(may_mask) if may_mask else None
