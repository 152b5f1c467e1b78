"""Start hvor I er: rounds of answers, moves that say so, and proof that may come later."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from audit.append_only import columns_stay, rows_stay, table_stays


class Migration(migrations.Migration):
    dependencies = [
        ("checklists", "0011_comments_and_points"),
        ("audit", "0002_append_only"),
        ("projects", "0004_hand_over_taken_back"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StartRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("once", models.UUIDField()),
                ("answers", models.JSONField(blank=True, default=list)),
                ("answered_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
            ],
            options={
                "ordering": ["-answered_at", "-pk"],
                "constraints": [models.UniqueConstraint(fields=("once",), name="start_round_once")],
            },
        ),
        migrations.RemoveConstraint(
            model_name="move",
            name="move_close_has_evidence",
        ),
        migrations.RemoveConstraint(
            model_name="move",
            name="move_kind_known",
        ),
        migrations.RemoveConstraint(
            model_name="task",
            name="task_open_has_no_answer",
        ),
        migrations.AddField(
            model_name="evidence",
            name="done_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="evidence",
            name="proof_missing",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="task",
            name="proof_missing",
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name="move",
            name="kind",
            field=models.CharField(
                choices=[
                    ("start", "Start opgaven"),
                    ("close", "Luk opgaven"),
                    ("reopen", "Genåbn opgaven"),
                    ("not_relevant", "Ikke relevant"),
                    ("undo", "Fortryd"),
                    ("before", "Gjort før portalen"),
                    ("proof", "Aflever bevis"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "done"),
                    models.Q(("blocks_gate", False), ("proof_missing", False), ("valid_until", None)),
                    _connector="OR",
                ),
                name="task_open_has_no_answer",
            ),
        ),
        migrations.AddField(
            model_name="startround",
            name="answered_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="startround",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="start_rounds", to="projects.project"
            ),
        ),
        migrations.AddField(
            model_name="startround",
            name="undone_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="move",
            name="start_round",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="moves",
                to="checklists.startround",
            ),
        ),
        migrations.AddConstraint(
            model_name="move",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["start", "close", "reopen", "not_relevant", "undo", "before", "proof"])
                ),
                name="move_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="move",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("evidence__isnull", False), ("kind__in", ("close", "before", "proof"))),
                    models.Q(models.Q(("kind__in", ("close", "before", "proof")), _negated=True), ("evidence", None)),
                    _connector="OR",
                ),
                name="move_has_its_evidence",
            ),
        ),
        migrations.AddConstraint(
            model_name="move",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "before"), ("start_round__isnull", False)),
                    models.Q(models.Q(("kind", "before"), _negated=True), ("start_round", None)),
                    _connector="OR",
                ),
                name="move_before_has_its_round",
            ),
        ),
        migrations.AddConstraint(
            model_name="startround",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("undone_at", None), ("undone_by", None)),
                    models.Q(("undone_at__gte", models.F("answered_at")), ("undone_by__isnull", False)),
                    _connector="OR",
                ),
                name="start_round_undone_by_someone",
            ),
        ),
        rows_stay("checklists_startround", when="OLD.undone_at IS NOT NULL"),
        columns_stay("checklists_startround", "project_id", "once", "answers", "answered_at", "answered_by_id"),
        table_stays("checklists_startround"),
    ]
