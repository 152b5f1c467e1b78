"""What happened to an agreement, and which files lay on it, stays as it was written."""

from django.db import migrations

from audit.append_only import rows_stay, table_stays


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_agreements"), ("audit", "0002_append_only")]

    operations = [
        rows_stay("agreements_agreementmove"),
        rows_stay("agreements_agreementfile"),
        table_stays("agreements_agreementmove"),
        table_stays("agreements_agreementfile"),
    ]
