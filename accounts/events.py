"""What can happen to people, as sentences."""

from audit.event_types import declare

PERSON_ADDED = declare("person.added", "{actor} gav {person} adgang som medarbejder i {municipality}.")
PERSON_LEFT = declare("person.left", "{actor} afsluttede adgangen i {municipality} for {person}. Sidste dag var {day}.")
PERSON_LEAVES = declare("person.leaves", "{actor} satte sidste dag i {municipality} for {person} til {day}.")
PERSON_GOES_ON = declare("person.goes_on_working", "{actor} fjernede sidste dag i {municipality} for {person}.")
PERSON_CHANGED = declare("person.changed", "{actor} rettede sine egne oplysninger.")
ADDRESS_ASKED = declare("person.address_asked", "{actor} bad om at skifte sin e-mail.")
ADDRESS_CHANGED = declare("person.address_changed", "{actor} skiftede sin e-mail.")
SESSIONS_ENDED = declare("person.sessions_ended", "{actor} loggede sig af på alle andre computere og telefoner.")
NATIONAL_ROLE_GIVEN = declare("national_role.given", "{actor} gav {person} rollen {role}.")
NATIONAL_ROLE_GOES_ON = declare("national_role.goes_on", "{actor} lod rollen {role} fortsætte for {person}.")
NATIONAL_ROLE_ENDED = declare(
    "national_role.ended", "{actor} afsluttede rollen {role} for {person}. Sidste dag var {day}."
)
NATIONAL_ROLE_ENDS = declare("national_role.ends", "{actor} satte sidste dag med rollen {role} for {person} til {day}.")

NOT_CPR = declare("not_cpr.confirmed", "{actor} bekræftede, at {field} ({where}) ikke er et CPR-nummer.")
