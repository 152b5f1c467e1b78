"""What was found of a signed file stays as it was found."""

from django.db import migrations

from audit.append_only import rows_stay, table_stays


class Migration(migrations.Migration):
    dependencies = [("agreements", "0007_signed_checks"), ("audit", "0002_append_only")]

    operations = [rows_stay("agreements_signedcheck"), table_stays("agreements_signedcheck")]
