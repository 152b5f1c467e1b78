"""Every old date of a wave stays as it was written (G87)."""

from django.db import migrations

from audit.append_only import rows_stay, table_stays


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_initial"), ("audit", "0002_append_only")]

    operations = [rows_stay("projects_wavedate"), table_stays("projects_wavedate")]
