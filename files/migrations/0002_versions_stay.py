"""What was uploaded stays as it came: a version may be withdrawn, nothing else about it changes."""

from django.db import migrations

from audit.append_only import columns_stay, rows_stay, table_stays


class Migration(migrations.Migration):
    dependencies = [("files", "0001_files"), ("audit", "0002_append_only")]

    operations = [
        rows_stay("files_file"),
        columns_stay(
            "files_fileversion",
            "file_id",
            "number",
            "name",
            "kind",
            "size",
            "sha256",
            "stored",
            "cleaned",
            "uploaded_at",
            "uploaded_by_id",
            "recorded_at",
        ),
        table_stays("files_file"),
        table_stays("files_fileversion"),
    ]
