"""What a task waits for. A waiting may change while it is open; party, reason and beginning never."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from audit.append_only import columns_stay, rows_stay, table_stays


class Migration(migrations.Migration):
    dependencies = [
        ("checklists", "0004_own_items_and_answers"),
        ("audit", "0002_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Waiting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("party", models.CharField(max_length=20)),
                ("party_name", models.CharField(max_length=60)),
                ("reason", models.CharField(blank=True, max_length=40)),
                ("reason_label", models.CharField(blank=True, max_length=120)),
                ("whom", models.CharField(blank=True, max_length=120)),
                ("note", models.TextField(blank=True)),
                ("ask_again_on", models.DateField()),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "began_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "ended_by",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="waitings", to="checklists.task"
                    ),
                ),
            ],
            options={
                "ordering": ["-began_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("task",), name="waiting_open_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None), ("ended_at__gte", models.F("began_at")), _connector="OR"
                        ),
                        name="waiting_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ended_by", None), ("ended_at__isnull", False), _connector="OR"),
                        name="waiting_ended_by_needs_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("party", ""), _negated=True), models.Q(("party_name", ""), _negated=True)
                        ),
                        name="waiting_has_party",
                    ),
                ],
            },
        ),
        rows_stay("checklists_waiting", when="OLD.ended_at IS NOT NULL"),
        columns_stay(
            "checklists_waiting", "task_id", "party", "party_name", "reason", "reason_label", "began_at", "began_by_id"
        ),
        table_stays("checklists_waiting"),
    ]
