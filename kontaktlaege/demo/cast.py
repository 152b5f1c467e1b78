"""Who plays in the demo. All invented; every address ends in .example."""

from dataclasses import dataclass

PASSWORD = "kontaktlaege-demo"


@dataclass(frozen=True)
class Player:
    """One account of the demo."""

    email: str
    name: str
    role: str
    place: str
    label: str


CAST = (
    Player("projektleder@slagelse.example", "Mette Kirkegaard", "project_manager", "0330", "Projektleder"),
    Player(
        "systemansvarlig@slagelse.example",
        "Anders Bruun",
        "technical_owner",
        "0330",
        "Teknisk systemansvarlig",
    ),
    Player("it@slagelse.example", "Yusuf Demir", "it_staff", "0330", "It-medarbejder"),
    Player(
        "implementering@slagelse.example",
        "Pia Nørgaard",
        "implementation_lead",
        "0330",
        "Implementeringsansvarlig",
    ),
    Player("tovholder@slagelse.example", "Lone Dahl", "unit_coordinator", "0330", "Tovholder"),
    Player(
        "konsulent@slagelse.example",
        "Åse Bjerregaard",
        "health_consultant",
        "0330",
        "Sundhedsfaglig konsulent",
    ),
    Player("jurist@slagelse.example", "Henrik Østergaard", "legal_officer", "0330", "Jurist"),
    Player("support@slagelse.example", "Sara Winther", "support_staff", "0330", "Supportmedarbejder"),
    Player(
        "praksiskoordinator@slagelse.example",
        "Birgit Aagaard",
        "practice_coordinator",
        "0330",
        "Praksiskoordinator",
    ),
    Player("observatoer@slagelse.example", "Torben Højgaard", "observer", "0330", "Observatør"),
    Player("projektleder@vesthimmerland.example", "Jens Nørskov", "project_manager", "0820", "Projektleder"),
    Player("it@vesthimmerland.example", "Aksel Thomsen", "it_staff", "0820", "It-medarbejder"),
    Player("programleder@medcom.example", "Karin Lund", "medcom_programme_manager", "", "Programleder"),
    Player("support@trifork.example", "Rasmus Holm", "trifork_second_level", "", "2. level"),
)

PLACES = {"0330": "Slagelse", "0820": "Vesthimmerland"}


def accounts() -> list[dict[str, str]]:
    """The accounts as the sign-in page offers them: email, name, label, place."""
    return [
        {
            "email": player.email,
            "name": player.name,
            "label": player.label,
            "place": PLACES.get(player.place) or ("MedCom" if "medcom" in player.email else "Trifork"),
        }
        for player in CAST
    ]
