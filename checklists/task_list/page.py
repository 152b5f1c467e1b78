"""Everything the list of a project's tasks shows, and its export gives: the filtered rows. Read once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.db.models import Max
from django.http import QueryDict

from accounts.roles import Act, Role
from audit.models import Event
from checklists.gates import Gate, unmet_items
from checklists.models import SavedFilter, TaskUnit
from checklists.playbook.vocabulary import Force, Track
from checklists.rules.manned import Manned, manned
from checklists.rules.owners import Workers
from checklists.rules.phases import Phase, by_phase
from checklists.rules.project_tasks import ProjectTasks
from checklists.rules.readiness import TaskRow
from checklists.rules.task_rights import workable
from checklists.task_list.filter import (
    LABELS,
    ME,
    NOBODY,
    SORTS,
    STATE_CHOICES,
    YES,
    Facts,
    TaskFilter,
    finds,
    in_order,
    read_filter,
)
from projects.models import Unit
from projects.wording import named
from ui.filters import Choices

PAGE, CHOOSE, PER_PAGE = "side", "vaelg", 200


@dataclass(frozen=True)
class Link:
    """A pill, or a part of the filter that can be taken away: its words, its icon if any, and where it leads."""

    label: str
    address: str
    icon: str = ""
    count: int = 0
    current: bool = False


@dataclass(frozen=True)
class Group:
    """A phase with those of its rows that this page shows; the phase itself knows all that were found."""

    phase: Phase
    rows: list[TaskRow]


@dataclass
class TaskListPage(ProjectTasks):
    """A project's tasks for one reader on one day, as the address asks for them."""

    query: QueryDict

    @cached_property
    def rows(self) -> list[TaskRow]:
        """Phase by phase, in each the municipality's own after the guide's."""
        order = {phase["key"]: place for place, phase in enumerate(self.edition.phases)}
        return sorted(super().rows, key=lambda row: order[row.task.item.phase])

    @property
    def own(self) -> int:
        """How many are the municipality's own."""
        return sum(task.item.is_own for task in self.tasks)

    @property
    def guides(self) -> int:
        """How many are the guide's."""
        return len(self.tasks) - self.own

    @property
    def late(self) -> int:
        """How many are late."""
        return sum(row.late for row in self.rows)

    @cached_property
    def manned(self) -> Manned:
        """Who has which task."""
        return manned(self.project, on=self.on)

    @property
    def workers(self) -> Workers:
        """Who works in the project; nobody for a reader who may not see names."""
        return self.manned.workers if self.see_work else {}

    @cached_property
    def units(self) -> list[Unit]:
        """The units that take part, in Danish order."""
        return list(self.project.units.taking_part())

    @cached_property
    def choices(self) -> Choices:
        """What can be asked for here, and in which words."""
        return {
            "phase": {phase["key"]: phase["name"] for phase in self.edition.phases},
            "role": {role: str(Role(role).label) for role in Role.values if role in {t.role for t in self.tasks}},
            "person": self._people,
            "unit": {str(unit.pk): unit.name for unit in self.units},
            "state": STATE_CHOICES,
            "late": {YES: "Kun forsinkede"},
            "gate": {gate.key: f"{gate.key} {gate.title}" for gate in self.plan.gates},
            "force": {force.value: str(force.label) for force in Force},
            "track": {track.value: str(track.label) for track in Track},
            "sort": SORTS,
        }

    @property
    def _people(self) -> dict[str, str]:
        described = {
            str(pk): f"{held[0].user.name}, {named([holding.role for holding in held])}"
            for pk, held in self.workers.items()
        }
        first = {ME: "Mig"} if self.standing.may(Act.WORK_OWN_TASKS) else {}
        return {**first, NOBODY: "Ingen ansvarlig", **dict(sorted(described.items(), key=lambda pair: pair[1]))}

    @cached_property
    def _asked(self) -> tuple[TaskFilter, list[str]]:
        return read_filter({name: str(self.query[name]) for name in self.query}, self.choices, also=(PAGE, CHOOSE))

    @property
    def asked(self) -> TaskFilter:
        """The filter in the address."""
        return self._asked[0]

    @property
    def unknown(self) -> list[str]:
        """What stands in the address and is no filter, as sentences."""
        return self._asked[1]

    @cached_property
    def facts(self) -> Facts:
        """What the filter must know beside the rows."""
        people = {ME: self.standing.user} if self.standing.may(Act.WORK_OWN_TASKS) else {}
        if self.asked.person.isdigit():
            people[self.asked.person] = self.workers[int(self.asked.person)][0].user
        owned = {who: self.manned.of(user, self.tasks) for who, user in people.items()}
        owned[NOBODY] = self.manned.without_owner(self.tasks)
        units = {}
        if unit := self.asked.unit:
            rows = TaskUnit.objects.open().filter(unit=int(unit), task__project=self.project)
            units[unit] = set(rows.values_list("task", flat=True))
        gates = {gate.key: {item.number for item in gate.items} for gate in self.plan.gates}
        return Facts(owned, units, gates, self._changed() if self.asked.sort == "aendret" else {})

    def _changed(self) -> Mapping[str, datetime]:
        events = Event.objects.of_project(self.project.pk).exclude(subject="").values("subject")
        return dict(events.annotate(at=Max("occurred_at")).values_list("subject", "at"))

    def found_with(self, asked: TaskFilter) -> list[TaskRow]:
        """The rows another filter would find, in the guide's order."""
        return finds(asked, self.rows, self.facts)

    @cached_property
    def found(self) -> list[TaskRow]:
        """All rows the address asks for, in its order."""
        return in_order(self.asked, self.found_with(self.asked), self.facts)

    @cached_property
    def page(self) -> Page[TaskRow]:
        """Those of them that one page shows."""
        page = Paginator(self.found, PER_PAGE).get_page(self.query.get(PAGE))
        page.object_list = self.told(list(page.object_list))
        return page

    def told(self, rows: Sequence[TaskRow]) -> list[TaskRow]:
        """The rows with what is read only for those shown: whom they were given to, how many units are done."""
        tasks = [row.task for row in rows]
        may_work, units = workable(self.standing, tasks, on=self.on), TaskUnit.objects.settled_of(tasks)
        return [
            replace(
                row,
                owners=self.manned.names(row.task) if self.see_work else (),
                may_work=row.task.pk in may_work,
                units=units.get(row.task.pk),
            )
            for row in rows
        ]

    @property
    def all_chosen(self) -> bool:
        """Does the address choose every row that is shown?"""
        return self.query.get(CHOOSE) == "alle"

    @property
    def groups(self) -> list[Group]:
        """The page's rows under their phases; none when the address has an order of its own."""
        if self.asked.sort:
            return []
        phases = {phase.key: phase for phase in by_phase(self.found, self.edition)}
        shown = groupby(self.page, key=lambda row: row.task.item.phase)
        return [Group(phases[key], list(rows)) for key, rows in shown]

    @property
    def next_gate(self) -> Gate | None:
        """The first gate that is not met."""
        return next((gate for gate in self.plan.gates if unmet_items(gate, self.plan.states)), None)

    @property
    def pills(self) -> list[Link]:
        """The quick filters with the number of rows each leads to; the rest of the filter is kept."""
        gate = self.next_gate
        asked = [
            ("Alle", "", {}),
            ("Forsinket", "late", {"late": YES}),
            ("Klar til start", "ready", {"state": "ready"}),
            ("I gang", "in_progress", {"state": "in_progress"}),
            ("Afventer", "waiting", {"state": "waiting"}),
            ("Blokeret", "blocked", {"state": "blocked"}),
            ("Uden ansvarlig", "", {"person": NOBODY}),
        ]
        if self.standing.may(Act.WORK_OWN_TASKS):
            asked.append(("Mine åbne", "", {"person": ME, "state": "open"}))
        if gate:
            asked.append((f"Kræves til {gate.key}", "", {"gate": gate.key}))
        return [self._pill(label, icon, self.asked.quick(**quick)) for label, icon, quick in asked]

    def _pill(self, label: str, icon: str, asked: TaskFilter) -> Link:
        count = len(self.found_with(asked))
        return Link(label, asked.address, icon, count, current=asked == self.asked)

    @property
    def chosen(self) -> list[Link]:
        """Each part of the filter in words, leading to the list without it."""
        return [Link(self.in_words(name), self.asked.without(name).address) for name in self.asked.narrows]

    def in_words(self, name: str) -> str:
        """A part of the filter, such as "Fase: Test"."""
        value = getattr(self.asked, name)
        if name == "late":
            return "Forsinket"
        return f"{LABELS[name]}: {self.choices[name][value] if name in self.choices else f'“{value}”'}"

    @property
    def sort_word(self) -> str:
        """What the rows are sorted by; "" for the guide's order."""
        return SORTS.get(self.asked.sort, "")

    @property
    def saved(self) -> list[Link]:
        """The filters with a name: the reader's own, and those for everybody in the project."""
        filters = SavedFilter.objects.seen_by(self.standing.user, project=self.project, shared=self.see_work)
        return [Link(one.name, one.query, current=one.query == self.asked.address) for one in filters]
