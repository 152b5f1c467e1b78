"""The project, its waves, its units, and its people."""

from projects.models.people import HandOver, Invitation, RoleHolding
from projects.models.project import Project, Wave, WaveDate
from projects.models.unit import Unit

__all__ = ["HandOver", "Invitation", "Project", "RoleHolding", "Unit", "Wave", "WaveDate"]
