"""The files that evidence stood on are part of it for good."""

from django.db import migrations

from audit.append_only import rows_stay, table_stays


class Migration(migrations.Migration):
    dependencies = [("checklists", "0013_task_files"), ("audit", "0002_append_only")]

    operations = [
        rows_stay("checklists_evidencefile"),
        rows_stay("checklists_taskfile"),
        table_stays("checklists_evidencefile"),
        table_stays("checklists_taskfile"),
    ]
