"""Slagelse's agreements in the demo: one signed and filed, one with the jurist and two open questions. Invented."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from accounts.models import User
from accounts.roles import Role
from agreements.kinds import Kind, kind_by_key
from agreements.models import Agreement, AgreementQuestion, Mark, SettledHow
from agreements.moves import MoveKind
from agreements.rules.answers import newest_version
from agreements.services.checklist import Found, mark_points
from agreements.services.questions import answer, ask, mark_sent, settle
from agreements.services.signing import sign
from agreements.services.steps import note_step
from agreements.services.versions import receive_version
from audit import clock
from kontaktlaege.demo.course import moment
from kontaktlaege.demo.paper import a_pdf
from kontaktlaege.demo.signing import signed_copy
from projects.manning import holdings_on
from projects.models import Project
from projects.workdays import add_workdays

CONNECTION, PROCESSING, GP = "connection_agreement", "data_processing_agreement", "test_gp_agreement"
DIRECTOR = "Lis Bang, sundhedsdirektør"
CONNECTION_TEXT = (
    "Tilslutningsaftale til KontaktLæge App",
    "Version 1.2 – opdigtet eksempel",
    "§ 1 Kommunen tilslutter sig løsningen fra den dag, begge har skrevet under.",
    "§ 2 Kommunen står for login, roller og udstyr. Leverandøren står for driften.",
    "§ 3 Leverandøren varsler planlagte afbrydelser fem arbejdsdage før.",
    "§ 4 Aftalen kan opsiges med seks måneders varsel til den første i en måned.",
)
PROCESSING_TEXT = (
    "Databehandleraftale for KontaktLæge App",
    "Version {} – opdigtet eksempel",
    "3 Databehandleren behandler kun oplysninger efter kommunens instruks, bilag C.",
    "5 Alle, der arbejder med oplysningerne, har tavshedspligt.",
    "7 Underdatabehandlere står i bilag B. Ændringer varsles {} dage før.",
    "9 Brud på sikkerheden meldes til kommunen uden unødig forsinkelse.",
    "11 Oplysningerne slettes senest 30 dage efter aftalens ophør.",
)
ANNEX_TEXT = (
    "Bilag B: Underdatabehandlere",
    "Hosting: Opdigtet Drift A/S, Aarhus, Danmark",
    "Video: Opdigtet Video ApS, Odense, Danmark",
)
# Key, text, clause, asked so many working days ago; the first three were sent together, two of them are settled.
QUESTIONS = (
    ("objection_to_changes", "Punkt 7, bilag B", 38, "Varslet er sat op til 60 dage i version 2.1."),
    ("breach_notice", "Punkt 9", 38, "Inden for 24 timer, på mail og telefon. Det står i bilag D."),
    ("supervision_material", "Punkt 12", 37, ""),
    ("stored_data", "Bilag C", 4, ""),
)
SENT_DAYS_AGO, ANSWERED_DAYS_AGO = 36, 24
MARKS = {
    "a": Found(Mark.MET, "Punkt 3 og bilag C"),
    "b": Found(Mark.MET, "Punkt 5"),
    "c": Found(Mark.MET, "Bilag D"),
    "d": Found(Mark.SEE_NOTE, "Punkt 7, bilag B", "Varslet er 60 dage. Hvad fører en indsigelse til?"),
    "f": Found(Mark.MET, "Punkt 9"),
    "content": Found(Mark.MET, "Bilag A"),
}


@dataclass(frozen=True)
class Table:
    """Where the papers pass from hand to hand: the project, its people, and the day of the demo."""

    project: Project
    people: Mapping[str, User]
    today: date

    @property
    def leader(self) -> User:
        """The projektleder."""
        return self.people[Role.PROJECT_MANAGER]

    @property
    def jurist(self) -> User:
        """The jurist."""
        return self.people[Role.LEGAL_OFFICER]

    def day(self, days_ago: int) -> date:
        """So many working days before today."""
        return add_workdays(self.today, -days_ago)

    def move(
        self, kind: Kind, move: MoveKind, days_ago: int, facts: Mapping[str, Any], *, by: User, practice: str = ""
    ) -> None:
        """One move on its day."""
        with clock.shifted_to(moment(self.day(days_ago), 30 + len(move), afternoon=True)):
            note_step(
                project=self.project, kind=kind, number=1, move=move, facts=facts, by=by, version=self.version(kind),
                at=clock.now(), practice=practice,
            )  # fmt: skip

    def receive(self, kind: Kind, label: str, days_ago: int, *papers: tuple[str, tuple[str, ...]]) -> None:
        """A version with its papers."""
        with clock.shifted_to(moment(self.day(days_ago), 50)):
            receive_version(
                project=self.project, kind=kind, number=1, facts={"label": label, "received_on": self.day(days_ago)},
                uploads=[a_pdf(name, lines) for name, lines in papers], by=self.leader, version=self.version(kind),
                at=clock.now(),
            )  # fmt: skip

    def version(self, kind: Kind) -> int:
        """What a form made now would carry."""
        found = Agreement.objects.of_kind(self.project, kind.key).first()
        return found.version if found else 0

    def agreement(self, kind: Kind) -> Agreement:
        """As it stands now."""
        return Agreement.objects.get(project=self.project, kind=kind.key, number=1)


def walk_agreements(project: Project, *, today: date) -> frozenset[str]:
    """Lead them as far as they have come; gives the items that they close from now on."""
    people = {holding.role: holding.user for holding in holdings_on([project], on=today)}
    table = Table(project, people, today)
    kinds = {key: kind_by_key(key) for key in (CONNECTION, PROCESSING, GP)}
    _connection(table, kinds[CONNECTION])
    _processing(table, kinds[PROCESSING])
    _gp(table, kinds[GP])
    return frozenset(number for kind in kinds.values() for number in kind.items)


def _connection(table: Table, kind: Kind) -> None:
    leader, jurist = table.leader, table.jurist
    asked = {"asked_on": table.day(56), "counterpart": "medcom", "asked_whom": "MedCom"}
    table.move(kind, MoveKind.REQUEST, 56, asked, by=leader)
    paper = "Tilslutningsaftale 1.2.pdf", CONNECTION_TEXT
    table.receive(kind, "1.2", 51, paper)
    table.move(kind, MoveKind.SEND, 50, {"sent_on": table.day(50), "sent_to": jurist.name}, by=leader)
    accept = {"position": "accept", "position_on": table.day(38), "decider": f"{jurist.name} og {leader.name}"}
    table.move(kind, MoveKind.POSITION, 38, accept, by=jurist)
    sent = {"signatories": DIRECTOR, "for_signature_on": table.day(36)}
    table.move(kind, MoveKind.TO_SIGNATURE, 36, sent, by=jurist)
    with clock.shifted_to(moment(table.day(31), 60, afternoon=True)):
        copy = signed_copy(a_pdf(*paper), name="Tilslutningsaftale underskrevet.pdf", by="Lis Bang", at=clock.now())
        facts = {"signed_on": table.day(31), "signed_by": DIRECTOR}
        sign(
            project=table.project, kind=kind, number=1, facts=facts, upload=copy, by=jurist,
            version=table.version(kind), at=clock.now(),
        )  # fmt: skip
    table.move(kind, MoveKind.RETURN, 30, {"returned_on": table.day(30), "returned_to": "MedCom"}, by=jurist)
    table.move(kind, MoveKind.FILE, 28, {"filed_on": table.day(28), "case_number": "26/018733"}, by=jurist)


def _processing(table: Table, kind: Kind) -> None:
    leader, jurist = table.leader, table.jurist
    asked = {"asked_on": table.day(56), "counterpart": "trifork", "asked_whom": "Trifork"}
    table.move(kind, MoveKind.REQUEST, 56, asked, by=leader)
    annex = "Bilag B underdatabehandlere.pdf", ANNEX_TEXT
    table.receive(kind, "2.0", 48, ("Databehandleraftale 2.0.pdf", _processing_text("2.0", "30")), annex)
    table.move(kind, MoveKind.SEND, 46, {"sent_on": table.day(46), "sent_to": jurist.name}, by=leader)
    _ask(table, kind, *QUESTIONS[:3])
    said = {"position": "questions", "position_on": table.day(36), "decider": jurist.name}
    table.move(kind, MoveKind.POSITION, 36, said, by=jurist)
    _answers(table, kind)
    table.receive(kind, "2.1", 12, ("Databehandleraftale 2.1.pdf", _processing_text("2.1", "60")))
    again = {"sent_on": table.day(9), "sent_to": jurist.name, "expected_on": add_workdays(table.today, 3)}
    table.move(kind, MoveKind.SEND, 9, again, by=leader)
    with clock.shifted_to(moment(table.day(5), 12)):
        version = newest_version(table.agreement(kind))
        mark_points(
            project=table.project, kind=kind, number=1, found=MARKS, of_version=version, by=jurist, at=clock.now()
        )
    _ask(table, kind, QUESTIONS[3])


def _processing_text(version: str, days: str) -> tuple[str, ...]:
    title, line, *rest = PROCESSING_TEXT
    return (title, line.format(version), *(text.format(days) for text in rest))


def _ask(table: Table, kind: Kind, *questions: tuple[str, str, int, str]) -> None:
    usual = {entry["key"]: entry["question"] for entry in kind.usual_questions}
    for order, (key, clause, days_ago, _) in enumerate(questions):
        with clock.shifted_to(moment(table.day(days_ago), 20 + order)):
            ask(
                project=table.project, kind=kind, number=1, text=usual[key], clause=clause, usual=key,
                by=table.jurist, at=clock.now(), once=uuid5(NAMESPACE_URL, f"{kind.key} {key}"),
            )  # fmt: skip


def _answers(table: Table, kind: Kind) -> None:
    """The letter went off; Trifork answered two of its questions."""
    asked = AgreementQuestion.objects.filter(agreement=table.agreement(kind)).order_by("number")
    with clock.shifted_to(moment(table.day(SENT_DAYS_AGO), 70, afternoon=True)):
        mark_sent(
            project=table.project, kind=kind, number=1, versions={found.number: found.version for found in asked},
            sent_on=table.day(SENT_DAYS_AGO), sent_to="Trifork", by=table.leader, at=clock.now(),
        )  # fmt: skip
    for found, (_, _, _, words) in zip(asked.all(), QUESTIONS, strict=False):
        if words:
            with clock.shifted_to(moment(table.day(ANSWERED_DAYS_AGO), 5 + found.number)):
                answered = answer(
                    question=found, kind=kind, text=words, on=table.day(ANSWERED_DAYS_AGO), answered_by="Trifork",
                    by=table.leader, version=found.version, at=clock.now(),
                )  # fmt: skip
                settle(
                    question=answered, kind=kind, how=SettledHow.CLEARED, by=table.jurist, version=answered.version,
                    at=clock.now(),
                )  # fmt: skip


def _gp(table: Table, kind: Kind) -> None:
    coordinator = table.people[Role.PRACTICE_COORDINATOR]
    asked = {"asked_on": table.day(12), "counterpart": "gp", "asked_whom": "Lægehuset Torvet"}
    table.move(kind, MoveKind.REQUEST, 12, asked, by=coordinator, practice="Lægehuset Torvet")
    yes = {"position": "accept", "position_on": table.day(7), "decider": "Praksissekretær Ida Skov"}
    table.move(kind, MoveKind.POSITION, 7, yes, by=coordinator)
