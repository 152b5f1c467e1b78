"""The page this app has in a project's menu."""

from accounts.roles import Act
from projects.menu import MenuItem, register

register(MenuItem(60, "Filer", "file_list", Act.SEE_WORK))
