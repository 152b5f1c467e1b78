"""On the jurist's Mine opgaver: one card for each agreement, never six tasks (G43–G50)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.roles import Role
from agreements.kinds import Kind, kinds
from agreements.models import Agreement, AgreementMove, AgreementQuestion, AgreementVersion, Position
from agreements.moves import Step
from agreements.rules.desks import stays
from audit.clock import day_of
from checklists.mine.day import MyDay
from checklists.mine.pieces import Piece
from checklists.models import Task
from checklists.moves import State
from files.models import File, FileVersion
from projects.models import Project
from ui.danish import counted

JURIST = "jurist"
IN_A_SENTENCE = {"us": "projektlederen", JURIST: "juristen", "gp": "lægepraksissen"}
# What is asked of whoever reads and signs, by how far it has come, and the word on the button.
ASKED = {
    Step.AT_LEGAL: ("Læs den, og skriv, om I kan godkende den, eller hvad du vil spørge om.", "Tag stilling"),
    Step.POSITION: ("Få den til underskrift hos den, der må skrive under hos jer.", "Send til underskrift"),
    Step.TO_SIGNATURE: ("Få den underskrevet, og læg den underskrevne aftale op her.", "Læg den underskrevne op"),
    Step.SIGNED: ("Send den retur til modparten, og journalisér den.", "Send retur"),
    Step.RETURNED: ("Journalisér den, og skriv sagsnummeret.", "Journalisér"),
}


@dataclass(frozen=True)
class _Subject:
    """An agreement of a kind in a project, as far as it is known; None before anybody has begun on it here."""

    project: Project
    kind: Kind
    agreement: Agreement | None
    tasks: tuple[Task, ...]

    @property
    def step(self) -> Step:
        """How far it has come; before it is kept here, as far as the items closed by hand say."""
        if self.agreement:
            return Step(self.agreement.step)
        done = {task.number for task in self.tasks if task.state == State.DONE}
        closed = [step for step, numbers in self.kind.closes.items() if done.intersection(numbers)]
        return closed[-1] if closed else Step.NOT_REQUESTED

    @property
    def is_over(self) -> bool:
        """Filed, or signed where it is kept, which is not here."""
        return self.step == Step.FILED or (self.agreement is None and self.step == Step.SIGNED)

    @property
    def turn(self) -> bool:
        """Is it the reader's and signatory's to move? A position with questions waits for the other side."""
        if self.agreement and self.agreement.position not in {"", Position.ACCEPT} and self.step == Step.POSITION:
            return False
        return self.step in ASKED

    @property
    def version(self) -> AgreementVersion | None:
        """The version that counts now."""
        return next(iter(self.agreement.versions.all()), None) if self.agreement else None

    def address_of(self, paper: FileVersion | None) -> str:
        """Where a version is read: its file, and without one the agreement's page."""
        if paper is None:
            return f"{self.url}#version"
        number = self.agreement.number if self.agreement else 1
        words = {"pk": self.project.pk, "slug": self.kind.slug, "number": number}
        return reverse("agreement_file_shown", kwargs={**words, "file": paper.file_id, "version": paper.number})

    @property
    def url(self) -> str:
        """Its page."""
        number = self.agreement.number if self.agreement else 1
        return reverse("agreement", kwargs={"pk": self.project.pk, "slug": self.kind.slug, "number": number})


def agreement_pieces(day: MyDay) -> list[Piece]:
    """A card for each agreement that the person reads or signs, in open projects, until it is filed."""
    reads = [project for project in day.projects if Role.LEGAL_OFFICER in day.roles[project.pk]]
    under_way = _current(day, reads) if day.projects else {}
    read = [kind for kind in kinds() if Role.LEGAL_OFFICER in kind.data["worked_by"]] if reads or under_way else []
    subjects = [
        _Subject(project, kind, agreement, _tasks(day, project, kind))
        for project in day.projects
        for kind in read
        for agreement in [under_way.get((project.pk, kind.key))]
        if agreement or project in reads
    ]
    shown = [subject for subject in subjects if not subject.is_over]
    papers = _papers(subject.version for subject in shown)
    return [_piece(subject, day, papers) for subject in shown]


def _current(day: MyDay, reads: Sequence[Project]) -> dict[tuple[int, str], Agreement]:
    """By project and kind, of what the person reads or is to sign, the one on its way, else the one in force.

    Three queries, one when there is none.
    """
    versions = Prefetch("versions", AgreementVersion.objects.order_by("-number"))
    moves = Prefetch("moves", AgreementMove.objects.order_by("pk"))
    to_sign = Q(project__in=day.projects, signatory=day.user, is_in_force=False)
    found = Agreement.objects.filter(Q(project__in=reads) | to_sign, ended_on=None).prefetch_related(versions, moves)
    asked = AgreementQuestion.objects.open().filter(agreement=OuterRef("pk")).order_by().values("agreement")
    found = found.annotate(open_questions=Coalesce(Subquery(asked.annotate(n=Count("pk")).values("n")), 0))
    return {(agreement.project_id, agreement.kind): agreement for agreement in found.order_by("-is_in_force", "number")}


def _papers(versions: Iterable[AgreementVersion | None]) -> dict[int, FileVersion]:
    """By version the first of its files that a browser can show, as it is now; one query, none without versions."""
    pks = [version.pk for version in versions if version]
    if not pks:
        return {}
    files = File.objects.filter(agreement_files__of_version__in=pks)
    newest = FileVersion.objects.newest_of(files).annotate(of_version=F("file__agreement_files__of_version"))
    papers: dict[int, FileVersion] = {}
    for found in newest:
        if found.kind_of.shown:
            papers.setdefault(vars(found)["of_version"], found)
    return papers


def _tasks(day: MyDay, project: Project, kind: Kind) -> tuple[Task, ...]:
    return tuple(task for task in day.tasks[project.pk] if task.number in kind.items)


def _piece(subject: _Subject, day: MyDay, papers: Mapping[int, FileVersion]) -> Piece:
    agreement, version = subject.agreement, subject.version
    asked, action = ASKED.get(subject.step, ("", "")) if subject.turn else ("", "")
    return Piece(
        project=subject.project,
        title=subject.kind.name,
        state=_state(subject, day),
        asked=asked,
        url=subject.url,
        action=action or "Se aftalen",
        turn=subject.turn,
        lies=bool(agreement and agreement.moves.all()),
        tasks=subject.tasks,
        read=(f"Læs version {version.label}", subject.address_of(papers.get(version.pk))) if version else None,
    )


def _state(subject: _Subject, day: MyDay) -> str:
    """How far it is, whose desk it lies on, and since when: "Hos juristen. Den har ligget hos dig i 12 dage."."""
    agreement, kind, step = subject.agreement, subject.kind, subject.step
    moves = agreement.moves.all() if agreement else []
    stood = stays([(move.desk, move.on_date or day_of(move.moved_at)) for move in moves])
    if not stood or not stood[-1].party:
        return f"{kind.label(step)}: {kind.means(step)}"
    party, since = stood[-1].party, stood[-1].since
    whom = IN_A_SENTENCE.get(party) or kind.party_name(party)
    if subject.turn and party == JURIST:
        whom = "dig"
    days = (day.on - since).days
    stay = f"Den har ligget hos {whom} i {counted(days, 'dag', 'dage')}" if days > 0 else f"Den kom til {whom} i dag"
    questions = vars(agreement).get("open_questions", 0)
    asked = f" {counted(questions, 'spørgsmål er åbent', 'spørgsmål er åbne')}." if questions else ""
    return f"{kind.label(step)}. {stay}.{asked}"
