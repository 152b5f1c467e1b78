"""What was set, read, checked and laid there is kept as it was."""

from django.db import migrations

from audit.append_only import rows_stay, table_stays

TABLES = ("nationallink", "locallink", "reading", "check", "ownfile")


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_documents"), ("audit", "0002_append_only")]

    operations = [
        *(rows_stay(f"documents_{table}") for table in TABLES),
        *(table_stays(f"documents_{table}") for table in TABLES),
    ]
