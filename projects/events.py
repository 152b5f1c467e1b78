"""What can happen to a project, as sentences."""

from audit.event_types import declare

PROJECT_STARTED = declare("project.started", "{actor} startede projektet.")
GO_LIVE_SET = declare("go_live.set", "{actor} satte go-live til {new}.")
GO_LIVE_MOVED = declare("go_live.moved", "{actor} flyttede go-live fra {old} til {new}.")
GO_LIVE_TAKEN_BACK = declare("go_live.taken_back", "{actor} tog datoen for go-live væk. Den var {old}.")
HYPERCARE_SET = declare("hypercare.set", "{actor} satte hypercare til {days}.")
HYPERCARE_TAKEN_BACK = declare("hypercare.taken_back", "{actor} tog datoerne for hypercare væk.")
CLOSING_DAYS_SET = declare("closing_days.set", "{actor} ændrede kommunens lukkedage.")

UNIT_ADDED = declare("unit.added", "{actor} føjede enheden {unit} til projektet.")
UNIT_CHANGED = declare("unit.changed", "{actor} rettede oplysningerne om enheden {unit}.")
UNIT_RENAMED = declare("unit.renamed", "{actor} gav enheden {unit} navnet {new}.")
UNIT_TAKEN_OUT = declare("unit.taken_out", "{actor} tog enheden {unit} ud af projektet.")
UNIT_BROUGHT_BACK = declare("unit.brought_back", "{actor} tog enheden {unit} med i projektet igen.")
UNITS_IMPORTED = declare("units.imported", "{actor} tog {count} med fra et regneark.")

ROLE_GIVEN = declare("role.given", "{actor} gav {person} rollen {role}.")
ROLE_GIVEN_FROM = declare("role.given_from", "{actor} gav {person} rollen {role} fra {day}.")
ROLE_BEGUN = declare("role.begun", "{person} har fra i dag rollen {role}.")
ROLE_ENDS = declare("role.ends", "{actor} satte sidste dag til {day} for {person} som {role}.")
ROLE_ENDED = declare("role.ended", "{actor} afsluttede rollen {role} for {person}.")
ROLE_RAN_OUT = declare("role.ran_out", "{person} har ikke længere rollen {role}.")
ROLE_GOES_ON = declare("role.goes_on", "{actor} fjernede sidste dag for {person} som {role}.")
COORDINATES = declare("role.units_set", "{actor} satte {person} som tovholder for {units}.")
UNITS_CLEARED = declare("role.units_cleared", "{actor} tog alle enheder fra {person} som tovholder.")
HAND_OVER_TAKEN_BACK = declare(
    "role.hand_over_taken_back", "{actor} fortrød overdragelsen fra {leaver} til {successor}."
)
LEAVES = declare("person.stops", "{person} stopper i kommunen. {actor} satte sidste dag til {day}.")
STAYS = declare("person.stays", "{actor} fortrød, at {person} stopper i kommunen.")
HANDED_OVER = declare("role.handed_over", "{actor} overdrog {roles} fra {leaver} til {successor} fra {day}.")

INVITED = declare("invitation.sent", "{actor} inviterede {person} som {roles}.")
INVITED_AGAIN = declare("invitation.sent_again", "{actor} sendte invitationen til {person} igen.")
INVITATION_WITHDRAWN = declare("invitation.withdrawn", "{actor} trak invitationen til {person} tilbage.")
INVITATION_ACCEPTED = declare("invitation.accepted", "{actor} sagde ja til rollen som {roles}.")
MAIL_SENT_AGAIN = declare("mail.sent_again", '{actor} sendte mailen "{mail}" igen.')

ABSENCE_OWN = declare("absence.own", "{actor} meldte sig fraværende {days}. Stedfortræder: {deputy}.")
ABSENCE_REGISTERED = declare(
    "absence.registered", "{actor} meldte {person} fraværende {days}. Stedfortræder: {deputy}."
)
ABSENCE_CHANGED = declare(
    "absence.changed", "{actor} ændrede fraværet for {person} til {days}. Stedfortræder: {deputy}."
)
ABSENCE_WITHDRAWN = declare("absence.withdrawn", "{actor} fjernede fraværet {days} for {person}.")
