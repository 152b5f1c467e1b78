"""The pages this app has in a project's menu."""

from accounts.roles import Act
from projects.menu import MenuItem, register

register(MenuItem(80, "Beskeder", "message_list", Act.MANAGE_PEOPLE))
register(MenuItem(80, "Organisation", "organisation", Act.SEE_WORK))
register(MenuItem(90, "Historik", "history", Act.SEE_WORK))
