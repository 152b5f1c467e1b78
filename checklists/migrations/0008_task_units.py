"""A row per unit beneath the tasks that are done in each unit, and every answer such a row has had."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from audit.append_only import columns_stay, rows_stay, table_stays


class Migration(migrations.Migration):
    dependencies = [
        ("checklists", "0007_assignments"),
        ("audit", "0002_append_only"),
        ("projects", "0004_hand_over_taken_back"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TaskUnit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("not_started", "Ikke startet"),
                            ("in_progress", "I gang"),
                            ("done", "Færdig"),
                            ("not_relevant", "Ikke relevant"),
                        ],
                        default="not_started",
                        max_length=20,
                    ),
                ),
                ("on_date", models.DateField(blank=True, null=True)),
                ("answers", models.JSONField(blank=True, default=dict)),
                ("note", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="unit_rows", to="checklists.task"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="task_rows", to="projects.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("task", "unit"), name="task_unit_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["not_started", "in_progress", "done", "not_relevant"])),
                        name="task_unit_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("on_date__isnull", False), ("state", "done")),
                            models.Q(models.Q(("state", "done"), _negated=True), ("on_date", None)),
                            _connector="OR",
                        ),
                        name="task_unit_done_has_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "not_relevant"), _negated=True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="task_unit_left_out_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("changed_by", None), ("changed_at__isnull", False), _connector="OR"),
                        name="task_unit_changed_has_time",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="TaskUnitEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("not_started", "Ikke startet"),
                            ("in_progress", "I gang"),
                            ("done", "Færdig"),
                            ("not_relevant", "Ikke relevant"),
                        ],
                        default="not_started",
                        max_length=20,
                    ),
                ),
                ("on_date", models.DateField(blank=True, null=True)),
                ("answers", models.JSONField(blank=True, default=dict)),
                ("note", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "row",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="checklists.taskunit"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "task unit entries",
                "ordering": ["-version"],
                "constraints": [models.UniqueConstraint(fields=("row", "version"), name="task_unit_entry_once")],
            },
        ),
        # A row may change, but never goes, and stays with its task and its unit; what it has said stays as it was.
        columns_stay("checklists_taskunit", "task_id", "unit_id"),
        rows_stay("checklists_taskunitentry"),
        table_stays("checklists_taskunitentry"),
    ]
