"""What everything on Mine opgaver hangs on: the person's open projects that day with their tasks, read once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from accounts.models import Membership, User
from accounts.roles import Act, Role, acts_of
from checklists.models import Edition, Task, Waiting
from checklists.rules.manned import Manned, manned_in
from checklists.rules.readiness import Plan
from checklists.rules.task_rows import plans_from
from projects.models import Project, RoleHolding


@dataclass
class MyDay:
    """One person on one day."""

    user: User
    on: date

    @cached_property
    def roles(self) -> dict[int, set[str]]:
        """Project -> the roles the person fills in it, as somebody's deputy too."""
        roles: dict[int, set[str]] = {}
        for project, role in RoleHolding.objects.filled_by(self.user, on=self.on).values_list("project", "role"):
            roles.setdefault(project, set()).add(role)
        return roles

    def fills(self, role: Role) -> bool:
        """Does the person fill the role in any of them?"""
        return any(role in roles for roles in self.roles.values())

    @cached_property
    def projects(self) -> list[Project]:
        """The open projects in which the person fills a role and works, with go-live and closing days."""
        working = Membership.objects.on(self.on).filter(user=self.user)
        mine = Project.objects.open().filter(pk__in=self.roles, municipality__in=working.values("municipality"))
        dated = mine.with_dates().with_closing_days().select_related("municipality")
        return list(dated.order_by("municipality__sort_key"))

    @cached_property
    def tasks(self) -> Mapping[int, list[Task]]:
        """All tasks of each of them, in the guide's order."""
        tasks: dict[int, list[Task]] = {project.pk: [] for project in self.projects}
        found = Task.objects.filter(project__in=self.projects).select_related("item").defer("item__content")
        projects = {project.pk: project for project in self.projects}
        for task in found.in_guide_order():
            task.project = projects[task.project_id]
            tasks[task.project_id].append(task)
        return tasks

    @cached_property
    def editions(self) -> dict[int, Edition]:
        """The editions that the tasks stand on, by their keys."""
        return Edition.objects.in_bulk({task.item.edition_id for tasks in self.tasks.values() for task in tasks})

    @cached_property
    def plans(self) -> dict[int, Plan]:
        """The plan of each of them."""
        return plans_from(self.projects, [task for tasks in self.tasks.values() for task in tasks], self.editions)

    @cached_property
    def waiting(self) -> Mapping[int, Waiting]:
        """The open waitings in all of them, by task."""
        return {found.task_id: found for found in Waiting.objects.open().filter(task__project__in=self.projects)}

    @cached_property
    def manned(self) -> dict[int, Manned]:
        """Who has which task in each of them."""
        return manned_in(self.projects, on=self.on)

    def where_may(self, act: Act) -> Collection[Project]:
        """Those of the projects in which the person's roles allow the act."""
        return [project for project in self.projects if act in acts_of(self.roles[project.pk])]
