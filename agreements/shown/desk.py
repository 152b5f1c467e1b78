"""The line on top: whose desk an agreement lies on, for how long, whose turn it is, when an answer is expected."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from accounts.roles import Role
from agreements.kinds import Kind
from agreements.models import Agreement, AgreementMove
from agreements.moves import Step
from agreements.rules.desks import Stay, days_by_party, stays
from audit.clock import day_of
from ui.danish import counted, short_date

US, JURIST, GP = "us", "jurist", "gp"
NAMES = {JURIST: "juristen", GP: "lægepraksissen"}


@dataclass(frozen=True)
class DeskLine:
    """One agreement for one reader. A reader from outside the municipality sees "kommunen", and no practice's name."""

    kind: Kind
    agreement: Agreement
    moves: Collection[AgreementMove]
    on: date
    roles: Collection[str] = ()
    outside: bool = False

    @cached_property
    def _stays(self) -> list[Stay]:
        return stays((move.desk, move.on_date or day_of(move.moved_at)) for move in self.moves)

    @property
    def party(self) -> str:
        """Who has it now, by key; "" when nobody has it or nobody knows."""
        known = self._stays and not self.is_elsewhere and not self.agreement.ended_on
        return self._stays[-1].party if known else ""

    @property
    def is_elsewhere(self) -> bool:
        """Has it come further by items closed by hand than by what was done here?"""
        reached = list(self.moves)[-1].to_step if self.moves else Step.NOT_REQUESTED
        return reached != self.agreement.step

    @property
    def lies(self) -> str:
        """Such as "Ligger hos juristen i 12 dage"; "" when it lies with nobody."""
        if not self.party:
            return ""
        days = (self.on - self._stays[-1].since).days
        where = f"Ligger hos {self._name(self.party)}"
        return f"{where} i {counted(days, 'dag', 'dage')}" if days > 0 else f"{where} fra i dag"

    @property
    def expected(self) -> str:
        """Such as "svar ventet fre. 4. dec."; "" when no day was said."""
        day = self.agreement.expected_on
        return f"svar ventet {short_date(day, self.on)}" if day and self.party else ""

    @property
    def over(self) -> str:
        """Such as "3 dage over"; "" until the day has passed."""
        day = self.agreement.expected_on
        late = (self.on - day).days if day and self.party else 0
        return f"{counted(late, 'dag', 'dage')} over" if late > 0 else ""

    @property
    def turn(self) -> str:
        """Such as "Det er juristens tur."; "" when it is nobody's."""
        if not self.party:
            return ""
        if self.party == JURIST and Role.LEGAL_OFFICER in self.roles:
            return "Det er din tur."
        if self.party == US and not self.outside:
            return "Det er jeres tur."
        return f"Det er {_of(self._name(self.party))} tur."

    @property
    def shares(self) -> list[tuple[str, int]]:
        """(party, days) of everybody who has had it, in the order they came."""
        days = days_by_party(self._stays, on=self.on)
        return [(self._name(party), count) for party, count in days.items()]

    def _name(self, party: str) -> str:
        if party == US:
            return "kommunen" if self.outside else "jer selv"
        if party == GP and self.agreement.practice and not self.outside:
            return self.agreement.practice
        return NAMES.get(party) or self.kind.party_name(party)


def _of(name: str) -> str:
    """The genitive."""
    return f"{name}'" if name.lower().endswith(("s", "x", "z")) else f"{name}s"


def in_one_line(parts: Iterable[str]) -> str:
    """The parts that say anything, with a dot between."""
    return " · ".join(filter(None, parts))
