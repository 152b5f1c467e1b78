"""The fields of a unit, the same in its form and for the lines of a spreadsheet."""

from ui.fields import GuardedTextField, WholeNumberField

# More than any place of work has; a larger number is a telephone or a postcode in the wrong column.
MOST_PEOPLE = 20_000


def name_field() -> GuardedTextField:
    """What the unit is called."""
    return GuardedTextField(label="Navn", max_length=120, error_messages={"required": "Skriv enhedens navn."})


def address_field() -> GuardedTextField:
    """Where it lies."""
    return GuardedTextField(label="Adresse", max_length=200, required=False)


def staff_count_field() -> WholeNumberField:
    """How many work there."""
    return WholeNumberField(label="Medarbejdere", required=False, min_value=0, max_value=MOST_PEOPLE)


def expected_users_field() -> WholeNumberField:
    """How many of them will use the app."""
    return WholeNumberField(label="Forventede brugere af appen", required=False, min_value=0, max_value=MOST_PEOPLE)
