"""What a journalpakke was made from stays; how far its cover sheet is may change."""

from django.db import migrations

from audit.append_only import columns_stay, table_stays

MADE_FROM = ("agreement_id", "fingerprint", "facts", "signed_file_id", "requested_at", "requested_by_id")


class Migration(migrations.Migration):
    dependencies = [("agreements", "0005_journal_packages"), ("audit", "0002_append_only")]

    operations = [
        columns_stay("agreements_journalpackage", *MADE_FROM),
        table_stays("agreements_journalpackage"),
    ]
