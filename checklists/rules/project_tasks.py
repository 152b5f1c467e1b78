"""All tasks of one project, read once: what the pages about a whole project build on."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from accounts.roles import Act
from checklists.models import Edition, Task
from checklists.rules.progress import Progress, progress_of
from checklists.rules.readiness import Plan, TaskRow
from checklists.rules.task_rows import plan_from, rows_by
from projects.access import Standing
from projects.models import Project


@dataclass
class ProjectTasks:
    """One project for one reader on one day."""

    standing: Standing
    on: date

    @property
    def project(self) -> Project:
        """The project, with its dates."""
        return self.standing.project

    @property
    def see_work(self) -> bool:
        """May the reader see names, reasons and history?"""
        return self.standing.may(Act.SEE_WORK)

    @cached_property
    def tasks(self) -> list[Task]:
        """All tasks, in the guide's order."""
        tasks = Task.objects.filter(project=self.project).select_related("item").defer("item__content")
        return list(tasks.in_guide_order())

    @cached_property
    def edition(self) -> Edition:
        """The edition they stand on."""
        return Edition.objects.get(pk=self.tasks[0].item.edition_id)

    @cached_property
    def plan(self) -> Plan:
        """Their states, needs and gates."""
        return plan_from(self.project, self.tasks, self.edition)

    @cached_property
    def rows(self) -> list[TaskRow]:
        """All tasks with what is derived."""
        return rows_by({self.project.pk: self.plan}, self.tasks, on=self.on, names=self.see_work)

    @property
    def progress(self) -> Progress:
        """The guide's must items."""
        return progress_of(self.tasks)
