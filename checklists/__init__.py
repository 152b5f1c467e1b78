"""The playbook, the tasks, their evidence and moves: the spine of the portal."""
