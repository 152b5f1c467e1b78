"""The words a playbook may use where code has to know what they mean."""

from django.db.models import TextChoices


class Force(TextChoices):
    """How strongly the guide asks for an item."""

    MUST = "must", "Skal"
    RECOMMENDED = "recommended", "Anbefales"
    CONSIDER = "consider", "Overvej"
    OPTIONAL = "optional", "Valgfri"
    IMPLIED = "implied", "Underforstået"
    # The guide does not ask for it: the municipality does. No playbook may use it.
    OWN = "own", "Jeres egen"


GUIDE_FORCES = tuple(force for force in Force if force != Force.OWN)


class Kind(TextChoices):
    """What sort of work an item is."""

    ROLE = "role", "Rolle"
    DECISION = "decision", "Beslutning"
    ACTIVITY = "activity", "Aktivitet"
    TECHNICAL = "technical", "Teknisk opgave"
    DOCUMENT = "document", "Dokument"
    AGREEMENT = "agreement", "Aftale"
    PLAN = "plan", "Plan"
    MESSAGE = "message", "Besked"
    MEETING = "meeting", "Møde"
    STATISTIC = "statistic", "Tal"
    RULE = "rule", "Regel"


class Track(TextChoices):
    """Which of the guide's two tracks an item belongs to (G11)."""

    TECHNICAL = "technical", "Teknisk spor"
    USERS = "users", "Brugerspor"
    BOTH = "both", "Fælles for begge spor"


class Anchor(TextChoices):
    """The day our suggested due date is counted from."""

    START = "start", "Projektets start"
    GO_LIVE = "go_live", "Go-live"
    HYPERCARE_END = "hypercare_end", "Sidste dag i hypercare"


class GateDate(TextChoices):
    """A day that should not pass before a gate is met."""

    GO_LIVE = "go_live", "Go-live"
    PROJECT_CLOSE = "project_close", "Projektets afslutning"


class MetBy(TextChoices):
    """When an item counts in a gate, where closing it is not enough."""

    HYPERCARE_ENDED = "hypercare_ended", "når hypercare er slut"
    NO_OPEN_SERIOUS_FAULTS = "no_open_serious_faults", "når der ikke er åbne alvorlige fejl"
    FIRST_FOLLOW_UP_HELD = "first_follow_up_held", "når den første opfølgning er holdt"


class GateAlso(TextChoices):
    """What else than items a gate can ask for."""

    STANDING_DUTIES = "standing_duties", "de faste opgaver, når projektet er slut"


class NextAction(TextChoices):
    """What the portal offers at once to someone who is stuck."""

    MESSAGE = "message", "Send en besked"
    REASSIGN = "reassign", "Giv opgaven videre"
    DECISION = "decision", "Få en beslutning"
    FAULTS = "faults", "Se de almindelige fejl"
    HELP = "help", "Læs forklaringen"
    NOTE = "note", "Skriv hvad"


class AnswerType(TextChoices):
    """How a question of Start hvor I er is answered."""

    PEOPLE = "people", "en person til hver rolle"
    CHOICE = "choice", "ét svar"
    MULTI = "multi", "flere svar"


class Scope(TextChoices):
    """Where a role is held."""

    PROJECT = "project", "I kommunens projekt"
    NATIONAL = "national", "På tværs af kommuner"


# The source that means: nobody says so, it is our own suggestion.
OURS = "ours"
