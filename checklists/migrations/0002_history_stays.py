"""Editions, items and moves never change; evidence never changes once it has closed something."""

from django.db import migrations

from audit.append_only import rows_stay, table_stays


class Migration(migrations.Migration):
    dependencies = [("checklists", "0001_initial"), ("audit", "0002_append_only")]

    operations = [
        rows_stay("checklists_edition"),
        rows_stay("checklists_item"),
        rows_stay("checklists_move"),
        rows_stay("checklists_evidence", when="NOT OLD.is_draft"),
        table_stays("checklists_edition"),
        table_stays("checklists_item"),
        table_stays("checklists_move"),
        table_stays("checklists_evidence"),
    ]
