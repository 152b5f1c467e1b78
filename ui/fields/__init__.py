"""Form fields with Danish habits. Free text, dates and links go through here, so a rule about them has one place."""

from ui.fields.confirmable import LONGEST_LINK, ConfirmableTextField, LinkField, PhoneField, ReferenceField
from ui.fields.dates import DanishDateField, DanishDateInput
from ui.fields.files import GuardedFilesField
from ui.fields.numbers import WholeNumberField
from ui.fields.text import GuardedFileField, GuardedTextField, PastedTextField, cpr_words

__all__ = [
    "LONGEST_LINK",
    "ConfirmableTextField",
    "DanishDateField",
    "DanishDateInput",
    "GuardedFileField",
    "GuardedFilesField",
    "GuardedTextField",
    "LinkField",
    "PastedTextField",
    "PhoneField",
    "ReferenceField",
    "WholeNumberField",
    "cpr_words",
]
