"""The pages this app has in a project's menu."""

from accounts.roles import Act
from projects.menu import MenuItem, register

register(MenuItem(30, "Aftaler", "agreements", Act.SEE_PROJECT))
