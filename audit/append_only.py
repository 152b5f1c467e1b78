"""Database triggers that keep history as it was written. Used by migrations; frozen once released."""

from django.db.migrations import RunSQL

FUNCTION = RunSQL(
    """
    CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
            USING ERRCODE = 'restrict_violation';
    END $$
    """,
    "DROP FUNCTION refuse_change()",
)


def rows_stay(table: str, *, when: str = "") -> RunSQL:
    """Refuse update and delete of rows in `table`, or only of those that match `when` (e.g. 'NOT OLD.is_draft')."""
    condition = f"WHEN ({when})" if when else ""
    return RunSQL(
        f"CREATE TRIGGER {table}_rows_stay BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW {condition} EXECUTE FUNCTION refuse_change()",
        f"DROP TRIGGER {table}_rows_stay ON {table}",
    )


def columns_stay(table: str, *columns: str) -> RunSQL:
    """Refuse to delete rows of `table` and to change these columns of them; the others may change."""
    return RunSQL(
        f"CREATE TRIGGER {table}_columns_stay BEFORE DELETE OR UPDATE OF {', '.join(columns)} ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        f"DROP TRIGGER {table}_columns_stay ON {table}",
    )


def table_stays(table: str) -> RunSQL:
    """Refuse truncate of `table`. The test session alone disables this one, since its flush needs truncate."""
    return RunSQL(
        f"CREATE TRIGGER {table}_stays BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
        f"DROP TRIGGER {table}_stays ON {table}",
    )
