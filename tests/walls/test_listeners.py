"""Every event × who listens: what happens elsewhere because of it stands here."""

from audit import event_types
from audit.listeners import listeners_of

# By the module that listens: the events it hears. An event that is not named is heard by nobody.
HEARD = {
    # G02–G10 are done while their role is manned.
    "checklists.listeners": {
        "role.given",
        "role.begun",
        "role.ended",
        "role.ran_out",
        "role.units_set",
        "role.units_cleared",
        "role.handed_over",
        "role.hand_over_taken_back",
        "unit.added",
        "unit.taken_out",
        "unit.brought_back",
        "units.imported",
        # Due dates follow these, and G87 and G88 are done while their dates are set.
        "go_live.set",
        "go_live.moved",
        "go_live.taken_back",
        "hypercare.set",
        "hypercare.taken_back",
        "closing_days.set",
    },
    # Who no longer has to read a document keeps nothing open (G15, G18).
    "documents.listeners": {"role.ended", "role.ran_out", "role.handed_over"},
}


def test_every_listener_is_known() -> None:
    found: dict[str, set[str]] = {}
    for event_type in event_types._sentences:
        for listener in listeners_of(event_type):
            found.setdefault(listener.__module__, set()).add(event_type)
    assert found == HEARD
