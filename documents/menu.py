"""The pages this app has in a project's menu."""

from accounts.roles import Act
from projects.menu import MenuItem, register, register_national

register(MenuItem(50, "Dokumenter", "document_list", Act.SEE_PROJECT))
register_national(MenuItem(10, "Guidens dokumenter", "national_documents", Act.KEEP_NATIONAL_DOCUMENTS))
