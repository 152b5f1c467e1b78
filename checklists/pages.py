"""The pages this app has in a project's menu."""

from accounts.roles import Act
from projects.menu import MenuItem, register

register(MenuItem(5, "Overblik", "project", Act.SEE_PROJECT))
register(MenuItem(20, "Plan", "plan", Act.SEE_PROJECT))
register(MenuItem(10, "Opgaver", "task_list", Act.SEE_PROJECT))
