"""The record can only grow, whoever writes to the database."""

from django.db import migrations

from audit.append_only import FUNCTION, rows_stay, table_stays


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [FUNCTION, rows_stay("audit_event"), table_stays("audit_event")]
