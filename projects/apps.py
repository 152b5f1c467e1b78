"""App configuration."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """Projects."""

    name = "projects"
    verbose_name = "Projekter"

    def ready(self) -> None:
        """Declare the event types and put the pages into the project's menu."""
        from projects import absence_moving, events, held_roles, letters, pages  # noqa: F401
