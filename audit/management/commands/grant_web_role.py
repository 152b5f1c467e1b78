"""manage.py grant_web_role ROLE"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from psycopg2 import sql

from audit.models import Event


class Command(BaseCommand):
    """Give the web servers' database role what they need: all rows, but the record only to read and add to.

    Run as the tables' owner after each migrate. Repeatable.
    """

    help = "Giv webservernes databaserolle de rettigheder, den skal have. Køres af tabellernes ejer efter migrate."

    def add_arguments(self, parser: CommandParser) -> None:
        """The role's name."""
        parser.add_argument("role")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError when the role is missing, or is our own."""
        role = options["role"]
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_user, current_schema(), EXISTS (SELECT 1 FROM pg_roles WHERE rolname = %s)", [role]
            )
            owner, schema, exists = cursor.fetchone()
            if not exists:
                raise CommandError(f"Rollen {role} findes ikke. Lav den først: CREATE ROLE {role} LOGIN PASSWORD '…'")
            if role == owner:
                raise CommandError(
                    f"{role} ejer selv tabellerne. Kør kommandoen som ejeren, og nævn webservernes rolle."
                )
            names = {
                "role": sql.Identifier(role),
                "schema": sql.Identifier(schema),
                "record": sql.Identifier(Event._meta.db_table),
            }
            for statement in GRANTS:
                cursor.execute(sql.SQL(statement).format(**names))
        self.stdout.write(f"{role} må læse og skrive alle tabeller, men i historikken kun læse og tilføje.")


GRANTS = (
    "GRANT USAGE ON SCHEMA {schema} TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role}",
    # What a later migration adds.
    "ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT USAGE, SELECT ON SEQUENCES TO {role}",
    "REVOKE ALL ON {record} FROM {role}",
    "GRANT SELECT, INSERT ON {record} TO {role}",
)
