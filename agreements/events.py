"""What can happen to an agreement, as sentences. A text someone wrote stands in the agreement, never here."""

from audit.event_types import declare

REQUESTED = declare("agreement.requested", "{actor} bad om {agreement}.")
RECEIVED = declare("agreement.received", "{actor} noterede, at {agreement} er modtaget i version {version}.")
SENT = declare("agreement.sent", "{actor} noterede, at {agreement} er sendt til læsning.")
POSITION_TAKEN = declare("agreement.position", "{actor} noterede kommunens standpunkt til {agreement}: {position}.")
FOR_SIGNATURE = declare("agreement.for_signature", "{actor} noterede, at {agreement} er sendt til underskrift.")
REFUSED = declare("agreement.refused", "{actor} noterede, at underskriften på {agreement} blev afvist.")
SIGNED = declare("agreement.signed", "{actor} noterede, at {agreement} er underskrevet.")
SIGNED_AGAIN = declare("agreement.signed_again", "{actor} lagde et nyt underskrevet eksemplar af {agreement} op.")
RETURNED = declare("agreement.returned", "{actor} noterede, at {agreement} er sendt retur.")
FILED = declare("agreement.filed", "{actor} noterede, at {agreement} er journaliseret.")
CORRECTED = declare("agreement.corrected", "{actor} rettede oplysninger om {agreement}.")
TAKEN_BACK = declare("agreement.taken_back", "{actor} tog det sidste skridt tilbage på {agreement}.")
SIGNATURE_WITHDRAWN = declare(
    "agreement.signature_withdrawn", "{actor} trak det underskrevne eksemplar af {agreement} tilbage."
)
ENDED = declare("agreement.ended", "{actor} noterede, at {agreement} er ophørt.")
REPLACED = declare("agreement.replaced", "{agreement} blev afløst af en ny.")
BEGUN_ANEW = declare("agreement.begun_anew", "{actor} begyndte på {agreement}.")
FILE_ADDED = declare("agreement.file_added", "{actor} lagde en fil op på {agreement}.")
FILE_WITHDRAWN = declare("agreement.file_withdrawn", "{actor} trak en fil på {agreement} tilbage.")
QUESTION_ASKED = declare("agreement.question_asked", "{actor} stillede spørgsmål {number} til {agreement}.")
QUESTION_CORRECTED = declare("agreement.question_corrected", "{actor} rettede spørgsmål {number} til {agreement}.")
QUESTIONS_SENT = declare("agreement.questions_sent", "{actor} noterede, at {questions} til {agreement} er sendt.")
QUESTION_UNSENT = declare(
    "agreement.question_unsent", "{actor} noterede, at spørgsmål {number} til {agreement} ikke er sendt alligevel."
)
QUESTION_ANSWERED = declare(
    "agreement.question_answered", "{actor} noterede svaret på spørgsmål {number} til {agreement}."
)
QUESTION_CLEARED = declare(
    "agreement.question_cleared", "{actor} noterede, at spørgsmål {number} til {agreement} er afklaret."
)
QUESTION_LIVED_WITH = declare(
    "agreement.question_lived_with", "{actor} noterede, at kommunen lever med spørgsmål {number} til {agreement}."
)
QUESTION_REOPENED = declare("agreement.question_reopened", "{actor} åbnede spørgsmål {number} til {agreement} igen.")
QUESTION_WITHDRAWN = declare("agreement.question_withdrawn", "{actor} trak spørgsmål {number} til {agreement} tilbage.")
CHECKED = declare("agreement.checked", "{actor} så {points} efter i tjeklisten til {agreement}.")
PACKAGE_REQUESTED = declare("agreement.package", "{actor} bad om en journalpakke for {agreement}.")
