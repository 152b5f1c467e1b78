"""What can happen to a project, as sentences."""

from audit.event_types import declare

PROJECT_STARTED = declare("project.started", "{actor} startede projektet.")
ROLE_GIVEN = declare("role.given", "{actor} gav {person} rollen {role}.")
GO_LIVE_SET = declare("go_live.set", "{actor} satte go-live til {new}.")
UNIT_ADDED = declare("unit.added", "{actor} føjede enheden {unit} til projektet.")
MAIL_SENT_AGAIN = declare("mail.sent_again", '{actor} sendte mailen "{mail}" igen.')
