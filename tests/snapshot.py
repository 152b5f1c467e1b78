"""The database as it once was, for tests that would otherwise build the same rows again and again."""

from io import BytesIO

from django.db import connection, transaction


class Snapshot:
    """Every row of every table at the moment it is taken, also what the open transaction alone sees. Lies in memory."""

    def __init__(self) -> None:
        tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
        self.rows = {table: _rows_of(table) for table in tables}

    @transaction.atomic
    def bring_back(self) -> None:
        """Put these rows in place of all others, with the numbers they had. New rows get numbers never used before.

        The order of the tables does not matter: foreign keys are checked when the outermost transaction ends.
        """
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {', '.join(self.rows)}")
            for table, rows in self.rows.items():
                cursor.copy_expert(f"COPY {table} FROM STDIN", BytesIO(rows))


def _rows_of(table: str) -> bytes:
    rows = BytesIO()
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} TO STDOUT", rows)
    return rows.getvalue()
