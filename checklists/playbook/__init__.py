"""Reading a playbook: a guide's items, roles, phases and gates, kept as files and proved before they are loaded."""
