"""manage.py create_programme_leader EMAIL"""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.roles import NationalRoleKind
from accounts.services.national_roles import WorksInMunicipality, give_national_role
from accounts.services.people import ensure_person, password_link
from audit import clock


class Command(BaseCommand):
    """Make the first person of an installation: MedCom's programleder. Repeatable; prints a new link each time."""

    help = "Opret MedComs programleder, og vis et engangslink til at vælge adgangskode."

    def add_arguments(self, parser: CommandParser) -> None:
        """The address, and the name if it is not to be the address."""
        parser.add_argument("email")
        parser.add_argument("--name", default="")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Make the person, give the role, print the link. Raises CommandError when that cannot be."""
        email = options["email"]
        try:
            user = ensure_person(email=email, name=options["name"] or email)
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        try:
            give_national_role(user=user, role=NationalRoleKind.PROGRAMME_MANAGER, by=None, at=clock.now())
        except WorksInMunicipality:
            raise CommandError("Personen arbejder i en kommune og kan ikke være programleder samtidig.") from None
        self.stdout.write(password_link(user))
