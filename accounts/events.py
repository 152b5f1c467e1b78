"""What can happen to people, as sentences."""

from audit.event_types import declare

PERSON_ADDED = declare("person.added", "{actor} gav {person} adgang som medarbejder i {municipality}.")
NATIONAL_ROLE_GIVEN = declare("national_role.given", "{actor} gav {person} rollen {role}.")
